using Furrow.Cli.Rendering;
using Furrow.Integrity;
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
        if (result.Data is { } data)
        {
            AddData(page, data);
        }

        return page.Gap().Line(Summary(result)).Build();
    }

    private static void AddData(PageBuilder page, DataReport data)
    {
        page.Heading("Data", $"{Words.Count(data.TableCount, "table")} read");
        if (data.Findings.IsEmpty)
        {
            page.Line(Phrase.Of(new("✓ ", Tone.Good), "every row keeps what the definitions promise"));
            return;
        }

        page.Add(new Table
        {
            Indent = 0,
            TitleColumns = 2,
            Columns = [new(""), new("table"), new("found", Wraps: true)],
            Rows = [.. data.Findings.SelectMany(Lines)],
        });
    }

    private static IEnumerable<Row> Lines(DataFinding finding)
    {
        string name = finding.Name is null ? "" : $"{finding.Name}: ";
        yield return Row.Of(
            new Piece("✗", Tone.Bad),
            finding.Subject?.ToString() ?? "",
            new Piece(name + finding.Found, Tone.Bad));
        yield return Remedy(finding.Remedy);
        if (finding.Query is { } query)
        {
            yield return Row.Of("", "", Phrase.Of(new("see them: ", Tone.Muted), query));
        }
    }

    private static Row Remedy(string remedy) =>
        Row.Of("", "", Phrase.Of(new("→ ", Tone.Accent), new(remedy, Tone.Accent)));

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
            yield return Remedy(remedy);
        }
    }

    private static Phrase Summary(DoctorResult result)
    {
        int failed = result.Checks.Count(check => check.Level == HealthLevel.Failed);
        int warnings = result.Checks.Count(check => check.Level == HealthLevel.Warning);
        string warned = warnings == 0 ? "" : $", {Words.Count(warnings, "warning")}";
        int wrong = result.Data?.Findings.Length ?? 0;
        warned += wrong == 0 ? "" : $", {Words.Count(wrong, "fault")} in the data";
        return result.IsHealthy
            ? Phrase.Of(new("Healthy", Tone.Good), $": {Words.Count(result.Checks.Length, "check")}{warned}.")
            : Phrase.Of(new("Not healthy", Tone.Bad), $": {Words.Number(failed)} of "
                + $"{Words.Count(result.Checks.Length, "check")} failed{warned}.");
    }
}
