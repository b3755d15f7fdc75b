using System.Collections.Immutable;
using Furrow.State;

namespace Furrow.Migrations;

/// <summary>What is wrong with an applied migration.</summary>
public enum MigrationDriftKind
{
    /// <summary>Its file has changed since.</summary>
    Changed,

    /// <summary>Its file is gone.</summary>
    Missing,
}

/// <summary>An applied migration whose file no longer says what was applied.</summary>
public sealed record MigrationDrift(string Version, string Name, MigrationDriftKind Kind);

/// <summary>What <c>migrate</c> would do: files against history, as plain data.</summary>
public sealed record MigrationPlan
{
    /// <summary>How many are applied.</summary>
    public required int AppliedCount { get; init; }

    /// <summary>What is to be applied, in order.</summary>
    public required ImmutableArray<MigrationFile> Pending { get; init; }

    /// <summary>Applied ones whose file changed or is gone, in order.</summary>
    public required ImmutableArray<MigrationDrift> Drift { get; init; }

    /// <summary>Those of <see cref="Pending"/> that come before something already applied.</summary>
    public required ImmutableArray<MigrationFile> OutOfOrder { get; init; }

    /// <summary>
    /// Compares files with history. <paramref name="target"/>: the last version to apply; null for all.
    /// </summary>
    public static MigrationPlan Make(
        IReadOnlyList<MigrationFile> files, IReadOnlyList<MigrationRecord> history, MigrationVersion? target = null)
    {
        Dictionary<MigrationVersion, MigrationRecord> applied =
            history.ToDictionary(record => MigrationVersion.Parse(record.Version));
        Dictionary<MigrationVersion, MigrationFile> byVersion = files.ToDictionary(f => f.Version);
        MigrationVersion? newest = applied.Keys.Max();

        ImmutableArray<MigrationFile> pending =
        [
            .. files.Where(file => !applied.ContainsKey(file.Version) && (target is null || file.Version <= target))
                .OrderBy(file => file.Version),
        ];
        ImmutableArray<MigrationDrift> drift =
        [
            .. applied.Keys.Order()
                .Where(version => applied[version].Status != "baseline")
                .Select(version => Compare(applied[version], byVersion.GetValueOrDefault(version)))
                .OfType<MigrationDrift>(),
        ];
        return new MigrationPlan
        {
            AppliedCount = applied.Count,
            Pending = pending,
            Drift = drift,
            OutOfOrder = newest is null ? [] : [.. pending.Where(f => f.Version < newest)],
        };
    }

    private static MigrationDrift? Compare(MigrationRecord record, MigrationFile? file)
    {
        if (file is null)
        {
            return new MigrationDrift(record.Version, record.Name, MigrationDriftKind.Missing);
        }

        return string.Equals(file.Checksum, record.Checksum, StringComparison.Ordinal)
            ? null
            : new MigrationDrift(record.Version, record.Name, MigrationDriftKind.Changed);
    }
}
