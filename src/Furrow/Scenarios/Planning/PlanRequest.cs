using System.Collections.Immutable;
using Furrow.Generation.Programs;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;

namespace Furrow.Scenarios.Planning;

/// <summary>Everything that decides what is generated.</summary>
internal sealed record PlanRequest
{
    /// <summary>The scenario and the values of its parameters.</summary>
    public required ScenarioChoice Choice { get; init; }

    /// <summary>The random seed.</summary>
    public required long RandomSeed { get; init; }

    /// <summary>The day that times are relative to.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The catalog.</summary>
    public required DatabaseSchema Schema { get; init; }

    /// <summary>How the catalog's expressions are written.</summary>
    public required SqlDialect Dialect { get; init; }

    /// <summary>What the database can do.</summary>
    public required ProviderCapabilities Capabilities { get; init; }

    /// <summary>
    /// How many rows the one table without a parent has; null for what the scenario says.
    /// </summary>
    public long? RowCount { get; init; }

    /// <summary>The memory that the plan may take, in bytes.</summary>
    public long MemoryBytes { get; init; } = long.MaxValue;

    /// <summary>How numbered keys go on, by table; tables that are not there begin with 1.</summary>
    public ImmutableDictionary<ObjectName, KeySequence> Keys { get; init; } =
        ImmutableDictionary<ObjectName, KeySequence>.Empty;

    /// <summary>The number of the first row of tables whose rows an earlier run began.</summary>
    public ImmutableDictionary<ObjectName, long> FirstRows { get; init; } =
        ImmutableDictionary<ObjectName, long>.Empty;

    /// <summary>Rows that are there already, of the tables that were asked for so far.</summary>
    public ImmutableDictionary<ObjectName, TableProgram> Stored { get; init; } =
        ImmutableDictionary<ObjectName, TableProgram>.Empty;
}
