using Furrow.Cli.Rendering;
using Furrow.Migrations;
using Furrow.Seeds;
using Furrow.Workflows;

namespace Furrow.Cli.Views;

/// <summary>What <c>setup</c>, <c>migrate</c> and <c>seed</c> did.</summary>
internal static class AppliedView
{
    /// <summary>The page of <c>setup</c>.</summary>
    public static Page Setup(SetupResult result, TableNames names, WorkPlace place)
    {
        if (!result.DidAnything)
        {
            return Page.Of(NothingToDo(
                result.Migrations.AppliedBefore, result.Seeds.Seeds.Length, ScenarioView.Made(result.Generation)));
        }

        PageBuilder page = new();
        page.Line(place.Line);
        if (result.DatabaseCreated)
        {
            page.Line(Phrase.Of(new("✓ ", Tone.Good), "Created the database."));
        }

        if (result.Snapshot is { } snapshot)
        {
            page.Line(Phrase.Of(new("✓ ", Tone.Good), "Restored ", new(snapshot, Tone.Strong), "."));
        }

        AddMigrations(page, result.Migrations);
        AddSeeds(page, result.Seeds);
        if (result.Generated is { } generated)
        {
            ScenarioView.AddGenerated(page, generated, names);
        }

        if (result.NewSnapshot is { } stored)
        {
            page.Line(Phrase.Of(new("✓ ", Tone.Good), "Stored ", new(stored, Tone.Strong), "."));
        }

        long rows = result.Tables.Sum(table => table.Rows);
        if (result is { Snapshot: null, Generated: null }
            && result.Migrations.Applied.Length + result.Seeds.Seeds.Length == 0)
        {
            return page
                .Line("The project has no migrations and no seeds yet.")
                .Next(place.Command("create NAME")).Build();
        }

        page.Gap().Line(
            $"{Applied(result)} in {Words.Duration(place.ElapsedMs)}; "
            + $"{Words.Count(result.Tables.Length, "table")} {(result.Tables.Length == 1 ? "holds" : "hold")} "
            + $"{Words.Count(rows, "row")}.");
        return page.Next(place.Command("status")).Build();
    }

    /// <summary>The page of <c>migrate</c>.</summary>
    public static Page Migrate(MigrateResult result, WorkPlace place)
    {
        if (result.Applied.Length == 0)
        {
            return Page.Of(NothingToDo(result.AppliedBefore, seeds: null));
        }

        PageBuilder page = new();
        page.Line(place.Line);
        AddMigrations(page, result);
        return page.Gap()
            .Line($"{Applied(result, new SeedResult([]))} in {Words.Duration(place.ElapsedMs)}.")
            .Next(place.Command("seed")).Build();
    }

    /// <summary>The page of <c>seed</c>.</summary>
    public static Page Seed(SeedResult result, WorkPlace place)
    {
        if (!result.DidAnything)
        {
            return Page.Of(NothingToDo(migrations: null, result.Seeds.Length));
        }

        PageBuilder page = new();
        page.Line(place.Line);
        AddSeeds(page, result);
        int skipped = result.Seeds.Count(seed => seed.Outcome == SeedOutcome.Skipped);
        string were = skipped == 1 ? "was" : "were";
        string rest = skipped == 0 ? "" : $"; {Words.Number(skipped)} {were} applied already";
        return page.Gap()
            .Line($"{Applied(new MigrateResult([]), result)} in {Words.Duration(place.ElapsedMs)}{rest}.")
            .Next(place.Command("status")).Build();
    }

    private static string Applied(SetupResult result)
    {
        bool isApplied = result.Migrations.Applied.Length > 0 || result.Seeds.DidAnything;
        string? generated = result.Generated is { } rows ? $"enerated {Words.Count(rows.Rows, "row")}" : null;
        return generated is null ? Applied(result.Migrations, result.Seeds)
            : isApplied ? $"{Applied(result.Migrations, result.Seeds)}, and g{generated},"
            : $"G{generated}";
    }

    // A null is what the command does not deal with.
    private static Phrase NothingToDo(int? migrations, int? seeds, string rest = "")
    {
        List<string> parts = [];
        long applied = (migrations ?? 0L) + (seeds ?? 0L);
        Add(migrations, "migration");
        Add(seeds, "seed");
        if (applied == 0)
        {
            return $"Nothing to do: there are {Words.And(parts)}.";
        }

        string what = Words.And(parts);
        string verb = applied == 1 && parts.Count == 1 ? "is" : "are";
        return Phrase.Of(new("✓ ", Tone.Good), $"Nothing to do: {what} {verb} applied{rest}.");

        void Add(int? count, string noun)
        {
            if (count is { } known) parts.Add(applied == 0 ? $"no {noun}s" : Words.Count(known, noun));
        }
    }

    /// <summary>How many of each were applied.</summary>
    public static string Applied(MigrateResult migrations, SeedResult seeds)
    {
        int seedCount = seeds.Seeds.Count(seed => seed.Outcome != SeedOutcome.Skipped);
        List<string> parts = [];
        if (migrations.Applied.Length > 0) parts.Add(Words.Count(migrations.Applied.Length, "migration"));
        if (seedCount > 0) parts.Add(Words.Count(seedCount, "seed"));
        return parts.Count == 0 ? "Applied nothing" : $"Applied {Words.And(parts)}";
    }

    /// <summary>A heading and a line for each migration that was applied.</summary>
    public static void AddMigrations(PageBuilder page, MigrateResult result)
    {
        if (result.Applied.Length == 0)
        {
            return;
        }

        page.Heading("Migrations").Add(new Table
        {
            Columns =
            [
                new(""), new("version"), new("name", Wraps: true),
                new("rows", IsRight: true), new("took", IsRight: true),
            ],
            TitleColumns = 3,
            Rows =
            [
                .. result.Applied.Select(applied => Item(
                    new("✓", Tone.Good),
                    applied.Version,
                    applied.Name,
                    Words.Changes(applied.Tables),
                    applied.DurationMs)),
            ],
        });
    }

    /// <summary>The same for seeds; skipped ones are left out.</summary>
    public static void AddSeeds(PageBuilder page, SeedResult result)
    {
        if (!result.DidAnything)
        {
            return;
        }

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
                .. result.Seeds.Where(seed => seed.Outcome != SeedOutcome.Skipped).Select(seed => Item(
                    new("✓", Tone.Good),
                    seed.Name,
                    seed.Outcome == SeedOutcome.Upgraded ? "upgraded" : "",
                    Words.Changes(seed.Tables),
                    seed.DurationMs)),
            ],
        });
    }

    private static Row Item(Piece mark, string first, string second, string rows, long durationMs) =>
        Row.Of(mark, first, second, rows, new Piece(Words.Duration(durationMs), Tone.Muted));
}
