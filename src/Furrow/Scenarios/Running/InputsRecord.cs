using System.Globalization;
using Furrow.Scenarios.Planning;
using Furrow.State;

namespace Furrow.Scenarios.Running;

/// <summary>What the history keeps of a plan.</summary>
internal static class InputsRecord
{
    /// <summary>The inputs, and which rows there are.</summary>
    public static GenerationRecord Record(this GenerationInputs inputs, GenerationPlan plan, string recipe) => new()
    {
        Scenario = inputs.Choice.Scenario.Name,
        Preset = inputs.Choice.Preset?.Name,
        Checksum = inputs.Choice.Scenario.Checksum,
        Recipe = recipe,
        RandomSeed = inputs.RandomSeed,
        AsOf = inputs.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        GeneratorVersion = GenerationInputs.GeneratorVersion,
        Parameters = inputs.Choice.Parameters,
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
