using System.Collections.Immutable;
using Furrow.Cli.Rendering;
using Furrow.Providers;
using Furrow.Seeds;

namespace Furrow.Cli.Views;

/// <summary>What a dry run of seeds found.</summary>
internal static class SeedPreviewView
{
    /// <summary>The page of <c>seed --dry-run</c>.</summary>
    public static Page Render(SeedResult result, TableNames names, WorkPlace place)
    {
        if (!result.DidAnything)
        {
            return AppliedView.Seed(result, place);
        }

        PageBuilder page = new();
        page.Line(place.Line);
        ImmutableArray<SeedOutcomeRecord> seeds =
            [.. result.Seeds.Where(seed => seed.Outcome != SeedOutcome.Skipped)];
        foreach (SeedOutcomeRecord seed in seeds)
        {
            AddSeed(page, seed, names);
        }

        int upgraded = seeds.Count(seed => seed.Outcome == SeedOutcome.Upgraded);
        string upgrades = upgraded == 0 ? "" : $", {Words.Number(upgraded)} of them over an older version";
        return page.Gap()
            .Line($"This would apply {Words.Count(seeds.Length, "seed")}{upgrades}. "
                + "What ran was taken back; nothing has changed.")
            .Build();
    }

    private static void AddSeed(PageBuilder page, SeedOutcomeRecord seed, TableNames names)
    {
        page.Heading(seed.Name, seed.Outcome == SeedOutcome.Upgraded ? "upgrade" : "");
        page.Add(new Table
        {
            Columns = [new(""), new("", Wraps: true)],
            Rows =
            [
                Fact("took", Words.Duration(seed.DurationMs)),
                .. seed.Tables.Select(table => Fact("rows", Rows(table, names))),
                .. seed.Sequences.Select(move => Fact(
                    "sequence", $"{names.Name(move.Sequence)}: {Value(move.From)} to {Value(move.To)}")),
            ],
        });
    }

    private static string Rows(TableChanges table, TableNames names) =>
        $"{names.Name(table.Table)}: {Words.Changes([table])}";

    private static string Value(long? value) => value is { } number ? Words.Number(number) : "unused";

    private static Row Fact(string label, Phrase text) => Row.Of(new Piece(label, Tone.Muted), text);
}
