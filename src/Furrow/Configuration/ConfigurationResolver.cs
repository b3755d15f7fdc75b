using Furrow.Errors;
using Furrow.Providers;
using Furrow.Safety;

namespace Furrow.Configuration;

/// <summary>
/// Puts the sources together, the strongest first: option, environment variable, <c>.env</c>, furrow.yaml, default.
/// </summary>
public sealed class ConfigurationResolver
{
    private static readonly string[] DatabaseVariables = ["FURROW_DATABASE", "DATABASE_URL"];

    private static readonly string[] EnvironmentVariables =
        ["FURROW_ENV", "DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT", "APP_ENV", "NODE_ENV"];

    private readonly ConfigurationSources _sources;
    private readonly ProjectOverrides _overrides;
    private readonly VariableLookup _variables;
    private readonly ProjectFile _file;

    private ConfigurationResolver(ConfigurationSources sources)
    {
        _sources = sources;
        _overrides = sources.Overrides;
        DotEnvFile dotEnv = sources.DotEnvText is { } text ? DotEnvFile.Parse(text) : DotEnvFile.Empty;
        _variables = new(sources.Variables, dotEnv);
        _file = ProjectFile.Parse(sources.ProjectFileText, ProjectFile.FileName, _variables.Merge(), Settled());
    }

    /// <summary>Resolves a configuration; reads nothing but the file that POSTGRES_PASSWORD_FILE names.</summary>
    /// <exception cref="FurrowException">
    /// Code <c>config.invalid</c>: everything wrong in <c>.env</c>, else everything wrong in furrow.yaml, else
    /// everything wrong with what they and the other sources name.
    /// </exception>
    public static ProjectConfiguration Resolve(ConfigurationSources sources) =>
        new ConfigurationResolver(sources).Resolve();

    private ProjectConfiguration Resolve()
    {
        var problems = new ConfigProblems();
        Setting<string> name = From(_file.Name, DefaultName());
        Setting<EnvironmentDefinition>? environment = problems.Try(ResolveEnvironment);
        Setting<DatabaseAddress>? database = problems.Try(() => ResolveDatabase(name.Value));
        Setting<bool>? verbose = problems.Try(ResolveVerbose);
        Setting<SensitiveKey?>? sensitiveKey = problems.Try(ResolveSensitiveKey);
        problems.ThrowIfAny();

        return new()
        {
            Directory = _sources.Directory,
            Name = name,
            Database = database!,
            Environment = environment!,
            Environments = _file.Environments,
            StateSchema = From(_file.StateSchema, ProjectConfiguration.StateSchemaDefault),
            Schemas = _file.Schemas,
            Lock = From(_file.Lock, LockKind.Auto),
            Migrations = _file.Migrations,
            Seeds = _file.Seeds,
            Scenarios = _file.Scenarios,
            Snapshots = _file.Snapshots,
            Setup = _file.Setup,
            Sensitive = _file.Sensitive,
            SensitiveKey = sensitiveKey!.Value,
            Hooks = _file.Hooks,
            Log = ResolveLog(),
            Verbose = verbose!,
        };
    }

    /// <summary>What furrow.yaml need not say because something stronger does.</summary>
    private HashSet<string> Settled()
    {
        var settled = new HashSet<string>(StringComparer.Ordinal);
        if (_overrides.Database is not null || _variables.First(DatabaseVariables) is not null) settled.Add("database");
        if (_overrides.Environment is not null || _variables.First(EnvironmentVariables) is not null)
            settled.Add("environment");
        if (_overrides.LogFormat is not null) settled.Add("log.format");
        if (_overrides.LogFile is not null) settled.Add("log.file");
        return settled;
    }

    private Setting<DatabaseAddress> ResolveDatabase(string projectName)
    {
        if (_overrides.Database is { } option) return ReadDatabase(option, ValueOrigin.Option("--database"));
        if (_variables.First(DatabaseVariables) is { } variable)
        {
            bool literal = variable.Origin.Source == SettingSource.DotEnv;
            if (literal && variable.Value.Contains("${", StringComparison.Ordinal))
            {
                throw variable.Origin.Invalid(
                    "'${' is not filled in here", "write the value out, or move it to 'database' in furrow.yaml");
            }

            return ReadDatabase(variable.Value, variable.Origin);
        }

        // `database: ${DATABASE_URL:-}` says: if there is one.
        if (_file.Database is { } written && written.Value.Trim().Length > 0)
            return ReadDatabase(written.Value, OriginOf(written));

        var postgres = new PostgresVariables(_variables, _sources.Directory, _sources.ReadSecretFile);
        return postgres.Find()
            ?? ReadDatabase($"sqlite:{ProjectConfiguration.CacheFolder}/{projectName}.db", ValueOrigin.Default);
    }

    private Setting<DatabaseAddress> ReadDatabase(string text, ValueOrigin origin) =>
        origin.Setting(DatabaseText.Parse(text, _sources.Directory, origin));

    private Setting<EnvironmentDefinition> ResolveEnvironment()
    {
        if (_overrides.Environment is { } option)
            return FindEnvironment(option, ValueOrigin.Option("--env"), shown: true);
        if (_variables.First(EnvironmentVariables) is { } variable)
            return FindEnvironment(variable.Value, variable.Origin, shown: false);
        if (_file.Environment is { } written) return FindEnvironment(written.Value, OriginOf(written), shown: true);
        return FindEnvironment(EnvironmentKind.Development.Name(), ValueOrigin.Default, shown: true);
    }

    /// <summary>A variable's value is not shown: what stands in it by mistake may be secret.</summary>
    private Setting<EnvironmentDefinition> FindEnvironment(string name, ValueOrigin origin, bool shown)
    {
        EnvironmentCatalog catalog = _file.Environments;
        if (catalog.Find(name) is { } found) return origin.Setting(found);

        string? nearest = catalog.Nearest(name);
        throw origin.Invalid(
            (shown ? $"unknown environment '{name}'" : "this names no environment of the project")
            + (nearest is null ? "." : $" — did you mean '{nearest}'?") + $" Known environments: {catalog.Names}",
            origin.Source == SettingSource.Option
                ? "a project's own environments stand under 'environments' in furrow.yaml"
                : "pass --env, set FURROW_ENV, or add it under 'environments' in furrow.yaml");
    }

    private Setting<bool> ResolveVerbose()
    {
        if (_overrides.Verbose is { } option) return ValueOrigin.Option("--verbose").Setting(option);
        if (_variables.Find("FURROW_DEBUG") is not { } variable) return ValueOrigin.Default.Setting(false);
        return variable.Value.ToLowerInvariant() switch
        {
            "1" or "true" => variable.Origin.Setting(true),
            "0" or "false" => variable.Origin.Setting(false),
            _ => throw variable.Origin.Invalid("the value must be 1 or 0"),
        };
    }

    private Setting<SensitiveKey?> ResolveSensitiveKey()
    {
        if (_variables.Find(SensitiveKey.Variable) is not { } variable)
            return ValueOrigin.Default.Setting<SensitiveKey?>(null);
        return variable.Value.Length >= SensitiveKey.LengthMin
            ? variable.Origin.Setting<SensitiveKey?>(SensitiveKey.Of(variable.Value))
            : throw variable.Origin.Invalid($"the value must have {SensitiveKey.LengthMin} characters or more");
    }

    private LogSettings ResolveLog()
    {
        Setting<string?> none = ValueOrigin.Default.Setting<string?>(null);
        Setting<string?>? written = _file.LogFile is { } file
            ? OriginOf(file).Setting<string?>(Path.GetFullPath(Path.Combine(_sources.Directory, file.Value)))
            : null;
        return new()
        {
            Format = _overrides.LogFormat is { } format
                ? ValueOrigin.Option("--log-format").Setting(format)
                : From(_file.LogFormat, LogFormat.Text),
            File = _overrides.LogFile is { } option
                ? ValueOrigin.Option("--log-file").Setting<string?>(option)
                : written ?? none,
        };
    }

    /// <summary>The directory's name becomes part of a file name; a root directory has none.</summary>
    private string DefaultName()
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(_sources.Directory));
        string clean = new([.. name.Select(c => char.IsControl(c) || c is '\\' ? '_' : c)]);
        return clean.Length == 0 ? "project" : clean;
    }

    private Setting<T> From<T>(Located<T>? written, T fallback) =>
        written is null ? ValueOrigin.Default.Setting(fallback) : OriginOf(written).Setting(written.Value);

    private ValueOrigin OriginOf<T>(Located<T> written) =>
        ValueOrigin.ProjectFile(_file.Path, written.Line, written.Column);
}
