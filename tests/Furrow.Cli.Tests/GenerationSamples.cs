using System.Collections.Immutable;
using Furrow.Scenarios;
using Furrow.Schema;

namespace Furrow.Cli.Tests;

/// <summary>What <c>generate</c> could have returned, with names and values that are hard to show.</summary>
internal static class GenerationSamples
{
    private static readonly ImmutableSortedDictionary<string, string> Parameters =
        ImmutableSortedDictionary<string, string>.Empty.Add("booking_rate", "0.6").Add("students", "1500");

    public static GenerateResult Generated { get; } = new()
    {
        Scenario = "studio",
        Preset = "heavy",
        RandomSeed = 7,
        AsOf = new DateOnly(2026, 1, 5),
        Parameters = Parameters,
        Tables =
        [
            new(new ObjectName("main", "users"), 1_501, 40) { ByteCount = 300_000 },
            new(new ObjectName("main", "予約テーブル"), 1_234_567, 1_900) { ByteCount = 98_465_432 },
            new(new ObjectName("main", "evil\e[2J\u202etable"), 0, 0),
        ],
        DurationMs = 2_000,
        ByteCount = 98_765_432,
        PlanByteCount = 1_234_567,
        IsContinued = true,
    };

    public static GenerateResult Rehearsed { get; } = Generated with
    {
        Preset = null,
        DurationMs = 31,
        ByteCount = 0,
        IsDryRun = true,
        IsContinued = false,
        Tables =
        [
            new TableGenerated(new ObjectName("main", "users"), 1_501, 0)
            {
                Columns = ["id", "first_name", "bio"],
                FirstRows =
                [
                    ["1", "Zoë", null],
                    ["2", "evil\e[2J\u202ename", "A sentence that is too long to be shown as a whole in a cell."],
                ],
            },
            new(new ObjectName("main", "予約テーブル"), 0, 0),
        ],
    };

    public static GenerateResult Prepared { get; } = Generated with
    {
        Tables = [.. Generated.Tables.Select(table => table with { DurationMs = 0 })],
        ByteCount = 0,
        IsContinued = false,
        Part = new(RunStep.Prepared),
    };

    public static GenerateResult PreparedAgain { get; } = Prepared with
    {
        Part = new(RunStep.Prepared, IsRepeated: true),
    };

    public static GenerateResult Shard { get; } = Generated with
    {
        IsContinued = false,
        Part = new(RunStep.Shard, new(2, 4)),
    };

    public static GenerateResult ShardAgain { get; } = Shard with
    {
        Tables = [.. Generated.Tables.Select(table => table with { Rows = 0, DurationMs = 0 })],
        Part = new(RunStep.Shard, new(2, 4), IsRepeated: true),
    };

    public static GenerateResult Finished { get; } = Prepared with { Part = new(RunStep.Finished) };

    public static GenerateResult Aborted { get; } = Prepared with { Part = new(RunStep.Aborted) };
}
