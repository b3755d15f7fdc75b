using System.Collections.Immutable;

namespace Furrow.State;

/// <summary>One <c>generate</c> as the history keeps it.</summary>
public sealed record GenerationRecord
{
    /// <summary>The scenario.</summary>
    public required string Scenario { get; init; }

    /// <summary>The preset; null for none.</summary>
    public string? Preset { get; init; }

    /// <summary>The checksum of the scenario's file.</summary>
    public required string Checksum { get; init; }

    /// <summary>The hash of everything that decides a cell.</summary>
    public required string Recipe { get; init; }

    /// <summary>The random seed.</summary>
    public required long RandomSeed { get; init; }

    /// <summary>The day that times are relative to: <c>2026-01-05</c>.</summary>
    public required string AsOf { get; init; }

    /// <summary>The generator's version.</summary>
    public required int GeneratorVersion { get; init; }

    /// <summary>What <see cref="Parameters"/> call the number of rows that was asked for.</summary>
    public const string RowsName = "rows";

    /// <summary>
    /// Every parameter's value in canonical text, and under <see cref="RowsName"/>, which no parameter can be called,
    /// how many rows were asked for, where anybody did.
    /// </summary>
    public required ImmutableSortedDictionary<string, string> Parameters { get; init; }

    /// <summary>The rows, by table.</summary>
    public required ImmutableArray<GeneratedTable> Tables { get; init; }
}
