using System.Collections.Immutable;

namespace Furrow.Configuration;

/// <summary>How migration files are laid out.</summary>
public enum MigrationFormat
{
    /// <summary>Found out from the files.</summary>
    Auto,

    /// <summary><c>VERSION_name.up.sql</c> and <c>.down.sql</c>, as bun and golang-migrate write them.</summary>
    Pairs,

    /// <summary>One file with <c>-- migrate:up</c> and <c>-- migrate:down</c>.</summary>
    Dbmate,

    /// <summary>One file with <c>-- +goose Up</c> and <c>-- +goose Down</c>.</summary>
    Goose,

    /// <summary><c>VERSION_name/up.sql</c> and <c>down.sql</c>.</summary>
    Folders,

    /// <summary><c>V1__name.sql</c>, <c>U1__name.sql</c>, <c>R__name.sql</c>.</summary>
    Flyway,

    /// <summary><c>VERSION_name/migration.sql</c>.</summary>
    Prisma,
}

/// <summary>The <c>migrations</c> section of furrow.yaml.</summary>
public sealed record MigrationsSettings
{
    /// <summary>The folder, relative to the project. Default <c>migrations</c>.</summary>
    public string Path { get; init; } = "migrations";

    /// <summary>The layout of the files. Default: found out.</summary>
    public MigrationFormat Format { get; init; } = MigrationFormat.Auto;

    /// <summary>The most migrations that one rollback may undo, from 0. Default 10.</summary>
    public int RollbackLimit { get; init; } = 10;

    /// <summary>How long a statement waits for a lock in the database, from 1 ms to 1 day. Default 5 s.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Files that are left alone. Default none.</summary>
    public ImmutableArray<string> Ignore { get; init; } = [];
}

/// <summary>The <c>seeds</c> section of furrow.yaml.</summary>
public sealed record SeedsSettings
{
    /// <summary>The folder, relative to the project. Default <c>seeds</c>.</summary>
    public string Path { get; init; } = "seeds";

    /// <summary>Assemblies that C# seeds may use, relative to the project. Default none.</summary>
    public ImmutableArray<string> References { get; init; } = [];

    /// <summary>Seeds (<c>folder/name</c>) that may hold what looks like a secret. Default none.</summary>
    public ImmutableArray<string> AllowSecrets { get; init; } = [];
}

/// <summary>The <c>scenarios</c> section of furrow.yaml.</summary>
public sealed record ScenariosSettings
{
    /// <summary>The folder, relative to the project. Default <c>scenarios</c>.</summary>
    public string Path { get; init; } = "scenarios";

    /// <summary>The scenario meant where none is named; null (the default) for the only one there is.</summary>
    public string? Default { get; init; }

    /// <summary>The memory that planning a scenario may take, in bytes, from 1. Default 1 GiB.</summary>
    public long MemoryBytes { get; init; } = 1L << 30;
}

/// <summary>The <c>snapshots</c> section of furrow.yaml.</summary>
public sealed record SnapshotsSettings
{
    /// <summary>The folder, relative to the project. Default <c>snapshots</c>.</summary>
    public string Path { get; init; } = "snapshots";

    /// <summary>How many snapshots of an environment pruning leaves, from 1. Default 10.</summary>
    public int Keep { get; init; } = 10;

    /// <summary>The age beyond which pruning removes a snapshot. Default 90 days.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromDays(90);

    /// <summary>The size of all snapshots, in bytes, beyond which pruning removes the oldest. Default 5 GB.</summary>
    public long MaxSizeBytes { get; init; } = 5_000_000_000;

    /// <summary>
    /// The environment in which <c>setup</c> ends with a snapshot; null (the default, <c>never</c>) for none.
    /// </summary>
    public string? AfterSetup { get; init; }
}

/// <summary>The <c>setup</c> section of furrow.yaml.</summary>
public sealed record SetupSettings
{
    /// <summary>What <c>setup</c> generates after the seeds; null (the default) for nothing.</summary>
    public SetupGenerateSettings? Generate { get; init; }
}

/// <summary>What <c>setup</c> generates; the same words as the options of <c>generate</c>.</summary>
public sealed record SetupGenerateSettings
{
    /// <summary>The scenario; null for the default one.</summary>
    public string? Scenario { get; init; }

    /// <summary>The preset; null for the scenario's own defaults.</summary>
    public string? Preset { get; init; }

    /// <summary>The random seed; null for the scenario's, else 1.</summary>
    public long? RandomSeed { get; init; }

    /// <summary>What generated times are relative to, as written; null for the scenario's, else today.</summary>
    public string? AsOf { get; init; }

    /// <summary>How many rows the scenario's one table without a parent has, from 0; null for what it says.</summary>
    public long? Rows { get; init; }

    /// <summary>Values of the scenario's parameters, as written.</summary>
    public ImmutableSortedDictionary<string, string> Parameters { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}

/// <summary>The <c>hooks</c> section of furrow.yaml: shell commands around a restore.</summary>
public sealed record HooksSettings
{
    /// <summary>Runs before a restore; null (the default) for nothing.</summary>
    public string? BeforeRestore { get; init; }

    /// <summary>Runs after a restore, however it ended; null (the default) for nothing.</summary>
    public string? AfterRestore { get; init; }

    /// <summary>Says which hooks there are, not what they hold: a variable may have filled in a secret.</summary>
    public override string ToString() =>
        $"HooksSettings {{ BeforeRestore = {BeforeRestore is not null}, AfterRestore = {AfterRestore is not null} }}";
}

/// <summary>How events are written to the terminal.</summary>
public enum LogFormat
{
    /// <summary>Lines for people.</summary>
    Text,

    /// <summary>One JSON object a line.</summary>
    Json,
}

/// <summary>Where events go: <c>--log-format</c>, <c>--log-file</c>, or the <c>log</c> section.</summary>
public sealed record LogSettings
{
    /// <summary>How events are written to standard error. Default text.</summary>
    public required Setting<LogFormat> Format { get; init; }

    /// <summary>
    /// A file that also gets every event, as JSON; null (the default) for none. The one of furrow.yaml is relative to
    /// the project and comes as a full path; an option's comes as given.
    /// </summary>
    public required Setting<string?> File { get; init; }
}
