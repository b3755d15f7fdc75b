using System.Collections.Immutable;
using Furrow.Cli.Rendering;
using Furrow.State;

namespace Furrow.Cli.Views;

/// <summary>What past runs of seeds were like.</summary>
internal static class MetricsView
{
    /// <summary>Adds a table of all seeds that ever ran; nothing where none did.</summary>
    public static void Add(PageBuilder page, ImmutableArray<SeedMetrics> metrics)
    {
        if (metrics.IsEmpty)
        {
            return;
        }

        page.Heading("Seed runs", Words.Number(metrics.Sum(seed => (long)seed.Runs))).Add(new Table
        {
            HasHeader = true,
            Columns = [new("name", Wraps: true), new("took", IsRight: true), new("past runs", Wraps: true)],
            Rows =
            [
                .. metrics.Select(seed => Row.Of(
                    seed.Name,
                    Took(seed.LastMs),
                    new Piece(Say(seed), seed.Failures == 0 ? Tone.Muted : Tone.Warning))),
            ],
        });
    }

    /// <summary><c>3 runs, 66 % succeeded, median 1.2 s, 40 rows</c>.</summary>
    public static string Say(SeedMetrics metrics)
    {
        List<string> parts = [Words.Count(metrics.Runs, "run")];
        if (metrics.Failures > 0)
        {
            parts.Add($"{Words.Percent(metrics.SuccessRate)} succeeded");
        }

        if (metrics.MedianMs is { } median)
        {
            parts.Add($"median {Words.Duration(median)}");
        }

        if (metrics.Rows is { } rows)
        {
            parts.Add(Words.Count(rows, "row"));
        }

        return string.Join(", ", parts);
    }

    /// <summary>A duration; empty for none.</summary>
    public static Piece Took(long? milliseconds) =>
        new(milliseconds is { } ms ? Words.Duration(ms) : "", Tone.Muted);
}
