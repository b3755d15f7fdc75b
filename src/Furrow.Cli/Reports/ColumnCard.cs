using System.Globalization;
using System.Text;
using Furrow.Cli.Rendering;
using Furrow.Scenarios.Reporting;

namespace Furrow.Cli.Reports;

/// <summary>A column on the page: its name, a small plot, and how much of it is NULL.</summary>
internal sealed class ColumnCard(HtmlText html)
{
    private const int PlotWidth = 240;
    private const int PlotHeight = 56;
    private const int BarWidth = 100;

    /// <summary>Writes it.</summary>
    public void Write(ColumnProfile column, TableProfile table) => html.Element(
        "div",
        () =>
        {
            html.Element("h4", column.Name).Element("p", column.Type, ("class", "pale"));
            WriteValues(column, table);
            html.Element("p", Foot(column), ("class", "foot pale"));
        },
        ("class", "card")).Line();

    private void WriteValues(ColumnProfile column, TableProfile table)
    {
        if (column is { IsRowKey: true, ValueCount: > 0 })
        {
            html.Element("p", $"Each row its own number, {table.FirstKey} to {table.LastKey}.");
            return;
        }

        if (column.IsHidden)
        {
            html.Element("p", "From rows that were there before, so no value is shown.", ("class", "pale"));
        }

        if (!column.Shares.IsEmpty)
        {
            WriteShares(column);
        }

        if (column.Histogram is { } histogram)
        {
            WriteHistogram(histogram);
        }

        foreach (string example in column.Examples)
        {
            html.Element("p", example, ("class", "example"));
        }
    }

    private void WriteShares(ColumnProfile column) => html.Element(
        "table",
        () => html.Element("tbody", () =>
        {
            long most = Math.Max(column.OtherCount, column.Shares.Max(share => share.Count));
            foreach ((ValueShare share, int place) in column.Shares.Select((share, place) => (share, place)))
            {
                string label = share.Label ?? $"no. {place + 1}";
                WriteShare(label.Length == 0 ? "(empty)" : label, share.Count, most, column.ValueCount, isRest: false);
            }

            if (column.OtherCount > 0)
            {
                long others = column.DistinctCount - column.Shares.Length;
                WriteShare(Words.Count(others, "other"), column.OtherCount, most, column.ValueCount, isRest: true);
            }
        }),
        ("class", "shares"));

    private void WriteShare(string label, long count, long most, long total, bool isRest) => html.Element("tr", () =>
    {
        html.Element("td", label);
        html.Element(
            "td",
            () => html.Element(
                "svg",
                () => html.Void(
                    "rect",
                    ("width", Place(Math.Max(0.5, (double)BarWidth * count / most))),
                    ("height", "12"),
                    ("class", isRest ? "rest" : "")),
                ("viewBox", $"0 0 {BarWidth} 12"),
                ("preserveAspectRatio", "none"),
                ("aria-hidden", "true")),
            ("class", "bar"));
        html.Element("td", Percent((double)count / total), ("class", "number"));
    });

    private void WriteHistogram(ColumnHistogram histogram)
    {
        if (histogram.Counts.Length == 1)
        {
            html.Element("p", histogram.IsOfLengths ? $"All of length {histogram.From}." : $"All {histogram.From}.");
            return;
        }

        string what = histogram.IsOfLengths ? "Lengths" : "Values";
        html.Element(
            "svg",
            () => html.Void("path", ("d", Path(histogram))),
            ("class", "plot"),
            ("viewBox", $"0 0 {PlotWidth} {PlotHeight}"),
            ("preserveAspectRatio", "none"),
            ("role", "img"),
            ("aria-label", $"{what} from {histogram.From} to {histogram.To}, median {histogram.Median}"));
        html.Element(
            "div",
            () =>
            {
                html.Element("span", histogram.From);
                html.Element("span", histogram.IsOfLengths
                    ? $"length, median {histogram.Median}" : $"median {histogram.Median}");
                html.Element("span", histogram.To);
            },
            ("class", "ends"));
    }

    private static string Path(ColumnHistogram histogram)
    {
        StringBuilder path = new();
        double most = histogram.Counts.Max();
        double width = (double)PlotWidth / histogram.Counts.Length;
        double gap = Math.Min(1.5, width / 8);
        for (int bin = 0; bin < histogram.Counts.Length; bin++)
        {
            if (histogram.Counts[bin] > 0)
            {
                double height = Math.Max(1, histogram.Counts[bin] / most * PlotHeight);
                path.Append(
                    CultureInfo.InvariantCulture,
                    $"M{Place(bin * width)} {PlotHeight}v-{Place(height)}h{Place(width - gap)}v{Place(height)}z");
            }
        }

        return path.ToString();
    }

    private static string Foot(ColumnProfile column)
    {
        string nulls = column.NullCount == 0 ? "never NULL" : $"{Percent(column.NullShare)} NULL";
        return column.ValueCount == 0 ? nulls
            : $"{Words.Number(column.DistinctCount)} different, {nulls}";
    }

    // Neither all nor nothing where it is only nearly that.
    private static string Percent(double part) => part switch
    {
        0 or 1 => Words.Percent(part),
        < 0.001 => "< 0.1 %",
        > 0.999 => "> 99.9 %",
        _ => part.ToString("0.0 %", CultureInfo.InvariantCulture),
    };

    private static string Place(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
