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

/// <summary>A migration that stopped half-way.</summary>
/// <param name="Record">Its row in history.</param>
/// <param name="Progress">How far it got.</param>
public sealed record HalfDoneMigration(MigrationRecord Record, MigrationProgress Progress)
{
    /// <summary>Version and name, for people.</summary>
    public string Title => Record.Name.Length == 0 ? Record.Version : $"{Record.Version} {Record.Name}";
}

/// <summary>What <c>migrate</c> would do: files against history, as plain data.</summary>
public sealed record MigrationPlan
{
    /// <summary>How many are applied; repeatable ones do not count.</summary>
    public required int AppliedCount { get; init; }

    /// <summary>What is to be applied, in order; half-done ones among them.</summary>
    public required ImmutableArray<MigrationFile> Pending { get; init; }

    /// <summary>Applied ones whose file changed or is gone, in order.</summary>
    public required ImmutableArray<MigrationDrift> Drift { get; init; }

    /// <summary>Those of <see cref="Pending"/> that come before something already applied.</summary>
    public required ImmutableArray<MigrationFile> OutOfOrder { get; init; }

    /// <summary>Repeatable ones that are new or whose text changed, by name; they run last.</summary>
    public ImmutableArray<RepeatableMigration> Repeatable { get; init; } = [];

    /// <summary>Versioned and repeatable ones that stopped half-way, by version.</summary>
    public ImmutableArray<HalfDoneMigration> HalfDone { get; init; } = [];

    /// <summary>Whether there is anything to apply.</summary>
    public bool IsPending => Pending.Length > 0 || Repeatable.Length > 0;

    /// <summary>How far a migration is; null for one that is not half done.</summary>
    public HalfDoneMigration? HalfDoneOf(MigrationFile file) => HalfDone.FirstOrDefault(half =>
        MigrationVersion.TryParse(half.Record.Version, out MigrationVersion? version) && version == file.Version);

    /// <summary>How far a repeatable migration is; null for one that is not half done.</summary>
    public HalfDoneMigration? HalfDoneOf(RepeatableMigration file)
    {
        string key = MigrationHistory.RepeatableVersion(file.Name);
        return HalfDone.FirstOrDefault(half => half.Record.Version == key);
    }

    /// <summary>
    /// Compares files with history. <paramref name="target"/>: the last version to apply; null for all. With a target
    /// no repeatable migration runs: it may need what lies beyond.
    /// </summary>
    public static MigrationPlan Make(MigrationSet files, AppliedMigrations history, MigrationVersion? target = null) =>
        Make(files.Versioned, history.Versioned, target) with
        {
            Repeatable = target is null ? ChooseRepeatable(files.Repeatable, history.Repeatable) : [],
            HalfDone =
            [
                .. history.Versioned.OrderBy(record => MigrationVersion.Parse(record.Version))
                    .Concat(history.Repeatable.Values.OrderBy(record => record.Version, StringComparer.Ordinal))
                    .Where(record => record.Progress is not null)
                    .Select(record => new HalfDoneMigration(record, record.Progress!)),
            ],
        };

    /// <summary>The same for versioned migrations alone.</summary>
    public static MigrationPlan Make(
        IReadOnlyList<MigrationFile> files, IReadOnlyList<MigrationRecord> history, MigrationVersion? target = null)
    {
        Dictionary<MigrationVersion, MigrationRecord> applied = history
            .Where(record => record.Progress is null)
            .ToDictionary(record => MigrationVersion.Parse(record.Version));
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

    private static ImmutableArray<RepeatableMigration> ChooseRepeatable(
        ImmutableArray<RepeatableMigration> files, IReadOnlyDictionary<string, MigrationRecord> history) =>
    [
        .. files
            .Where(file => !(history.GetValueOrDefault(file.Name) is { Progress: null } record
                && string.Equals(record.Checksum, file.Checksum, StringComparison.Ordinal)))
            .OrderBy(file => file.Name, StringComparer.Ordinal),
    ];

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
