using System.Globalization;
using Furrow.Cli.Rendering;
using Furrow.Scenarios;
using Furrow.Scenarios.Reporting;
using Furrow.Schema;

namespace Furrow.Cli.Reports;

/// <summary>
/// The page of <c>generate --report</c>: one file that needs no network, and whose policy lets nothing but its own
/// style and script work.
/// </summary>
internal sealed class ReportPage
{
    /// <summary>What stands at the beginning of each, by which it is known again.</summary>
    public const string Mark = " a report of furrow generate ";

    private readonly HtmlText _html;
    private readonly ReportSubject _subject;
    private readonly Dictionary<ObjectName, int> _places;

    private ReportPage(HtmlText html, ReportSubject subject)
    {
        _html = html;
        _subject = subject;
        _places = subject.Rows.Tables.Select((table, place) => (table.Table, place))
            .ToDictionary(pair => pair.Table, pair => pair.place);
    }

    /// <summary>Writes the page.</summary>
    public static void Write(ReportSubject subject, Stream target)
    {
        using HtmlText html = new(target, Mark);
        new ReportPage(html, subject).Write();
    }

    private GenerateResult Result => _subject.Result;

    private string Title => Result.Preset is { } preset ? $"{Result.Scenario} {preset}" : Result.Scenario;

    private void Write()
    {
        ReportResource style = ReportResource.Style;
        ReportResource script = ReportResource.Script;
        string policy = $"default-src 'none'; base-uri 'none'; form-action 'none'; style-src {style.Source}; "
            + $"script-src {script.Source}";
        _html.Element("html", () =>
        {
            _html.Element("head", () =>
            {
                _html.Void("meta", ("charset", "utf-8")).Line();
                _html.Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", policy)).Line();
                _html.Void("meta", ("name", "viewport"), ("content", "width=device-width")).Line();
                _html.Element("title", $"{Title}, generated rows").Line();
                _html.Code("style", style.Text);
            }).Line();
            _html.Element("body", () =>
            {
                WriteHead();
                new ReportTables(_html, _subject, Link).Write();
                WriteGraph();
                WriteColumns();
                _html.Code(
                    "script", ReportDocument.Of(_subject), ("type", "application/json"), ("id", "furrow-report"));
                _html.Code("script", script.Text);
            });
        }, ("lang", "en"));
        _html.Line();
    }

    private void WriteHead()
    {
        string what = Result.IsDryRun ? $"Would generate {Words.Count(Result.Rows, "row")}; nothing was written."
            : Result.Directory is { } directory
                ? $"{Words.Count(Result.Rows, "row")} in files of {Path.GetFileName(directory)}."
            : $"{Words.Count(Result.Rows, "row")} generated{(Result.IsContinued ? ", continuing earlier ones" : "")}.";
        _html.Element("h1", Title).Element("p", what, ("class", "pale"));
        _html.Element(
            "dl",
            () =>
            {
                Fact("scenario", Result.Scenario);
                Fact("preset", Result.Preset ?? "none");
                Fact("random seed", Result.RandomSeed.ToString(CultureInfo.InvariantCulture));
                Fact("as of", Result.AsOf.ToString("O", CultureInfo.InvariantCulture));
                Fact("environment", _subject.Environment);
                Fact("database", $"{_subject.Database} ({_subject.Provider})");
                Fact("rows", Words.Number(Result.Rows));
                Fact(Result.IsDryRun ? "planned in" : "duration", Words.Duration(Result.DurationMs));
                if (Result.RowsPerSecond > 0)
                {
                    Fact("rows/s", Words.Number(Result.RowsPerSecond));
                    Fact("MB/s", Pace.Megabytes(Result.ByteCount, Result.DurationMs));
                }

                Fact("furrow", _subject.ToolVersion.Split('+')[0]);
                Fact("generator version", GenerationInputs.GeneratorVersion.ToString(CultureInfo.InvariantCulture));
                Fact("made", Words.Time(_subject.CreatedAt));
            },
            ("class", "facts"));
        if (Result.Parameters.IsEmpty)
        {
            return;
        }

        _html.Element("h2", "Parameters").Element(
            "dl",
            () =>
            {
                foreach ((string name, string value) in Result.Parameters)
                {
                    Fact(name, value);
                }
            },
            ("class", "facts"));
    }

    private void Fact(string name, string value) =>
        _html.Element("div", () => _html.Element("dt", name).Element("dd", value)).Line();

    private void WriteGraph()
    {
        _html.Element("h2", "Foreign keys").Element(
            "p",
            "Filled: generated. Pale: referred to, its rows were there before. An arrow points at what is referred to.",
            ("class", "pale"));
        _html.Element("div", "", ("id", "graph"), ("class", "scroll"));
        _html.Element("noscript", "The graph needs scripts; below, each table names what it refers to.").Line();
    }

    private void WriteColumns()
    {
        _html.Element("h2", "Columns").Element(
            "p",
            $"From up to {Words.Number(GenerationReport.SampleRowCountMax)} rows of each table, evenly spread and "
                + "computed anew: no database was read for this. Different values are counted in the rows looked at.",
            ("class", "pale"));
        ColumnCard card = new(_html);
        foreach (TableProfile table in _subject.Rows.Tables)
        {
            string rows = table.SampleRows == table.Rows
                ? Words.Count(table.Rows, "row")
                : $"{Words.Number(table.SampleRows)} of {Words.Count(table.Rows, "row")}";
            _html.Element(
                "h3", _subject.Names.Name(table.Table), ("id", $"table-{_places[table.Table]}"));
            _html.Element("p", () =>
            {
                _html.Text(rows);
                foreach (TableReference key in _subject.Rows.References.Where(key => key.From == table.Table))
                {
                    _html.Text($" · {string.Join(", ", key.Columns)} → ");
                    Link(key.To);
                }
            }, ("class", "pale"));
            _html.Element(
                "div",
                () =>
                {
                    foreach (ColumnProfile column in table.Columns)
                    {
                        card.Write(column, table);
                    }
                },
                ("class", "cards"));
        }
    }

    private void Link(ObjectName table)
    {
        string name = _subject.Names.Name(table);
        if (_places.TryGetValue(table, out int place))
        {
            _html.Element("a", name, ("href", $"#table-{place}"));
        }
        else
        {
            _html.Text(name);
        }
    }
}
