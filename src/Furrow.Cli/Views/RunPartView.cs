using Furrow.Cli.Rendering;
using Furrow.Scenarios;

namespace Furrow.Cli.Views;

/// <summary>What was done of a run that is written in parts, below its tables.</summary>
internal static class RunPartView
{
    /// <summary>The page's end: what was done, and what comes next.</summary>
    public static Page Render(PageBuilder page, GenerateResult result, RunPart part, WorkPlace place)
    {
        string rows = Words.Count(result.Rows, "row");
        string time = Words.Duration(result.DurationMs);
        page.Gap();
        return part switch
        {
            { Step: RunStep.Prepared, IsRepeated: true } => page
                .Line($"The run is open already, for {rows}. Nothing was changed.")
                .Next(place.Command("generate --shard 1/N")).Build(),
            { Step: RunStep.Prepared } => page
                .Line($"Opened a run for {rows} in {time}: indexes and keys of these tables are off until it ends.")
                .Next(place.Command("generate --shard 1/N")).Build(),
            { Step: RunStep.Shard, IsRepeated: true } => page
                .Line($"Shard {part.Shard} was written before. Nothing was changed.")
                .Next(place.Command("generate --finish")).Build(),
            { Step: RunStep.Shard } => page
                .Line($"Wrote shard {part.Shard}, {rows}, in {time}.")
                .Next(place.Command("generate --finish")).Build(),
            _ => page
                .Line($"Undid the run in {time}: {rows} removed, indexes and keys are as they were.")
                .Next(place.Command("status")).Build(),
        };
    }
}
