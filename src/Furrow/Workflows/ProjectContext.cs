using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Migrations;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.State;

namespace Furrow.Workflows;

/// <summary>An open project: its configuration, its provider, and what the host gave.</summary>
public sealed record ProjectContext
{
    /// <summary>The configuration.</summary>
    public required ProjectConfiguration Configuration { get; init; }

    /// <summary>The provider that the database's address names.</summary>
    public required IDatabaseProvider Provider { get; init; }

    /// <summary>Where events go.</summary>
    public required EventHub Events { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Who works.</summary>
    public required Actor Actor { get; init; }

    /// <summary>How to ask a person; null where there is none.</summary>
    public IConfirmationPrompt? Prompt { get; init; }

    /// <summary>How long to wait for another's lock. Default 60 s.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait for the database to answer. Default 30 s.</summary>
    public TimeSpan ConnectWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Environment variables and <c>.env</c>, for seeds that read secrets.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>The host's services; null for none.</summary>
    public IServiceProvider? Services { get; init; }

    /// <summary>Compiles C# seeds; null where the host has none.</summary>
    public Lazy<Seeds.ISeedCompiler>? SeedCompiler { get; init; }

    /// <summary>Seeds that are compiled into the application.</summary>
    public IReadOnlyList<Seeds.CompiledSeed> CompiledSeeds { get; init; } = [];

    /// <summary>Compiles scenarios in C#; null where the host has none.</summary>
    public Lazy<Scenarios.IScenarioCompiler>? ScenarioCompiler { get; init; }

    /// <summary>Scenarios that are compiled into the application.</summary>
    public IReadOnlyList<Scenarios.CompiledScenario> CompiledScenarios { get; init; } = [];

    /// <summary>What scenarios are given.</summary>
    public Scenarios.ScenarioSurroundings ScenarioSurroundings() => new()
    {
        Compiler = ScenarioCompiler,
        References = SeedSurroundings().References,
        Compiled = CompiledScenarios,
    };

    /// <summary>What seeds are given.</summary>
    public Seeds.SeedSurroundings SeedSurroundings() => new()
    {
        Variables = Variables,
        Services = Services,
        Compiler = SeedCompiler,
        Generator = new SeedGenerator(Provider, Clock),
        References =
        [
            .. Configuration.Seeds.References.Select(path => Path.GetFullPath(path, Configuration.Directory)),
        ],
    };

    /// <summary>How migrations are run here.</summary>
    public MigrationSettings MigrationSettings => new()
    {
        LockTimeout = Configuration.Migrations.LockTimeout,
        RetryLimit = LockTimeout,
        Display = Display,
        Chance = Chance,
    };

    /// <summary>A number from 0 up to 1, for pauses that do not meet.</summary>
    public Func<double> Chance { get; init; } = SystemChance.Next;

    /// <summary>How the project's databases are used.</summary>
    public DatabaseOptions DatabaseOptions => new()
    {
        StateSchema = Configuration.StateSchema.Value,
        Schemas = Configuration.Schemas,
        ConnectWait = ConnectWait,
        LockKind = Configuration.Lock.Value,
        Clock = Clock,
        Trace = Events.HearsStatements ? new StatementTrace(Events, Provider.Dialect, Clock) : null,
        Secrets = Events.Secrets,
    };

    /// <summary>A handle on the project's database. Does no I/O.</summary>
    public IDatabase OpenDatabase() =>
        Provider.Open(Configuration.Database.Value.ToReference(), DatabaseOptions);

    /// <summary>The environment that a call works in: its own choice, else the project's.</summary>
    /// <exception cref="FurrowException">Code <c>usage</c>: the project knows no such environment.</exception>
    public ChosenEnvironment ChooseEnvironment(CommandOptions options)
    {
        if (options.Environment is null)
        {
            EnvironmentNaming naming = Configuration.EnvironmentGivenAsOption ? EnvironmentNaming.Option
                : Configuration.EnvironmentNamedExplicitly ? EnvironmentNaming.Configured
                : EnvironmentNaming.Default;
            return new ChosenEnvironment(Configuration.Environment.Value, naming);
        }

        return new ChosenEnvironment(FindEnvironment(options.Environment), EnvironmentNaming.Option);
    }

    /// <summary>An environment of this project by name or alias.</summary>
    /// <exception cref="FurrowException">Code <c>usage</c>: the project knows no such environment.</exception>
    public EnvironmentDefinition FindEnvironment(string name)
    {
        EnvironmentCatalog environments = Configuration.Environments;
        return environments.Find(name) ?? throw new FurrowException(
            ErrorCode.Usage, $"'{name}' is no environment of this project; there are {environments.Names}.")
        {
            Hint = environments.Nearest(name) is { } nearest
                ? $"Did you mean {nearest}?"
                : "Define it under `environments:` in furrow.yaml.",
        };
    }

    /// <summary>
    /// A path as people are shown it: relative to the project where it lies inside, with forward slashes.
    /// </summary>
    public string Display(string path)
    {
        string relative = Path.GetRelativePath(Configuration.Directory, path).Replace('\\', '/');
        bool isOutside = relative == ".." || relative.StartsWith("../", StringComparison.Ordinal);
        return isOutside ? path.Replace('\\', '/') : relative;
    }
}

/// <summary>The environment that a command works in, and how deliberately it was chosen.</summary>
public sealed record ChosenEnvironment(EnvironmentDefinition Definition, EnvironmentNaming Naming);
