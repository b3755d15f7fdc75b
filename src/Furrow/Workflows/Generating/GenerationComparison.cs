using System.Globalization;
using Furrow.Scenarios;
using Furrow.State;

namespace Furrow.Workflows.Generating;

/// <summary>
/// Compares what furrow.yaml has <c>setup</c> generate with what was generated into a database. Where other rows of the
/// scenario's tables are there already, nothing is added to them: nobody asked for the sum of both.
/// </summary>
internal static class GenerationComparison
{
    /// <summary>Where the database stands.</summary>
    /// <param name="wanted">What furrow.yaml says.</param>
    /// <param name="runs">The history, the oldest first.</param>
    public static GenerationStanding Of(SetupGeneration wanted, IReadOnlyList<PastGeneration> runs)
    {
        if (runs.Any(run => run.IsActive && !Differences(wanted, run.Record).Any()))
        {
            return Standing(GenerationState.Made, "it was generated");
        }

        PastGeneration? left = runs.LastOrDefault(run => run.Record.Tables.Any(
            table => table is { IsCleared: false, Rows: > 0 } && wanted.Fills(run.Record, table)));
        if (left is null)
        {
            return Standing(
                GenerationState.Pending,
                runs.Any(run => run.Record.Tables.Any(table => wanted.Fills(run.Record, table)))
                    ? "what was generated is cleared"
                    : "new");
        }

        string[] problems = [.. Differences(wanted, left.Record), .. Cleared(left)];
        return Standing(
            GenerationState.Different,
            $"the rows that are there were generated otherwise: {string.Join(", ", problems)}") with
        {
            Hint = $"They are left as they are. `{wanted.ClearFirstCommand}` empties all tables, seeds and generates "
                + "anew; `furrow setup --no-generate` does without.",
        };

        GenerationStanding Standing(GenerationState state, string reason) =>
            new(wanted.Inputs.Choice.Scenario.Name, state, reason)
            {
                Preset = wanted.Inputs.Choice.Preset?.Name,
                Inputs = wanted.Inputs,
            };
    }

    // The day counts only where it is the same every day; the preset only by its parameters.
    private static IEnumerable<string> Differences(SetupGeneration wanted, GenerationRecord was)
    {
        GenerationInputs inputs = wanted.Inputs;
        Scenario scenario = inputs.Choice.Scenario;
        if (was.Scenario != scenario.Name)
        {
            yield return $"from the scenario {was.Scenario}";
            yield break;
        }

        if (was.Checksum != scenario.Checksum)
        {
            yield return $"{scenario.File} has changed since";
        }

        if (was.GeneratorVersion != GenerationInputs.GeneratorVersion)
        {
            yield return "by generators of another version";
        }

        if (was.RandomSeed != inputs.RandomSeed)
        {
            yield return $"the random seed was {Text(was.RandomSeed)} and is {Text(inputs.RandomSeed)}";
        }

        string asOf = inputs.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (AsOfText.Fixed(wanted.AsOf) is not null && was.AsOf != asOf)
        {
            yield return $"as of {was.AsOf} and not {asOf}";
        }

        SortedDictionary<string, string> now = new(inputs.Choice.Parameters, StringComparer.Ordinal);
        if (wanted.Settings.Rows is { } rows)
        {
            now[GenerationRecord.RowsName] = Text(rows);
        }

        foreach (string name in now.Keys.Union(was.Parameters.Keys, StringComparer.Ordinal))
        {
            string? before = was.Parameters.GetValueOrDefault(name);
            string? after = now.GetValueOrDefault(name);
            if (before != after)
            {
                yield return $"{name} was {before ?? "not given"} and is {after ?? "not given"}";
            }
        }
    }

    private static IEnumerable<string> Cleared(PastGeneration run)
    {
        string[] cleared = [.. run.Record.Tables.Where(table => table.IsCleared).Select(table => table.Name)];
        return cleared.Length == 0
            ? []
            : [$"{string.Join(" and ", cleared)} {(cleared.Length == 1 ? "was" : "were")} cleared since"];
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
