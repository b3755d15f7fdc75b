using System.Collections.Immutable;
using System.Globalization;
using Furrow.Scenarios;
using Furrow.State;

namespace Furrow.Workflows.Sharing;

/// <summary>What is told of a run that is written in parts.</summary>
internal static class RunResults
{
    public static GenerateResult Of(
        GenerationRun run, RunPart? part, ImmutableArray<TableGenerated> tables, long durationMs) => new()
    {
        Scenario = run.Record.Scenario,
        Preset = run.Record.Preset,
        RandomSeed = run.Record.RandomSeed,
        AsOf = DateOnly.ParseExact(run.Record.AsOf, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        Parameters = run.Record.Parameters,
        Tables = tables,
        DurationMs = durationMs,
        Part = part,
    };

    /// <summary>The tables with the rows that are planned, or none.</summary>
    public static ImmutableArray<TableGenerated> Planned(GenerationRun run, bool isNone = false) =>
    [
        .. run.Record.Tables.Select(table => new TableGenerated(
            run.Keys.First(keys => keys.Table.ToString() == table.Name).Table, isNone ? 0 : table.Rows, 0)),
    ];
}
