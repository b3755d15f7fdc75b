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
                    Took(migration.DurationMs))),
            ],
        });
        page.Heading("Seeds", Words.Number(list.Seeds.Length)).Add(new Table
        {
            HasHeader = true,
            Columns =
            [
                new("name", Wraps: true), new("version"), new("kind"), new("state"), new("took", IsRight: true),
                new("description", Wraps: true, WidthMin: 32),
            ],
            Rows =
            [
                .. list.Seeds.Select(seed => Row.Of(
                    seed.Seed.Name,
                    seed.Seed.Version,
                    seed.Seed.Kind.Word(),
                    State(seed.State),
                    Took(seed.LastDurationMs),
                    seed.Seed.Description)),
            ],
        });
        return page.Build();
    }

    private static Piece State(string state) => new(state == "other environment" ? "not here" : state, state switch
    {
        "applied" => Tone.Good,
        "pending" => Tone.Accent,
        "drift" or "half done" => Tone.Bad,
        _ => Tone.Muted,
    });

    private static Piece Time(DateTimeOffset? time) => new(time is { } at ? Words.ShortTime(at) : "", Tone.Muted);

    private static Piece Took(long? milliseconds) => new(milliseconds is { } ms ? Words.Duration(ms) : "", Tone.Muted);
}
