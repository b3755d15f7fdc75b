using System.Globalization;
using Furrow.Cli.Rendering;
using Furrow.Scenarios;

namespace Furrow.Cli.Views;

/// <summary>What <c>generate</c> did, or would do.</summary>
internal static class GenerateView
{
    private const double BytesPerMegabyte = 1_000_000;
    private const int CellLengthMax = 32;

    /// <summary>The page: tables and rows; of a dry run also the first rows of each.</summary>
    /// <param name="result">What it was.</param>
    /// <param name="names">How tables are called.</param>
    /// <param name="place">Where it worked.</param>
    /// <param name="report">The page that was written about it, as it can be typed; null for none.</param>
    public static Page Render(GenerateResult result, TableNames names, WorkPlace place, string? report = null)
    {
        PageBuilder page = new();
        page.Line(place.Line);
        page.Heading("Tables", What(result)).Add(new Table
        {
            Columns =
            [
                new(""), new("name", Wraps: true), new("rows", IsRight: true), new("time", IsRight: true),
                new("rows/s", IsRight: true), new("MB/s", IsRight: true),
            ],
            TitleColumns = 2,
            Rows =
            [
                .. result.Tables.Select(table => Row.Of(
                    result.IsDryRun || result.Part is { Step: RunStep.Prepared }
                        ? new Piece("·", Tone.Muted) : new Piece("✓", Tone.Good),
                    names.Name(table.Table),
                    Words.Number(table.Rows),
                    result.IsDryRun || table.DurationMs == 0 && result.Part is not null
                        ? "" : Words.Duration(table.DurationMs),
                    Unit(Pace.Rows(table.Rows, table.DurationMs), "rows/s"),
                    Unit(Pace.Megabytes(table.ByteCount, table.DurationMs), "MB/s"))),
            ],
        });
        if (result.IsDryRun)
        {
            foreach (TableGenerated table in result.Tables.Where(table => !table.FirstRows.IsEmpty))
            {
                AddFirstRows(page, table, names);
            }

            return Report(page.Gap().Line(
                $"Would generate {Words.Count(result.Rows, "row")}; "
                    + $"planning took {Words.Duration(result.DurationMs)} and "
                    + $"about {Megabytes(result.PlanByteCount)} of memory. Nothing was written."), report).Build();
        }

        if (result.Part is { Step: not RunStep.Finished } part)
        {
            return RunPartView.Render(page, result, part, place);
        }

        string speed = result.RowsPerSecond > 0
            ? $", {Words.Number(result.RowsPerSecond)} rows/s, {Megabytes(result.ByteCount)}, "
                + $"{Pace.Megabytes(result.ByteCount, result.DurationMs)} MB/s" : "";
        if (result.Directory is { } directory)
        {
            return Report(
                page.Gap().Line(
                    $"Wrote {Words.Count(result.Rows, "row")} in {Words.Duration(result.DurationMs)} to "
                        + $"{directory}{speed}."),
                report)
                .Next(place.Command($"import {ShellText.Quote(directory)}")).Build();
        }

        return Report(
            page.Gap().Line(
                $"Generated {Words.Count(result.Rows, "row")} in {Words.Duration(result.DurationMs)}{speed}."),
            report)
            .Next(place.Command("status")).Build();
    }

    private static string What(GenerateResult result)
    {
        string asOf = result.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string preset = result.Preset is null ? "" : $" {result.Preset}";
        string continued = result.IsContinued ? ", continued" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Scenario}{preset}, random seed {result.RandomSeed}, as of {asOf}{continued}");
    }

    private static void AddFirstRows(PageBuilder page, TableGenerated table, TableNames names) =>
        page.Heading(names.Name(table.Table), "first rows").Add(new Table
        {
            HasHeader = true,
            Columns = [.. table.Columns.Select(column => new Column(column, Wraps: true))],
            Rows =
            [
                .. table.FirstRows.Select(row => Row.Of(
                    [.. row.Select(cell => cell is null ? new Piece("∅", Tone.Muted) : new Piece(Shorten(cell)))])),
            ],
        });

    private static string Shorten(string cell) =>
        cell.Length <= CellLengthMax ? cell : cell[..(CellLengthMax - 1)] + "…";

    private static PageBuilder Report(PageBuilder page, string? report) =>
        report is null ? page : page.Line($"Report: {report}");

    private static string Unit(string number, string unit) => number.Length == 0 ? "" : $"{number} {unit}";

    private static string Megabytes(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes / BytesPerMegabyte:0.0} MB");
}
