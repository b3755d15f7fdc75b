using Furrow.Cli.Rendering;
using Furrow.Migrations;
using Furrow.Seeds;
using Furrow.Workflows;

namespace Furrow.Cli.Views;

/// <summary>What <c>setup</c> would do, and why.</summary>
internal static class PlanView
{
    private const int RecipeDigits = 12;

    /// <summary>The page of <c>plan</c>.</summary>
    public static Page Render(PlanResult plan, TableNames names, WorkPlace place)
    {
        PageBuilder page = new();
        page.Line(place.Line);
        page.Line(Phrase.Of(new("recipe ", Tone.Muted), new(Short(plan.Recipe), Tone.Muted)));
        AddDrift(page, plan);
        AddWork(page, plan, names);
        page.Gap().Line(Summary(plan));
        bool isSomething = !plan.DatabaseExists || plan.Migrations.IsPending || plan.Seeds.ToRun.Length > 0
            || plan.Generates;
        return isSomething && !HasDrift(plan) ? page.Next(place.Command("setup")).Build() : page.Build();
    }

    private static void AddDrift(PageBuilder page, PlanResult plan)
    {
        if (!HasDrift(plan))
        {
            return;
        }

        page.Heading("Changed since they were applied").Add(new Table
        {
            TitleColumns = 2,
            Columns = [new("kind"), new("name", Wraps: true), new("what", Wraps: true)],
            Rows =
            [
                .. plan.Migrations.Drift.Select(drift => Row.Of(
                    "migration", $"{drift.Version} {drift.Name}", new Piece(DriftWords.Say(drift.Kind), Tone.Bad))),
                .. plan.Seeds.Drift.Select(drift => Row.Of("seed", drift.Name, new Piece(drift.Detail, Tone.Bad))),
            ],
        });
    }

    private static void AddWork(PageBuilder page, PlanResult plan, TableNames names)
    {
        if (!plan.DatabaseExists)
        {
            page.Heading("Database").Line("is missing and would be created", indent: 2);
        }

        if (plan.Snapshot is { } snapshot)
        {
            page.Heading("Snapshot").Line(
                Phrase.Of(new(snapshot, Tone.Strong), " has the same recipe and would be restored instead of:"),
                indent: 2,
                hang: 2);
        }

        if (plan.Migrations.IsPending)
        {
            page.Heading("Migrations to apply", Words.Number(Count(plan.Migrations))).Add(new Table
            {
                TitleColumns = 2,
                Columns = [new("version"), new("name", Wraps: true), new("why", Wraps: true)],
                Rows =
                [
                    .. plan.Migrations.Pending.Select(file => Row.Of(
                        file.Version.Text,
                        file.Name,
                        Why(file, plan.Migrations))),
                    .. plan.Migrations.Repeatable.Select(file => Row.Of(
                        RepeatableMigration.Word, file.Name, "repeatable: new, or its text changed")),
                ],
            });
        }

        if (plan.Seeds.ToRun.Length > 0)
        {
            page.Heading("Seeds to apply", Words.Number(plan.Seeds.ToRun.Length)).Add(new Table
            {
                Columns = [new("name", Wraps: true), new("kind"), new("policy"), new("why")],
                Rows =
                [
                    .. plan.Seeds.ToRun.Select(planned => Row.Of(
                        planned.Seed.Name,
                        planned.Seed.Kind.Word(),
                        planned.Seed.Policy.Word(),
                        new Piece(SeedReasons.Say(planned.Reason), Tone.Muted))),
                ],
            });
        }

        ScenarioView.AddPlanned(page, plan.Generation, names);
    }

    private static string Why(MigrationFile file, MigrationPlan plan) =>
        plan.HalfDoneOf(file) is { } half ? HalfDoneWords.Say(half.Progress)
        : plan.OutOfOrder.Contains(file) ? "late: newer ones are applied"
        : "";

    private static int Count(MigrationPlan plan) => plan.Pending.Length + plan.Repeatable.Length;

    private static Phrase Summary(PlanResult plan)
    {
        int drift = plan.Migrations.Drift.Length + plan.Seeds.Drift.Length;
        if (drift > 0)
        {
            string them = drift == 1 ? "it" : "them";
            return new Piece(
                $"setup would stop: {Words.Count(drift, "applied file")} changed or gone. "
                + $"Put {them} back, or raise a seed's version.",
                Tone.Warning);
        }

        List<string> applied = [];
        if (plan.Migrations.IsPending) applied.Add(Words.Count(Count(plan.Migrations), "migration"));
        if (plan.Seeds.ToRun.Length > 0) applied.Add(Words.Count(plan.Seeds.ToRun.Length, "seed"));
        List<string> steps = [];
        if (!plan.DatabaseExists) steps.Add("create the database");
        if (plan.Snapshot is not null)
        {
            steps.Add($"restore {plan.Snapshot}");
            applied = [.. plan.Seeds.ToRun.Any(planned => planned.Seed.IsVolatile)
                ? (string[])["volatile seeds"]
                : []];
        }

        if (applied.Count > 0) steps.Add($"apply {Words.And(applied)}");
        if (plan is { Generates: true, Snapshot: null }) steps.Add($"generate {plan.Generation!.Title}");
        return steps.Count > 0
            ? $"setup would {Words.And(steps)}."
            : $"Nothing to do: {Words.Count(plan.Migrations.AppliedCount, "migration")} and "
                + $"{Words.Count(plan.Seeds.AppliedCount, "seed")} are applied{ScenarioView.Made(plan.Generation)}.";
    }

    // Enough to tell two recipes apart; --json has all of it.
    private static string Short(string recipe) => recipe.Length > RecipeDigits ? recipe[..RecipeDigits] : recipe;

    private static bool HasDrift(PlanResult plan) => plan.Migrations.Drift.Length + plan.Seeds.Drift.Length > 0;
}
