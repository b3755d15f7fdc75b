using Furrow.Cli.Rendering;
using Furrow.Sensitive;
using Furrow.Transfer;

namespace Furrow.Cli.Views;

/// <summary>What <c>export</c> wrote.</summary>
internal static class ExportView
{
    /// <summary>The page.</summary>
    /// <param name="result">The export.</param>
    /// <param name="names">How tables are named.</param>
    /// <param name="show">Turns a full path into what people are shown.</param>
    /// <param name="place">Where it was made.</param>
    public static Page Render(ExportResult result, TableNames names, Func<string, string> show, WorkPlace place)
    {
        PageBuilder page = new();
        page.Line(place.Line);
        if (!result.Tables.IsEmpty)
        {
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
        }

        if (!result.Sensitive.IsEmpty)
        {
            page.Heading("Sensitive columns").Add(new Table
            {
                Columns = [new("name", Wraps: true), new("what left"), new("why", Wraps: true)],
                TitleColumns = 1,
                Rows =
                [
                    .. result.Sensitive.Select(column => Row.Of(
                        $"{names.Name(column.Table)}.{column.Column}", Left(column), column.Reason)),
                ],
            });
            foreach (string note in result.Sensitive.SelectMany(column => column.Notes).Distinct())
            {
                page.Line(note, indent: 2);
            }
        }

        page.Heading("Files", show(result.Directory)).Add(new Table
        {
            Columns = [new(""), new("name", Wraps: true), new("size", IsRight: true)],
            TitleColumns = 2,
            Rows =
            [
                .. result.Files.Files.Select(file => Row.Of(
                    new Piece("✓", Tone.Good), file.Name, Words.Size(file.SizeBytes))),
                .. result.Files.Removed.Select(name => Row.Of(
                    new Piece("-", Tone.Muted), name, new Piece("removed", Tone.Muted))),
            ],
        });
        string rows = result.Tables.IsEmpty ? "definitions" : Words.Count(result.Rows, "row");
        string files = Words.Count(result.Files.Files.Length, "file");
        return page.Gap().Line($"Exported {rows} to {files} in {Words.Duration(place.ElapsedMs)}.").Build();
    }

    private static string Left(SensitiveColumnPlan column) => column.Outcome switch
    {
        SensitiveOutcome.Null => "NULL",
        SensitiveOutcome.Exclude => "nothing",
        SensitiveOutcome.Generate => $"generated: {column.Generator}",
        _ => "as it is",
    };
}
