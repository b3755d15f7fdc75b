using System.Collections.Immutable;

namespace Furrow.Seeds;

/// <summary>Why a seed is to be applied.</summary>
public enum SeedReason
{
    /// <summary>It never was, or was cleared since.</summary>
    New,

    /// <summary>Its content changed, and its policy says that this is to be applied.</summary>
    Changed,

    /// <summary>Its version is higher than the applied one.</summary>
    Upgrade,

    /// <summary>Its policy is <see cref="SeedPolicy.Always"/>.</summary>
    Always,

    /// <summary>It is named together with <c>--force</c>.</summary>
    Forced,
}

/// <summary>A seed to be applied, and why.</summary>
public sealed record PlannedSeed(SeedFile Seed, SeedReason Reason)
{
    /// <summary>The version that is applied; null for none.</summary>
    public string? AppliedVersion { get; init; }

    /// <summary>
    /// The companion that brings the applied version up to this one; null where there is none, and the whole seed runs.
    /// </summary>
    public SeedUpgrade? Upgrade => Reason == SeedReason.Upgrade && AppliedVersion is not null
        ? Seed.Upgrades.FirstOrDefault(upgrade => upgrade.From == SeedVersion.Parse(AppliedVersion))
        : null;
}

/// <summary>A seed whose content changed although its version did not, or whose version fell.</summary>
public sealed record SeedDrift(string Name, string Detail);

/// <summary>What <c>seed</c> would do: files against history, as plain data.</summary>
public sealed record SeedPlan
{
    /// <summary>How many of the environment's seeds are applied as they are.</summary>
    public required int AppliedCount { get; init; }

    /// <summary>What is to run, in order, <see cref="SeedReason.Always"/> ones among them.</summary>
    public required ImmutableArray<PlannedSeed> ToRun { get; init; }

    /// <summary>The seeds asked for that are left as they are, in order.</summary>
    public required ImmutableArray<SeedFile> Skipped { get; init; }

    /// <summary>Applied seeds whose file changed without a new version.</summary>
    public required ImmutableArray<SeedDrift> Drift { get; init; }

    /// <summary>Names of applied seeds whose file is gone from every folder.</summary>
    public required ImmutableArray<string> Orphaned { get; init; }

    /// <summary>Names of applied seeds that are compiled into an application other than this one.</summary>
    public ImmutableArray<string> Elsewhere { get; init; } = [];

    /// <summary>Those of <see cref="ToRun"/> that count as pending: all but <see cref="SeedReason.Always"/>.</summary>
    public IEnumerable<PlannedSeed> Pending => ToRun.Where(planned => planned.Reason != SeedReason.Always);
}
