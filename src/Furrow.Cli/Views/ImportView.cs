using Furrow.Cli.Rendering;
using Furrow.Transfer.Importing;

namespace Furrow.Cli.Views;

/// <summary>What <c>import</c> brought.</summary>
internal static class ImportView
{
    /// <summary>The page: tables with their rows, and what the histories do not know of.</summary>
    public static Page Render(ImportResult result, TableNames names, WorkPlace place)
    {
        PageBuilder page = new();
        page.Line(place.Line);
        page.Heading("Tables").Add(new Table
        {
            Columns = [new(""), new("name", Wraps: true), new("rows", IsRight: true)],
            TitleColumns = 2,
            Rows =
            [
                .. result.Tables.Select(table => Row.Of(
                    new Piece("✓", Tone.Good), names.Name(table.Table), Words.Number(table.Rows))),
            ],
        });
        page.Gap().Line(
            $"Imported {Words.Count(result.Rows, "row")} into {Words.Count(result.Tables.Length, "table")} "
            + $"in {Words.Duration(place.ElapsedMs)}.");
        int pending = result.PendingMigrations + result.PendingSeeds;
        if (pending > 0)
        {
            page.Line(
                $"{Pending(result)} {(pending == 1 ? "is" : "are")} pending: an import leaves the histories alone.");
        }

        return page.Next(place.Command("status")).Build();
    }

    private static string Pending(ImportResult result)
    {
        string migrations = Words.Count(result.PendingMigrations, "migration");
        string seeds = Words.Count(result.PendingSeeds, "seed");
        return (result.PendingMigrations, result.PendingSeeds) switch
        {
            (_, 0) => migrations,
            (0, _) => seeds,
            _ => $"{migrations} and {seeds}",
        };
    }
}
