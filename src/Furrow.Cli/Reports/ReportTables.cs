using Furrow.Cli.Rendering;
using Furrow.Scenarios;
using Furrow.Scenarios.Reporting;
using Furrow.Schema;

namespace Furrow.Cli.Reports;

/// <summary>The list of tables on the page: rows, bytes, time and speed, and which keys the rows got.</summary>
internal sealed class ReportTables(HtmlText html, ReportSubject subject, Action<ObjectName> link)
{
    // Files have no size a table, and a dry run writes nothing.
    private readonly bool _hasSizes = subject.Result.Tables.Any(table => table.ByteCount > 0);
    private readonly bool _hasTimes = subject.Result.Tables.Any(table => table.DurationMs > 0);

    /// <summary>Writes it.</summary>
    public void Write()
    {
        html.Element("h2", "Tables");
        html.Element(
            "div",
            () => html.Element("table", () =>
            {
                html.Element("thead", () => html.Element("tr", () =>
                {
                    html.Element("th", "table");
                    Cells("th", ["rows", "size", "time", "rows/s", "MB/s", "keys"]);
                }));
                html.Element("tbody", () =>
                {
                    foreach (TableProfile table in subject.Rows.Tables)
                    {
                        WriteRow(table);
                    }
                });
                html.Element("tfoot", WriteTotal);
            }),
            ("class", "scroll"));
    }

    private void WriteRow(TableProfile table)
    {
        TableGenerated done = subject.Done(table.Table);
        html.Element("tr", () =>
        {
            html.Element("td", () => link(table.Table));
            Cells("td", [
                Words.Number(table.Rows),
                Size(done.ByteCount),
                done.DurationMs == 0 ? "" : Words.Duration(done.DurationMs),
                Pace.Rows(done.Rows, done.DurationMs),
                Pace.Megabytes(done.ByteCount, done.DurationMs),
                table is { FirstKey: { } first, LastKey: { } last } ? $"{first} – {last}" : "",
            ]);
        }).Line();
    }

    private void WriteTotal() => html.Element("tr", () =>
    {
        GenerateResult result = subject.Result;
        html.Element("td", "all, planning included");
        Cells("td", [
            Words.Number(result.Rows),
            Size(result.ByteCount),
            Words.Duration(result.DurationMs),
            result.RowsPerSecond == 0 ? "" : Words.Number(result.RowsPerSecond),
            result.RowsPerSecond == 0 ? "" : Pace.Megabytes(result.ByteCount, result.DurationMs),
            "",
        ]);
    });

    // Rows, size, time, rows/s, MB/s, keys: those that any table has.
    private void Cells(string element, ReadOnlySpan<string> cells)
    {
        bool[] isShown = [true, _hasSizes, _hasTimes, _hasTimes, _hasSizes && _hasTimes, true];
        for (int place = 0; place < cells.Length; place++)
        {
            if (isShown[place])
            {
                html.Element(element, cells[place], ("class", "number"));
            }
        }
    }

    private static string Size(long bytes) => bytes == 0 ? "" : Words.Size(bytes);
}
