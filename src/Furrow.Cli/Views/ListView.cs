using System.Collections.Immutable;
using Furrow.Cli.Rendering;
using Furrow.Seeds;
using Furrow.Workflows;

namespace Furrow.Cli.Views;

/// <summary>What the project offers.</summary>
internal static class ListView
{
    /// <summary>The page of <c>list</c>.</summary>
    public static Page Render(ListResult list, WorkPlace place)
    {
        PageBuilder page = new();
        page.Line(place.Line);
        page.Heading("Migrations", Words.Number(list.Migrations.Length)).Add(new Table
        {
            HasHeader = true,
            TitleColumns = 2,
            Columns =
            [
                new("version"), new("name", Wraps: true), new("state"),
                new("applied (UTC)"), new("took", IsRight: true),
            ],
            Rows =
            [
                .. list.Migrations.Select(migration => Row.Of(
                    migration.Version,
                    migration.Name,
                    State(HalfDoneWords.Listed(migration)),
                    Time(migration.AppliedAt),
                    MetricsView.Took(migration.DurationMs))),
            ],
        });
        page.Heading("Seeds", Words.Number(list.Seeds.Length)).Add(new Table
        {
            HasHeader = true,
            Columns =
            [
                new("name", Wraps: true), new("version"), new("kind"), new("state"), new("took", IsRight: true),
                new("past runs", Wraps: true, WidthMin: 20),
                new("description", Wraps: true, WidthMin: 32),
            ],
            Rows =
            [
                .. list.Seeds.Select(seed => Row.Of(
                    seed.Seed.Name,
                    seed.Seed.Version,
                    seed.Seed.Kind.Word(),
                    State(seed.State),
                    MetricsView.Took(seed.LastDurationMs),
                    new Piece(seed.Metrics is { } runs ? MetricsView.Say(runs) : "", Tone.Muted),
                    seed.Seed.Description)),
            ],
        });
        AddEstimate(page, list);
        ScenarioView.Add(page, list.Scenarios);
        SnapshotView.Add(page, list.Snapshots);
        return page.Build();
    }

    private static void AddEstimate(PageBuilder page, ListResult list)
    {
        ImmutableArray<ListedSeed> pending = [.. list.Seeds.Where(seed => seed.State == "pending")];
        ImmutableArray<ListedSeed> known = [.. pending.Where(seed => seed.EstimatedMs is not null)];
        if (known.Length > 0)
        {
            string rest = known.Length == pending.Length ? "" : "; the others never succeeded";
            page.Gap().Line(
                $"{Words.Count(known.Length, "pending seed")} {(known.Length == 1 ? "takes" : "take")} about "
                + $"{Words.Duration(known.Sum(seed => seed.EstimatedMs!.Value))}{rest}.");
        }
    }

    private static Piece State(string state) => new(state == "other environment" ? "not here" : state, state switch
    {
        "applied" => Tone.Good,
        "pending" => Tone.Accent,
        "drift" or "half done" => Tone.Bad,
        _ => Tone.Muted,
    });

    private static Piece Time(DateTimeOffset? time) => new(time is { } at ? Words.ShortTime(at) : "", Tone.Muted);
}
