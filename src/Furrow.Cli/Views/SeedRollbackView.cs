using Furrow.Cli.Rendering;
using Furrow.Seeds.Rollback;

namespace Furrow.Cli.Views;

/// <summary>What <c>seed-rollback</c> did.</summary>
internal static class SeedRollbackView
{
    /// <summary>The page.</summary>
    public static Page Page(SeedRollbackResult result, WorkPlace place)
    {
        if (result.Seeds.IsEmpty)
        {
            return Rendering.Page.Of("Nothing to roll back: no seed is applied.");
        }

        PageBuilder page = new();
        page.Line(place.Line);
        page.Heading("Seeds").Add(new Table
        {
            Columns =
            [
                new(""), new("name", Wraps: true), new("result"),
                new("rows", IsRight: true), new("took", IsRight: true),
            ],
            TitleColumns = 2,
            Rows =
            [
                .. result.Seeds.Select(seed => Row.Of(
                    new Piece("✓", Tone.Good),
                    seed.Name,
                    "rolled back",
                    Words.Changes(seed.Tables),
                    new Piece(Words.Duration(seed.DurationMs), Tone.Muted))),
            ],
        });
        return page.Gap()
            .Line($"Rolled back {Words.Count(result.Seeds.Length, "seed")} in {Words.Duration(place.ElapsedMs)}; "
                + $"{(result.Seeds.Length == 1 ? "it is" : "they are")} pending again.")
            .Next(place.Command("status")).Build();
    }
}
