using Furrow.Cli.Rendering;
using Furrow.Workflows;

namespace Furrow.Cli.Views;

/// <summary>What <c>reset</c> did.</summary>
internal static class ResetView
{
    /// <summary>The page: what was dropped by kind, then what a first setup shows.</summary>
    public static Page Render(ResetResult result, WorkPlace place)
    {
        PageBuilder page = new();
        page.Line(place.Line);
        string dropped = Words.And(
        [
            .. result.Dropped.GroupBy(found => found.Kind).Select(kind => Words.Count(kind.Count(), kind.Key)),
        ]);
        page.Line(Phrase.Of(
            new("✓ ", Tone.Good), dropped.Length == 0 ? "There was nothing to drop." : $"Dropped {dropped}."));
        AppliedView.AddMigrations(page, result.Migrations);
        AppliedView.AddSeeds(page, result.Seeds ?? new([]));
        long rows = result.Tables.Sum(table => table.Rows);
        page.Gap().Line(
            $"{AppliedView.Applied(result.Migrations, result.Seeds ?? new([]))} in {Words.Duration(place.ElapsedMs)}; "
            + $"{Words.Count(result.Tables.Length, "table")} {(result.Tables.Length == 1 ? "holds" : "hold")} "
            + $"{Words.Count(rows, "row")}.");
        return page.Next(place.Command(result.Seeds is null ? "seed" : "status")).Build();
    }
}
