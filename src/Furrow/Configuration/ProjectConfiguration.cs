using System.Collections.Immutable;
using Furrow.Providers;

namespace Furrow.Configuration;

/// <summary>A project's whole configuration, from every source, with where each setting came from.</summary>
public sealed record ProjectConfiguration
{
    /// <summary>The schema of furrow's own tables where the project names none.</summary>
    public const string StateSchemaDefault = "furrow";

    /// <summary>The folder for caches and the default database, in the project.</summary>
    public const string CacheFolder = ".furrow";

    /// <summary>The project's directory as a full path.</summary>
    public required string Directory { get; init; }

    /// <summary>The project's name. Default: the directory's.</summary>
    public required Setting<string> Name { get; init; }

    /// <summary>The database. Default <c>sqlite:.furrow/NAME.db</c>.</summary>
    public required Setting<DatabaseAddress> Database { get; init; }

    /// <summary>The environment that commands are for. Default development.</summary>
    public required Setting<EnvironmentDefinition> Environment { get; init; }

    /// <summary>The built-in environments and the project's own.</summary>
    public required EnvironmentCatalog Environments { get; init; }

    /// <summary>The schema of furrow's own tables, on SQLite their prefix. Default <c>furrow</c>.</summary>
    public required Setting<string> StateSchema { get; init; }

    /// <summary>The user schemas; null (the default) for all but the system's.</summary>
    public ImmutableArray<string>? Schemas { get; init; }

    /// <summary>Which kind of lock PostgreSQL uses. Default: found out.</summary>
    public required Setting<LockKind> Lock { get; init; }

    /// <summary>The migrations.</summary>
    public required MigrationsSettings Migrations { get; init; }

    /// <summary>The seeds.</summary>
    public required SeedsSettings Seeds { get; init; }

    /// <summary>The scenarios.</summary>
    public required ScenariosSettings Scenarios { get; init; }

    /// <summary>The snapshots.</summary>
    public required SnapshotsSettings Snapshots { get; init; }

    /// <summary>What <c>setup</c> does beyond migrations and seeds.</summary>
    public required SetupSettings Setup { get; init; }

    /// <summary>What the project settled about sensitive columns.</summary>
    public ImmutableArray<SensitiveColumn> Sensitive { get; init; } = [];

    /// <summary>
    /// The key of <c>FURROW_SENSITIVE_KEY</c>, by which every export replaces a value in the same way; null where none
    /// is set, and each export takes one of its own.
    /// </summary>
    public SensitiveKey? SensitiveKey { get; init; }

    /// <summary>Commands around a restore.</summary>
    public required HooksSettings Hooks { get; init; }

    /// <summary>Where events go.</summary>
    public required LogSettings Log { get; init; }

    /// <summary>More output: <c>--verbose</c> or <c>FURROW_DEBUG=1</c>. Default false.</summary>
    public required Setting<bool> Verbose { get; init; }

    /// <summary>Whether anybody named the environment, by option, variable, <c>.env</c> or furrow.yaml.</summary>
    public bool EnvironmentNamedExplicitly => Environment.Source != SettingSource.Default;

    /// <summary>Whether the environment was named by <c>--env</c> itself.</summary>
    public bool EnvironmentGivenAsOption => Environment.Source == SettingSource.Option;

    /// <summary>The migrations' folder as a full path.</summary>
    public string MigrationsDirectory => FullPath(Migrations.Path);

    /// <summary>The seeds' folder as a full path.</summary>
    public string SeedsDirectory => FullPath(Seeds.Path);

    /// <summary>The scenarios' folder as a full path.</summary>
    public string ScenariosDirectory => FullPath(Scenarios.Path);

    /// <summary>The snapshots' folder as a full path.</summary>
    public string SnapshotsDirectory => FullPath(Snapshots.Path);

    /// <summary>The cache folder as a full path.</summary>
    public string CacheDirectory => FullPath(CacheFolder);

    /// <summary>A path relative to the project as a full one.</summary>
    public string FullPath(string path) => Path.GetFullPath(Path.Combine(Directory, path));

    /// <summary>The settings that several sources can give, for <c>doctor</c>; holds no secret.</summary>
    public ImmutableArray<SettingDescription> Describe() =>
    [
        Describe("name", Name, Name.Value),
        Describe("database", Database, Database.Value.Display),
        Describe("environment", Environment, Environment.Value.Name),
        Describe("schema", StateSchema, StateSchema.Value),
        Describe("lock", Lock, Lower(Lock.Value)),
        Describe("log.format", Log.Format, Lower(Log.Format.Value)),
        Describe("log.file", Log.File, Log.File.Value ?? "none"),
        Describe("verbose", Verbose, Verbose.Value ? "true" : "false"),
    ];

    private static SettingDescription Describe<T>(string name, Setting<T> setting, string value) =>
        new(name, value, setting.Source, setting.Origin);

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
