using Furrow.Cli.Rendering;
using Furrow.Providers;
using Furrow.Workflows;

namespace Furrow.Cli.Views;

/// <summary>Every health check, and what to do where one is not well.</summary>
internal static class DoctorView
{
    /// <summary>The page of <c>doctor</c>.</summary>
    public static Page Render(DoctorResult result)
    {
        PageBuilder page = new();
        page.Add(new Table
        {
            Indent = 0,
            TitleColumns = 2,
            Columns = [new(""), new("check"), new("found", Wraps: true)],
            Rows = [.. result.Checks.SelectMany(Lines)],
        });
        return page.Gap().Line(Summary(result)).Build();
    }

    private static IEnumerable<Row> Lines(HealthCheck check)
    {
        (string mark, Tone tone) = check.Level switch
        {
            HealthLevel.Ok => ("✓", Tone.Good),
            HealthLevel.Warning => ("!", Tone.Warning),
            _ => ("✗", Tone.Bad),
        };
        string[] found = check.Found.Split('\n');
        Tone foundTone = check.Level == HealthLevel.Failed ? tone : Tone.Plain;
        yield return Row.Of(new Piece(mark, tone), check.Name, new Piece(found[0], foundTone));
        foreach (string more in found.Skip(1))
        {
            yield return Row.Of("", "", more);
        }

        if (check.Remedy is { } remedy)
        {
            yield return Row.Of("", "", Phrase.Of(new("→ ", Tone.Accent), new(remedy, Tone.Accent)));
        }
    }

    private static Phrase Summary(DoctorResult result)
    {
        int failed = result.Checks.Count(check => check.Level == HealthLevel.Failed);
        int warnings = result.Checks.Count(check => check.Level == HealthLevel.Warning);
        string warned = warnings == 0 ? "" : $", {Words.Count(warnings, "warning")}";
        return failed == 0
            ? Phrase.Of(new("Healthy", Tone.Good), $": {Words.Count(result.Checks.Length, "check")}{warned}.")
            : Phrase.Of(new("Not healthy", Tone.Bad), $": {Words.Number(failed)} of "
                + $"{Words.Count(result.Checks.Length, "check")} failed{warned}.");
    }
}
