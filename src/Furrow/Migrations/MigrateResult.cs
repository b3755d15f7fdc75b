using System.Collections.Immutable;
using Furrow.Providers;

namespace Furrow.Migrations;

/// <summary>One migration that was applied, or taken back; a repeatable one has the version <c>R</c>.</summary>
public sealed record AppliedMigration(
    string Version, string Name, long DurationMs, ImmutableArray<TableChanges> Tables);

/// <summary>What <c>migrate</c> did, in order.</summary>
public sealed record MigrateResult(ImmutableArray<AppliedMigration> Applied)
{
    /// <summary>How many were applied already.</summary>
    public int AppliedBefore { get; init; }

    /// <summary>What a dry run found instead of applying anything; null without <c>--dry-run</c>.</summary>
    public MigrationPreview? Preview { get; init; }
}

/// <summary>What <c>rollback</c> did, in order.</summary>
public sealed record RollbackResult(ImmutableArray<AppliedMigration> RolledBack)
{
    /// <summary>What a dry run found instead of taking anything back; null without <c>--dry-run</c>.</summary>
    public MigrationPreview? Preview { get; init; }
}
