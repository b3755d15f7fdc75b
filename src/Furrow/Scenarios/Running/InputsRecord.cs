using System.Globalization;
using Furrow.Scenarios.Planning;
using Furrow.State;

namespace Furrow.Scenarios.Running;

/// <summary>What the history keeps of a plan.</summary>
internal static class InputsRecord
{
    /// <summary>The inputs, with how many rows were asked for where that was said, and which rows there are.</summary>
    public static GenerationRecord Record(
        this GenerationInputs inputs, GenerationPlan plan, string recipe, long? rowCount) => new()
    {
        Scenario = inputs.Choice.Scenario.Name,
        Preset = inputs.Choice.Preset?.Name,
        Checksum = inputs.Choice.Scenario.Checksum,
        Recipe = recipe,
        RandomSeed = inputs.RandomSeed,
        AsOf = inputs.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        GeneratorVersion = GenerationInputs.GeneratorVersion,
        Parameters = rowCount is { } rows
            ? inputs.Choice.Parameters.SetItem(
                GenerationRecord.RowsName, rows.ToString(CultureInfo.InvariantCulture))
            : inputs.Choice.Parameters,
        Tables =
        [
            .. plan.Tables.Select(table => new GeneratedTable(
                table.Table.Name.ToString(),
                table.Program.Space.First,
                table.Program.Space.Count,
                table.Keys?.Base,
                table.Keys?.Increment)),
        ],
    };
}
