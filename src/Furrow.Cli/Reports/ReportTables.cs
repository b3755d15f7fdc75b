using Furrow.Cli.Rendering;
using Furrow.Scenarios;
using Furrow.Scenarios.Reporting;
using Furrow.Schema;

namespace Furrow.Cli.Reports;

/// <summary>The list of tables on the page: rows, bytes, time and speed, and which keys the rows got.</summary>
internal sealed class ReportTables(HtmlText html, ReportSubject subject, Action<ObjectName> link)
{
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
                    foreach (string header in (string[])["rows", "size", "time", "rows/s", "MB/s", "keys"])
                    {
                        html.Element("th", header, ("class", "number"));
                    }
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
            Numbers(
                Words.Number(table.Rows),
                Size(done.ByteCount),
                done.DurationMs == 0 ? "" : Words.Duration(done.DurationMs),
                Pace.Rows(done.Rows, done.DurationMs),
                Pace.Megabytes(done.ByteCount, done.DurationMs),
                table is { FirstKey: { } first, LastKey: { } last } ? $"{first} – {last}" : "");
        }).Line();
    }

    private void WriteTotal() => html.Element("tr", () =>
    {
        GenerateResult result = subject.Result;
        html.Element("td", "all, planning included");
        Numbers(
            Words.Number(result.Rows),
            Size(result.ByteCount),
            Words.Duration(result.DurationMs),
            result.RowsPerSecond == 0 ? "" : Words.Number(result.RowsPerSecond),
            result.RowsPerSecond == 0 ? "" : Pace.Megabytes(result.ByteCount, result.DurationMs),
            "");
    });

    private void Numbers(params ReadOnlySpan<string> cells)
    {
        foreach (string cell in cells)
        {
            html.Element("td", cell, ("class", "number"));
        }
    }

    private static string Size(long bytes) => bytes == 0 ? "" : Words.Size(bytes);
}
