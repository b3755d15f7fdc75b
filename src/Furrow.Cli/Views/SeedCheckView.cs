using System.Collections.Immutable;
using Furrow.Cli.Rendering;
using Furrow.Seeds.Checking;
using Furrow.Workflows;

namespace Furrow.Cli.Views;

/// <summary>What <c>seed-check</c> found, by kind.</summary>
internal static class SeedCheckView
{
    private static readonly ImmutableArray<(SeedFindingKind Kind, string Heading, Tone Tone)> Kinds =
    [
        (SeedFindingKind.Invalid, "Invalid", Tone.Bad),
        (SeedFindingKind.Secret, "Secrets", Tone.Bad),
        (SeedFindingKind.Database, "Database", Tone.Bad),
        (SeedFindingKind.Drift, "Changed since applied", Tone.Bad),
        (SeedFindingKind.Orphaned, "Without a file", Tone.Bad),
        (SeedFindingKind.Lock, "seeds.lock", Tone.Warning),
        (SeedFindingKind.Pending, "Pending", Tone.Accent),
        (SeedFindingKind.Unchecked, "Not checked", Tone.Muted),
    ];

    /// <summary>The page of <c>seed-check</c>.</summary>
    public static Page Render(SeedCheckResult result, WorkPlace place)
    {
        PageBuilder page = new();
        foreach ((SeedFindingKind kind, string heading, Tone tone) in Kinds)
        {
            ImmutableArray<SeedFinding> findings = [.. result.Findings.Where(finding => finding.Kind == kind)];
            if (kind == SeedFindingKind.Unchecked && result.PendingMigrations > 0 && findings.Length > 0)
            {
                // Nobody reads a list of tables that the next command makes.
                page.Heading(heading, Words.Number(findings.Length));
                page.Line(new Piece("Most of this only the pending migrations decide; --json lists it.", tone), 2, 2);
                continue;
            }

            AddKind(page, heading, tone, findings);
        }

        return page.Gap().Line(Summary(result)).Line(place.Line).Build();
    }

    private static void AddKind(PageBuilder page, string heading, Tone tone, ImmutableArray<SeedFinding> findings)
    {
        if (findings.IsEmpty)
        {
            return;
        }

        page.Heading(heading, Words.Number(findings.Length));
        string? hint = null;
        foreach (SeedFinding finding in findings)
        {
            string[] lines = finding.Message.TrimEnd().Split('\n');
            string where = Place(finding);
            page.Line(where.Length == 0
                ? new Piece(lines[0], tone)
                : Phrase.Of(new(where, Tone.Strong), "  ", new(lines[0], tone)), indent: 2, hang: 2);
            foreach (string line in lines.Skip(1))
            {
                page.Line(new Piece(line, Tone.Muted), indent: 4, hang: 2);
            }

            // One remedy for several in a row is said once.
            if (finding.Hint is { } said && said != hint)
            {
                page.Line(Phrase.Of(new("→ ", Tone.Accent), new(said, Tone.Accent)), indent: 4, hang: 2);
            }

            hint = finding.Hint;
        }
    }

    private static string Place(SeedFinding finding) => finding switch
    {
        { File: null } => "",
        { Line: null } => finding.File,
        { Column: null } => $"{finding.File}:{finding.Line}",
        _ => $"{finding.File}:{finding.Line}:{finding.Column}",
    };

    private static Phrase Summary(SeedCheckResult result)
    {
        string here = Words.Number(result.EnvironmentSeedCount);
        string seeds = $"{Words.Count(result.SeedCount, "seed")}, {here} of them here";
        if (result.IsInvalid)
        {
            return Phrase.Of(new("Not valid", Tone.Bad), $": {seeds}.");
        }

        if (result.HasDrift)
        {
            return Phrase.Of(new("Out of step", Tone.Bad), $": {seeds}.");
        }

        return Phrase.Of(new("Valid", Tone.Good), $": {seeds}{(result.IsPending ? "; some are pending" : "")}.");
    }
}
