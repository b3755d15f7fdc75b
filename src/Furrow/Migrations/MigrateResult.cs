using System.Collections.Immutable;
using Furrow.Providers;

namespace Furrow.Migrations;

/// <summary>One applied migration.</summary>
public sealed record AppliedMigration(
    string Version, string Name, long DurationMs, ImmutableArray<TableChanges> Tables);

/// <summary>What <c>migrate</c> did, in order.</summary>
public sealed record MigrateResult(ImmutableArray<AppliedMigration> Applied)
{
    /// <summary>How many were applied already.</summary>
    public int AppliedBefore { get; init; }
}
