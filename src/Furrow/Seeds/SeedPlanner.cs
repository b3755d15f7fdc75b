using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.State;

namespace Furrow.Seeds;

/// <summary>What a seed plan is made from; nothing else is looked at.</summary>
public sealed record SeedPlanRequest
{
    /// <summary>Every seed of every folder.</summary>
    public required IReadOnlyList<SeedFile> Files { get; init; }

    /// <summary>The environment's folders, in order.</summary>
    public required IReadOnlyList<string> Folders { get; init; }

    /// <summary>The newest successful row of each seed.</summary>
    public required IReadOnlyList<SeedRecord> History { get; init; }

    /// <summary>Seeds asked for by name, to run with what they depend on; empty for all.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Whether applied seeds run again: the named ones, or all where none is named.</summary>
    public bool Force { get; init; }
}

/// <summary>Decides which seeds run, in which order and why.</summary>
public static class SeedPlanner
{
    private const string Active = "Active";

    /// <summary>Makes the plan.</summary>
    /// <exception cref="FurrowException">
    /// Code <c>seed.invalid</c>: dependencies that cannot be met; code <c>usage</c>: a name that is no seed of this
    /// environment.
    /// </exception>
    public static SeedPlan Plan(SeedPlanRequest request)
    {
        IReadOnlyList<SeedFile> arranged = SeedOrder.Arrange(request.Files, request.Folders);
        HashSet<string> named = SeedNames.Resolve(request.Names, arranged);
        HashSet<string> wanted = SeedNames.WithDependencies(named, arranged);
        Dictionary<string, SeedRecord> history = request.History.ToDictionary(r => r.Name, StringComparer.Ordinal);

        ImmutableArray<PlannedSeed>.Builder toRun = ImmutableArray.CreateBuilder<PlannedSeed>();
        ImmutableArray<SeedFile>.Builder skipped = ImmutableArray.CreateBuilder<SeedFile>();
        ImmutableArray<SeedDrift>.Builder drift = ImmutableArray.CreateBuilder<SeedDrift>();
        foreach (SeedFile seed in arranged)
        {
            bool isForced = request.Force && (named.Count == 0 || named.Contains(seed.Name));
            SeedRecord? record = history.GetValueOrDefault(seed.Name);
            (SeedReason? reason, string? drifted) = Judge(seed, record, isForced);
            if (drifted is not null)
            {
                drift.Add(new SeedDrift(seed.Name, drifted));
            }

            if (wanted.Count > 0 && !wanted.Contains(seed.Name))
            {
                continue;
            }

            if (reason is { } why)
            {
                toRun.Add(new PlannedSeed(seed, why)
                {
                    AppliedVersion = record is { Status: Active } ? record.Version : null,
                });
            }
            else
            {
                skipped.Add(seed);
            }
        }

        ILookup<bool, string> gone = Gone(request.Files, request.History).ToLookup(r => r.IsCompiledIn, r => r.Name);
        return new SeedPlan
        {
            AppliedCount = arranged.Count(seed => history.GetValueOrDefault(seed.Name)?.Status == Active),
            ToRun = toRun.ToImmutable(),
            Skipped = skipped.ToImmutable(),
            Drift = drift.ToImmutable(),
            Orphaned = [.. gone[false].Order(StringComparer.Ordinal)],
            Elsewhere = [.. gone[true].Order(StringComparer.Ordinal)],
        };
    }

    /// <summary>Names of applied seeds that are gone, those of other applications left out.</summary>
    public static IEnumerable<string> Orphans(IReadOnlyList<SeedFile> files, IReadOnlyList<SeedRecord> history) =>
        Gone(files, history).Where(record => !record.IsCompiledIn).Select(record => record.Name);

    // Whoever has seeds of its own compiled in is the application, and knows which of them are gone.
    private static IEnumerable<SeedRecord> Gone(IReadOnlyList<SeedFile> files, IReadOnlyList<SeedRecord> history)
    {
        HashSet<string> existing = files.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        bool isApplication = files.Any(file => file.Compiled is not null);
        return history.Where(record => record.Status == Active && !existing.Contains(record.Name))
            .Select(record => isApplication ? record with { IsCompiledIn = false } : record);
    }

    /// <summary>How a seed drifted from what was applied; null where it did not.</summary>
    public static string? DriftOf(SeedFile seed, SeedRecord? applied) => Judge(seed, applied, isForced: false).Drift;

    private static (SeedReason? Reason, string? Drift) Judge(SeedFile seed, SeedRecord? record, bool isForced)
    {
        if (record is not { Status: Active })
        {
            return (SeedReason.New, null);
        }

        int order = SeedVersion.Parse(seed.Version).CompareTo(SeedVersion.Parse(record.Version));
        if (order > 0)
        {
            return (SeedReason.Upgrade, null);
        }

        bool changed = !string.Equals(seed.Checksum, record.Checksum, StringComparison.Ordinal);
        string? drift = order < 0 ? $"version {seed.Version} is below the applied {record.Version}"
            : changed && seed.Policy == SeedPolicy.Once ? $"content changed, version {seed.Version} did not"
            : null;
        SeedReason? reason = isForced ? SeedReason.Forced
            : seed.Policy == SeedPolicy.Always ? SeedReason.Always
            : drift is null && changed ? SeedReason.Changed
            : null;
        return (reason, drift);
    }
}
