using System.Collections.Immutable;
using Furrow.Configuration;

namespace Furrow.Scenarios;

/// <summary>A table of a scenario as its file has it.</summary>
internal sealed record ScenarioTable
{
    /// <summary>The name as written: <c>users</c>, <c>audit.log</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where it stands.</summary>
    public required ConfigEntry Entry { get; init; }

    /// <summary>How many rows, of a table whose rows no other brings; else null.</summary>
    public ConfigNode? Rows { get; init; }

    /// <summary>The table whose rows bring these; else null.</summary>
    public Located<string>? Per { get; init; }

    /// <summary>How many with each row of <see cref="Per"/>.</summary>
    public ConfigNode? Count { get; init; }

    /// <summary>Pairs of another table's rows, each once; else null.</summary>
    public ConfigNode? Pairs { get; init; }

    /// <summary>Rows assigned one after another; else null.</summary>
    public ConfigNode? Assign { get; init; }

    /// <summary>Whether columns that are left out get values by their names and types.</summary>
    public bool Infers { get; init; }

    /// <summary>Values that only other values read, by name.</summary>
    public ImmutableArray<ConfigEntry> Let { get; init; } = [];

    /// <summary>Values of columns, by name.</summary>
    public ImmutableArray<ConfigEntry> Columns { get; init; } = [];
}
