using Furrow.Configuration;
using Furrow.Events;
using Furrow.Migrations;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.Scenarios;
using Furrow.Seeds;
using Furrow.State;

namespace Furrow;

/// <summary>What a host gives when it opens a <see cref="FurrowProject"/>: providers first of all.</summary>
public class FurrowOptions
{
    /// <summary>The databases that can be worked with; filled by <c>UsePostgres()</c>, <c>UseSqlite()</c>.</summary>
    public IList<IDatabaseProvider> Providers { get; } = [];

    /// <summary>Settings that are stronger than variables, <c>.env</c> and furrow.yaml. Default none.</summary>
    public ProjectOverrides Overrides { get; set; } = ProjectOverrides.None;

    /// <summary>The environment variables to read settings from. Default the process's.</summary>
    public IReadOnlyDictionary<string, string>? Variables { get; set; }

    /// <summary>Who hears what happens. Default nobody.</summary>
    public IList<IEventSink> Sinks { get; } = [];

    /// <summary>How to ask a person. Default not at all: what must be asked is refused.</summary>
    public IConfirmationPrompt? Prompt { get; set; }

    /// <summary>How long to wait for another's lock. Default 60 s.</summary>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait for the database to answer. Default 30 s.</summary>
    public TimeSpan ConnectWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock. Default the system's.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>
    /// A number from 0 up to 1, for pauses between attempts that do not meet. Default from the operating system.
    /// </summary>
    public Func<double> Chance { get; set; } = SystemChance.Next;

    /// <summary>Who the histories say did it. Default the process's user.</summary>
    public Actor Actor { get; set; } = Actor.Current;

    /// <summary>What C# seeds ask for services. Default none.</summary>
    public IServiceProvider? Services { get; set; }

    /// <summary>
    /// Makes what compiles C# seeds, once a project has one; set by <c>UseScripting()</c>. Default nothing does.
    /// </summary>
    public Func<ISeedCompiler>? SeedCompiler { get; set; }

    /// <summary>Seeds that are compiled into the application. Default none.</summary>
    public IList<CompiledSeed> Seeds { get; } = [];

    /// <summary>Adds seeds that are compiled into the application: the generated <c>SeedRegistry.All</c>.</summary>
    public FurrowOptions AddSeeds(IEnumerable<CompiledSeed> seeds)
    {
        foreach (CompiledSeed seed in seeds)
        {
            Seeds.Add(seed);
        }

        return this;
    }

    /// <summary>
    /// Makes what compiles C# scenarios, once a project has one; set by <c>UseScripting()</c>. Default nothing does.
    /// </summary>
    public Func<IScenarioCompiler>? ScenarioCompiler { get; set; }

    /// <summary>Scenarios that are compiled into the application. Default none.</summary>
    public IList<CompiledScenario> Scenarios { get; } = [];

    /// <summary>
    /// Adds scenarios that are compiled into the application: the generated <c>ScenarioRegistry.All</c>.
    /// </summary>
    public FurrowOptions AddScenarios(IEnumerable<CompiledScenario> scenarios)
    {
        foreach (CompiledScenario scenario in scenarios)
        {
            Scenarios.Add(scenario);
        }

        return this;
    }

    /// <summary>What ends with the project.</summary>
    internal IList<IDisposable> Owned { get; } = [];

    /// <summary>Adds a provider; a second one of the same name replaces the first.</summary>
    public FurrowOptions Use(IDatabaseProvider provider)
    {
        foreach (IDatabaseProvider same in Providers.Where(p => p.Name == provider.Name).ToList())
        {
            Providers.Remove(same);
        }

        Providers.Add(provider);
        return this;
    }
}
