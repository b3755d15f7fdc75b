using Furrow.Cli.Rendering;
using Furrow.Migrations;
using Furrow.State;
using Furrow.Workflows;

namespace Furrow.Cli.Views;

/// <summary>What <c>rollback</c>, <c>baseline</c> and <c>repair</c> did.</summary>
internal static class RollbackView
{
    /// <summary>The page of <c>rollback</c>.</summary>
    public static Page Rollback(RollbackResult result, WorkPlace place)
    {
        if (result.RolledBack.Length == 0)
        {
            return Page.Of("Nothing to take back.");
        }

        PageBuilder page = new();
        page.Line(place.Line);
        page.Heading("Taken back").Add(new Table
        {
            Columns =
            [
                new(""), new("version"), new("name", Wraps: true),
                new("rows", IsRight: true), new("took", IsRight: true),
            ],
            TitleColumns = 3,
            Rows =
            [
                .. result.RolledBack.Select(migration => Row.Of(
                    new Piece("✓", Tone.Good),
                    migration.Version,
                    migration.Name,
                    Words.Changes(migration.Tables),
                    new Piece(Words.Duration(migration.DurationMs), Tone.Muted))),
            ],
        });
        return page.Gap()
            .Line($"Took back {Words.Count(result.RolledBack.Length, "migration")} "
                + $"in {Words.Duration(place.ElapsedMs)}.")
            .Next(place.Command("status")).Build();
    }

    /// <summary>The page of <c>baseline</c>.</summary>
    public static Page Baseline(BaselineResult result, WorkPlace place)
    {
        if (result.Recorded.Length == 0)
        {
            return Page.Of("Nothing to do: this version and all before it are applied.");
        }

        PageBuilder page = new();
        page.Line(place.Line);
        page.Heading("Recorded as applied").Add(new Table
        {
            Columns = [new("version"), new("name", Wraps: true)],
            TitleColumns = 2,
            Rows = [.. result.Recorded.Select(file => Row.Of(file.Version.Text, file.Name))],
        });
        return page.Gap()
            .Line($"Recorded {Words.Count(result.Recorded.Length, "migration")}; none of them ran.")
            .Next(place.Command("migrate")).Build();
    }

    /// <summary>The page of <c>repair</c>.</summary>
    public static Page Repair(RepairResult result, WorkPlace place)
    {
        string title = $"{result.Version} {result.Name}".TrimEnd();
        bool isUp = result.Direction == MigrationWay.Up;
        Piece mark = new("✓ ", Tone.Good);
        if (result.ResumeAt is { } statement)
        {
            return new PageBuilder()
                .Line(Phrase.Of(mark, $"Migration {title} goes on at statement {Words.Number(statement)}."))
                .Next(place.Command(isUp ? "migrate" : "rollback")).Build();
        }

        return new PageBuilder()
            .Line(Phrase.Of(mark, $"Migration {title} counts as {(isUp ? "applied" : "taken back")}."))
            .Next(place.Command("status")).Build();
    }
}
