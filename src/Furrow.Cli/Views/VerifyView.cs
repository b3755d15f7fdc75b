using Furrow.Cli.Rendering;
using Furrow.Errors;
using Furrow.Schema;
using Furrow.Workflows.Verifying;

namespace Furrow.Cli.Views;

/// <summary>Which migrations lead back, and what the others leave behind.</summary>
internal static class VerifyView
{
    private const int DifferencesMax = 40;

    /// <summary>The page of <c>verify</c>.</summary>
    public static Page Render(VerifyResult result, WorkPlace place)
    {
        if (result.Migrations.IsEmpty)
        {
            return Page.Of("Nothing to verify: there are no migrations.");
        }

        PageBuilder page = new();
        page.Line(new Piece(result.Server, Tone.Muted));
        foreach (VerifiedMigration migration in result.Migrations)
        {
            if (!migration.IsGood)
            {
                Add(page.Gap(), migration);
            }
            else if (migration.Outcome == VerifyOutcome.NoDown)
            {
                page.Line(Phrase.Of(new("! ", Tone.Warning), Title(migration), ": it has no way down"));
            }
        }

        page.Gap().Line(Summary(result, place.ElapsedMs));
        return result.Migrations.SkipLast(1).Any(IsLeftOut)
            ? page.Line("Migrations build on one another: what comes after one that was left out was tried without it.")
                .Build()
            : page.Build();
    }

    private static bool IsLeftOut(VerifiedMigration migration) => migration.Stage == VerifyStage.Up;

    private static void Add(PageBuilder page, VerifiedMigration migration)
    {
        page.Line(Phrase.Of(new("✗ ", Tone.Bad), new(Title(migration), Tone.Strong), $": {Say(migration)}"), hang: 2);
        if (migration.Error is { } error)
        {
            AddError(page, error);
        }

        foreach (CatalogDifference difference in migration.Differences.Take(DifferencesMax))
        {
            AddDifference(page, difference);
        }

        if (migration.Differences.Length > DifferencesMax)
        {
            int more = migration.Differences.Length - DifferencesMax;
            page.Line($"and {Words.Count(more, "more difference")}; --json shows all.", indent: 2);
        }
    }

    /// <summary>What failed, and where.</summary>
    internal static void AddError(PageBuilder page, FurrowException error, int indent = 2)
    {
        string place = ErrorPlace.Of(error) is { } at ? at + ": " : "";
        page.Line(Phrase.Of(new(place, Tone.Muted), error.Message), indent, hang: 2);
        foreach (string detail in (error.Detail ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            page.Line(detail, indent + 2);
        }

        if (error.Hint is { } hint)
        {
            page.Line(Phrase.Of(new("hint: ", Tone.Accent), hint), indent, hang: 2);
        }
    }

    /// <summary>A definition that is not as it should be.</summary>
    internal static void AddDifference(PageBuilder page, CatalogDifference difference, int indent = 2)
    {
        string change = difference.Change switch
        {
            CatalogChange.LeftBehind => "left behind",
            CatalogChange.Missing => "missing",
            _ => "changed",
        };
        page.Line(
            Phrase.Of(new($"{change}: ", Tone.Bad), $"{difference.Kind} {difference.Name}"), indent, hang: 2);
        if (difference.Change == CatalogChange.Changed)
        {
            (string before, string after) = DefinitionExcerpt.Of(difference.Before!, difference.After!);
            page.Line(Phrase.Of(new("before ", Tone.Muted), before), indent + 2, hang: 2);
            page.Line(Phrase.Of(new("after  ", Tone.Muted), after), indent + 2, hang: 2);
            if (before == after)
            {
                page.Line("They differ in blanks and line ends.", indent + 2);
            }
        }
    }

    private static string Say(VerifiedMigration migration) => (migration.Outcome, migration.Stage) switch
    {
        (VerifyOutcome.DownFailed, _) => "its way down fails",
        (VerifyOutcome.Differs, VerifyStage.UpAgain) => "going up again leads elsewhere",
        (VerifyOutcome.Differs, _) => "its way down does not lead back",
        (VerifyOutcome.UpFailed, VerifyStage.UpAgain) => "after its way down it does not go up again",
        (VerifyOutcome.UpFailed, _) => "it does not go up",
        (_, VerifyStage.Down) => "its way down cannot be verified",
        _ => "it cannot be verified",
    };

    private static Phrase Summary(VerifyResult result, long elapsedMs)
    {
        (VerifyOutcome Outcome, string Words)[] parts =
        [
            (VerifyOutcome.Ok, "leading back"),
            (VerifyOutcome.NoDown, "without a way down"),
            (VerifyOutcome.DownFailed, "failing on the way down"),
            (VerifyOutcome.Differs, "not leading back"),
            (VerifyOutcome.UpFailed, "not going up"),
            (VerifyOutcome.NotVerified, "not verified"),
        ];
        IEnumerable<string> counts = parts
            .Select(part => (part.Words, Count: result.Migrations.Count(found => found.Outcome == part.Outcome)))
            .Where(part => part.Count > 0).Select(part => $"{Words.Number(part.Count)} {part.Words}");
        Piece mark = result.IsGood ? new("✓ ", Tone.Good) : new("✗ ", Tone.Bad);
        return Phrase.Of(
            mark,
            $"{Words.Count(result.Migrations.Length, "migration")} in {Words.Duration(elapsedMs)}: "
                + $"{string.Join(", ", counts)}.");
    }

    private static string Title(VerifiedMigration migration) =>
        migration.Name.Length == 0 ? migration.Version : $"{migration.Version} {migration.Name}";
}
