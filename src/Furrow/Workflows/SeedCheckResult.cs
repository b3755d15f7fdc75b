using System.Collections.Immutable;
using Furrow.Seeds.Checking;

namespace Furrow.Workflows;

/// <summary>What <c>seed-check</c> found.</summary>
public sealed record SeedCheckResult
{
    /// <summary>The environment whose seeds were held against the database.</summary>
    public required string Environment { get; init; }

    /// <summary>The database, without password.</summary>
    public required string Database { get; init; }

    /// <summary>How many seeds of all folders were read.</summary>
    public required int SeedCount { get; init; }

    /// <summary>How many of them belong to the environment.</summary>
    public required int EnvironmentSeedCount { get; init; }

    /// <summary>Pending migrations; while there are any, what does not fit the schema is not told as a fault.</summary>
    public required int PendingMigrations { get; init; }

    /// <summary>Everything found, the worst first.</summary>
    public required ImmutableArray<SeedFinding> Findings { get; init; }

    /// <summary>Whether a seed is invalid, holds a secret, or the database could not be asked.</summary>
    public bool IsInvalid => Has(SeedFindingKind.Invalid, SeedFindingKind.Secret, SeedFindingKind.Database);

    /// <summary>Whether something is no longer what was applied or listed.</summary>
    public bool HasDrift => Has(SeedFindingKind.Drift, SeedFindingKind.Orphaned, SeedFindingKind.Lock);

    /// <summary>Whether something is to be applied.</summary>
    public bool IsPending => Has(SeedFindingKind.Pending);

    private bool Has(params SeedFindingKind[] kinds) => Findings.Any(finding => kinds.Contains(finding.Kind));
}
