using Furrow.Cli.Rendering;
using Furrow.Schema;
using Furrow.Workflows.SeedTesting;

namespace Furrow.Cli.Views;

/// <summary>Which seeds may be applied twice, taken back and applied in another order, and why not.</summary>
internal static class SeedTestView
{
    private const int DifferencesMax = 20;

    private static readonly SeedTestStep[] Steps = [SeedTestStep.Twice, SeedTestStep.Rollback, SeedTestStep.Order];

    /// <summary>The page of <c>seed-test</c>.</summary>
    public static Page Render(SeedTestResult result, WorkPlace place, TableNames names)
    {
        if (result.Seeds.IsEmpty)
        {
            return Page.Of("Nothing to test: there are no seeds.");
        }

        PageBuilder page = new();
        page.Line(new Piece(result.Server, Tone.Muted));
        page.Line(new Piece("each applied twice · taken back · applied in another order", Tone.Muted));
        page.Gap();
        foreach (TestedSeed seed in result.Seeds)
        {
            Add(page, seed, names);
        }

        page.Gap().Line(Summary(result, place.ElapsedMs));
        return result.NotCompared.IsEmpty
            ? page.Build()
            : page.Line(
                $"Between orders, {Words.Count(result.NotCompared.Length, "column")} that "
                    + $"{(result.NotCompared.Length == 1 ? "changes" : "change")} from run to run "
                    + $"{(result.NotCompared.Length == 1 ? "was" : "were")} not compared; --json names them.").Build();
    }

    private static void Add(PageBuilder page, TestedSeed seed, TableNames names)
    {
        bool isGood = seed.Outcome == SeedTestOutcome.Ok;
        Piece name = new(seed.Name, isGood ? Tone.Plain : Tone.Strong);
        page.Line(new Phrase([.. Steps.Select(step => Mark(seed, step)), name]), hang: 6);
        foreach (SeedTrial trial in seed.Trials.Where(trial => trial.Outcome != SeedTestOutcome.Ok))
        {
            AddTrial(page, trial, names);
        }
    }

    private static Piece Mark(TestedSeed seed, SeedTestStep step) =>
        seed.Trials.FirstOrDefault(trial => trial.Step == step) switch
        {
            null => new("- ", Tone.Muted),
            { Outcome: SeedTestOutcome.Ok } => new("✓ ", Tone.Good),
            { Outcome: SeedTestOutcome.NotTested } => new("- ", Tone.Muted),
            _ => new("✗ ", Tone.Bad),
        };

    private static void AddTrial(PageBuilder page, SeedTrial trial, TableNames names)
    {
        Tone tone = trial.Outcome == SeedTestOutcome.NotTested ? Tone.Muted : Tone.Bad;
        page.Line(Phrase.Of(new($"{Label(trial.Step)}: ", tone), trial.Detail ?? trial.Outcome.Word()), 6, hang: 2);
        foreach (TableDifference table in trial.Tables.Take(DifferencesMax))
        {
            page.Line($"{names.Name(table.Table)}: {Say(table)}", indent: 8, hang: 2);
        }

        if (trial.Tables.Length > DifferencesMax)
        {
            page.Line(
                $"and {Words.Count(trial.Tables.Length - DifferencesMax, "more table")}; --json shows all.", indent: 8);
        }

        foreach (CatalogDifference difference in trial.Definitions.Take(DifferencesMax))
        {
            VerifyView.AddDifference(page, difference, indent: 8);
        }

        if (trial.Error is { } error)
        {
            VerifyView.AddError(page, error, indent: 8);
        }
    }

    private static string Label(SeedTestStep step) => step switch
    {
        SeedTestStep.Apply => "applied",
        SeedTestStep.Twice => "twice",
        SeedTestStep.Rollback => "taken back",
        _ => "other order",
    };

    private static string Say(TableDifference table) =>
        table.RowsExpected != table.RowsFound
            ? $"{Words.Count(table.RowsFound, "row")} instead of {Words.Number(table.RowsExpected)}"
            : table.Columns.IsEmpty ? "the same values stand in other rows"
            : $"other values in {Words.And(table.Columns)}";

    private static Phrase Summary(SeedTestResult result, long elapsedMs)
    {
        (SeedTestOutcome Outcome, string Words)[] parts =
        [
            (SeedTestOutcome.Ok, "good"),
            (SeedTestOutcome.Failed, "failing"),
            (SeedTestOutcome.Differs, "leading elsewhere"),
            (SeedTestOutcome.NotReversible, "without a way back"),
            (SeedTestOutcome.NotTested, "not tested"),
        ];
        IEnumerable<string> counts = parts
            .Select(part => (part.Words, Count: result.Seeds.Count(seed => seed.Outcome == part.Outcome)))
            .Where(part => part.Count > 0).Select(part => $"{Words.Number(part.Count)} {part.Words}");
        Piece mark = result.IsGood ? new("✓ ", Tone.Good) : new("✗ ", Tone.Bad);
        return Phrase.Of(
            mark,
            $"{Words.Count(result.Seeds.Length, "seed")} in {Words.Duration(elapsedMs)}: "
                + $"{string.Join(", ", counts)}.");
    }
}
