using System.Globalization;
using System.Text;
using Furrow.Bench.Measuring;

namespace Furrow.Bench.Reporting;

/// <summary>Measurements as a Markdown table.</summary>
internal static class ResultTable
{
    public static string Render(string title, IReadOnlyList<Measurement> measurements)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n");
        text.Append("| measured | median ms (min–max) | against | median ms (min–max) | ratio in a pair (quartiles) ");
        text.Append("| goal | CPU ms | peak MB |\n|---|---|---|---|---|---|---|---|\n");
        foreach (Measurement measurement in measurements)
        {
            Comparison comparison = measurement.Comparison;
            string[] cells =
            [
                comparison.Remark.Length == 0 ? comparison.Title : $"{comparison.Title} ({comparison.Remark})",
                Times(measurement.Subject.WallMs),
                comparison.Baseline?.Name ?? "",
                measurement.Baseline is { } series ? Times(series.WallMs) : "",
                measurement.Ratio is { } ratio ? Ratios(ratio) : "",
                Goal(measurement),
                Both(measurement, series => series.CpuMs?.Median) + CpuRatio(measurement),
                Both(measurement, series => series.PeakMb),
            ];
            text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", cells)} |\n");
        }

        return text.ToString();
    }

    private static string Times(Spread spread) =>
        $"{Number(spread.Median)} ({Number(spread.Min)}–{Number(spread.Max)})";

    private static string Ratios(Spread spread) =>
        $"**{Ratio(spread.Median)}** ({Ratio(spread.LowerQuartile)}–{Ratio(spread.UpperQuartile)})";

    private static string Ratio(double value) =>
        value.ToString(value < 0.1 ? "0.000" : "0.00", CultureInfo.InvariantCulture);

    private static string Goal(Measurement measurement)
    {
        List<string> goals = [];
        if (measurement.Comparison.GoalRatio is { } ratio)
        {
            goals.Add(string.Create(CultureInfo.InvariantCulture, $"≤ {ratio:0.0#} ×"));
        }

        if (measurement.Comparison.GoalMs is { } wallMs)
        {
            goals.Add($"≤ {Number(wallMs)} ms");
        }

        if (measurement.Comparison.GoalCpuRatio is { } cpu)
        {
            goals.Add(string.Create(CultureInfo.InvariantCulture, $"CPU ≤ {cpu:0.0##} ×"));
        }

        if (measurement.Comparison.GoalPeakMb is { } peakMb)
        {
            goals.Add($"≤ {Number(peakMb)} MB");
        }

        return measurement.IsGoalMet is { } met ? $"{string.Join(", ", goals)}: {(met ? "met" : "missed")}" : "";
    }

    // Told only where it is aimed at: of most it says less than that of wall time.
    private static string CpuRatio(Measurement measurement) =>
        measurement is { Comparison.GoalCpuRatio: not null, CpuRatio: { } ratio } ? $", {Ratios(ratio)}" : "";

    private static string Both(Measurement measurement, Func<Series, double?> pick)
    {
        string subject = pick(measurement.Subject) is { } own ? Number(own) : "–";
        if (measurement.Baseline is not { } baseline)
        {
            return subject;
        }

        return $"{subject} / {(pick(baseline) is { } other ? Number(other) : "–")}";
    }

    private static string Number(double value) =>
        value.ToString(value < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
