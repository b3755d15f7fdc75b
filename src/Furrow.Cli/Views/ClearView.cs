using Furrow.Clearing;
using Furrow.Cli.Rendering;
using Furrow.Providers;

namespace Furrow.Cli.Views;

/// <summary>What <c>clear</c> did.</summary>
internal static class ClearView
{
    /// <summary>The page: tables that held rows, and what to do about the seeds whose rows are gone.</summary>
    public static Page Render(ClearResult result, TableNames names, WorkPlace place)
    {
        TableRowCount[] emptied = [.. result.Tables.Where(table => table.Rows > 0)];
        if (emptied.Length == 0 && result.Seeds.IsEmpty)
        {
            return Page.Of(result.Tables.IsEmpty
                ? "Nothing to do: there are no tables."
                : Phrase.Of(new("✓ ", Tone.Good), "Nothing to do: ", Words.Count(result.Tables.Length, "table"),
                    result.Tables.Length == 1 ? " is empty." : " are empty."));
        }

        PageBuilder page = new();
        page.Line(place.Line);
        if (emptied.Length > 0)
        {
            page.Heading("Tables").Add(new Table
            {
                Columns = [new(""), new("name", Wraps: true), new("rows removed", IsRight: true)],
                TitleColumns = 2,
                Rows =
                [
                    .. emptied.Select(table => Row.Of(
                        new Piece("✓", Tone.Good), names.Name(table.Table), Words.Number(table.Rows))),
                ],
            });
        }

        page.Gap().Line(
            $"Removed {Words.Count(result.Rows, "row")} in {Words.Duration(place.ElapsedMs)}; "
            + $"{Words.Count(result.Tables.Length, "table")} {(result.Tables.Length == 1 ? "is" : "are")} empty.");
        if (result.Seeds.IsEmpty)
        {
            return page.Next(place.Command("status")).Build();
        }

        string verb = result.Seeds.Length == 1 ? "is" : "are";
        return page
            .Line($"{Words.Count(result.Seeds.Length, "seed")} {verb} pending again.")
            .Next(place.Command("seed")).Build();
    }
}
