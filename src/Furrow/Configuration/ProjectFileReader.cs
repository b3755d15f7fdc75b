using System.Collections.Immutable;
using System.Text;
using Furrow.Providers;

namespace Furrow.Configuration;

/// <summary>Gives furrow.yaml its meaning: every key, its type and its bounds.</summary>
internal static class ProjectFileReader
{
    private const int SchemaNameBytesMax = 63;
    private const int CountMax = 1_000_000;

    public static ProjectFile Read(ConfigScope scope, ConfigNode? node)
    {
        ConfigSection root = ConfigSection.Open(
            scope, "", node, "name", "database", "environment", "environments", "schema", "schemas", "lock",
            "migrations", "seeds", "scenarios", "snapshots", "setup", "sensitive", "hooks", "log");
        ConfigSection log = root.Section("log", "format", "file");
        Located<string>? stateSchema =
            root.Value<string>("schema", "a schema's name of at most 63 bytes, not the system's", ReadSchema);

        return new()
        {
            Path = scope.File,
            Name = root.Value<string>("name", "a name of at most 100 characters without '/' and '\\'", ReadProjectName),
            Database = root.Text("database"),
            Environment = root.Text("environment"),
            Environments = EnvironmentsReader.Read(scope, root.Node("environments")),
            StateSchema = stateSchema,
            Schemas = ReadSchemas(scope, root, stateSchema?.Value),
            Lock = root.Choice(
                "lock", ("auto", LockKind.Auto), ("session", LockKind.Session), ("lease", LockKind.Lease)),
            Migrations = ReadMigrations(
                root.Section("migrations", "path", "format", "rollback_limit", "lock_timeout", "ignore")),
            Seeds = ReadSeeds(root.Section("seeds", "path", "references", "allow_secrets")),
            Scenarios = ReadScenarios(root.Section("scenarios", "path", "default", "memory")),
            Snapshots = ReadSnapshots(root.Section("snapshots", "path", "keep", "max_age", "max_size", "after_setup")),
            Setup = new() { Generate = ReadGenerate(scope, root.Section("setup", "generate")) },
            Sensitive = SensitiveReader.Read(scope, root.Node("sensitive")),
            Hooks = ReadHooks(root.Section("hooks", "before_restore", "after_restore")),
            LogFormat = log.Choice("format", ("text", LogFormat.Text), ("json", LogFormat.Json)),
            LogFile = log.Name("file"),
        };
    }

    private static MigrationsSettings ReadMigrations(ConfigSection section)
    {
        MigrationsSettings defaults = new();
        return new()
        {
            Path = section.Name("path")?.Value ?? defaults.Path,
            Format = section.Choice(
                "format",
                ("auto", MigrationFormat.Auto),
                ("pairs", MigrationFormat.Pairs),
                ("dbmate", MigrationFormat.Dbmate),
                ("goose", MigrationFormat.Goose),
                ("folders", MigrationFormat.Folders),
                ("flyway", MigrationFormat.Flyway),
                ("prisma", MigrationFormat.Prisma))?.Value ?? defaults.Format,
            RollbackLimit = (int)(section.Whole("rollback_limit", 0, CountMax)?.Value ?? defaults.RollbackLimit),
            LockTimeout = section.Value<TimeSpan>(
                "lock_timeout", $"{DurationText.Expected}, one day at most", ReadLockTimeout)?.Value
                ?? defaults.LockTimeout,
            Ignore = Texts(section, "ignore"),
        };
    }

    private static SeedsSettings ReadSeeds(ConfigSection section) => new()
    {
        Path = section.Name("path")?.Value ?? new SeedsSettings().Path,
        References = Texts(section, "references"),
        AllowSecrets = Texts(section, "allow_secrets"),
    };

    private static ScenariosSettings ReadScenarios(ConfigSection section) => new()
    {
        Path = section.Name("path")?.Value ?? new ScenariosSettings().Path,
        Default = section.Name("default")?.Value,
        MemoryBytes = section.Value<long>(
            "memory", $"{ByteSizeText.Expected}, and more than nothing", ReadSize)?.Value
            ?? new ScenariosSettings().MemoryBytes,
    };

    private static SnapshotsSettings ReadSnapshots(ConfigSection section)
    {
        SnapshotsSettings defaults = new();
        return new()
        {
            Path = section.Name("path")?.Value ?? defaults.Path,
            Keep = (int)(section.Whole("keep", 1, CountMax)?.Value ?? defaults.Keep),
            MaxAge = section.Duration("max_age")?.Value ?? defaults.MaxAge,
            MaxSizeBytes = section.Value<long>(
                "max_size", $"{ByteSizeText.Expected}, and more than nothing", ReadSize)?.Value
                ?? defaults.MaxSizeBytes,
            AfterSetup = section.Value<string?>(
                "after_setup", "never or an environment's name", ReadAfterSetup)?.Value,
        };
    }

    private static SetupGenerateSettings? ReadGenerate(ConfigScope scope, ConfigSection setup)
    {
        if (setup.Node("generate") is null) return null;

        ConfigSection section = setup.Section(
            "generate", "scenario", "preset", "random_seed", "as_of", "rows", "parameters");
        ConfigSection parameters =
            ConfigSection.OpenAny(scope, "setup.generate.parameters", section.Node("parameters"));
        return new()
        {
            Scenario = section.Name("scenario")?.Value,
            Preset = section.Name("preset")?.Value,
            RandomSeed = section.Whole("random_seed", long.MinValue, long.MaxValue)?.Value,
            AsOf = section.Name("as_of")?.Value,
            Rows = section.Whole("rows", 0, long.MaxValue)?.Value,
            Parameters = parameters.Keys
                .Select(key => (Key: key, Value: parameters.Text(key)?.Value))
                .Where(p => p.Value is not null)
                .ToImmutableSortedDictionary(p => p.Key, p => p.Value!, StringComparer.Ordinal),
        };
    }

    private static bool ReadAfterSetup(string text, out string? environment)
    {
        string name = EnvironmentName.Normalize(text);
        environment = name == "never" ? null : name;
        return EnvironmentName.IsValid(name);
    }

    private static HooksSettings ReadHooks(ConfigSection section) => new()
    {
        BeforeRestore = Command(section, "before_restore"),
        AfterRestore = Command(section, "after_restore"),
    };

    /// <summary>A variable without a value switches a hook off.</summary>
    private static string? Command(ConfigSection section, string key) =>
        section.Text(key)?.Value is { } command && command.Trim().Length > 0 ? command : null;

    private static ImmutableArray<string>? ReadSchemas(ConfigScope scope, ConfigSection root, string? stateSchema)
    {
        if (root.TextList("schemas") is not { } listed) return null;

        if (listed.IsEmpty) scope.Report(root.Node("schemas")!, "'schemas' lists none", "leave it out for all schemas");
        foreach (Located<string> schema in listed)
        {
            ConfigScalar at = new(schema.Value, schema.Line, schema.Column);
            if (!ReadSchema(schema.Value, out _))
                scope.Report(at, "an item of 'schemas' must be a schema's name of at most 63 bytes, not the system's");
            else if (schema.Value == (stateSchema ?? ProjectConfiguration.StateSchemaDefault))
                scope.Report(at, "'schemas' lists the schema of furrow's own tables", "choose another 'schema'");
        }

        return [.. listed.Select(s => s.Value)];
    }

    private static ImmutableArray<string> Texts(ConfigSection section, string key) =>
        section.TextList(key) is { } listed ? [.. listed.Select(text => text.Value)] : [];

    /// <summary>The name becomes part of the default database's file name.</summary>
    private static bool ReadProjectName(string text, out string name)
    {
        name = text;
        return text.Trim().Length > 0 && text.Length <= 100 && text is not ("." or "..")
            && !text.Any(c => c is '/' or '\\' || char.IsControl(c));
    }

    private static bool ReadSchema(string text, out string name)
    {
        name = text;
        return text.Length > 0 && Encoding.UTF8.GetByteCount(text) <= SchemaNameBytesMax && !text.Any(char.IsControl)
            && !text.StartsWith("pg_", StringComparison.Ordinal) && text != "information_schema";
    }

    private static bool ReadLockTimeout(string text, out TimeSpan value) =>
        DurationText.TryParse(text, out value) && value > TimeSpan.Zero && value <= TimeSpan.FromDays(1);

    private static bool ReadSize(string text, out long bytes) => ByteSizeText.TryParse(text, out bytes) && bytes > 0;
}
