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
            Columns =
            [
                new("name", Wraps: true), new("runs", IsRight: true), new("succeeded", IsRight: true),
                new("last", IsRight: true), new("median", IsRight: true), new("rows", IsRight: true),
            ],
            Rows =
            [
                .. metrics.Select(seed => Row.Of(
                    seed.Name,
                    Words.Number(seed.Runs),
                    new Piece(Words.Percent(seed.SuccessRate), seed.Failures == 0 ? Tone.Good : Tone.Warning),
                    Took(seed.LastMs),
                    Took(seed.MedianMs),
                    Number(seed.Rows))),
            ],
        });
    }

    /// <summary>A duration; empty for none.</summary>
    public static Piece Took(long? milliseconds) =>
        new(milliseconds is { } ms ? Words.Duration(ms) : "", Tone.Muted);

    /// <summary>A number; empty for none.</summary>
    public static Piece Number(long? number) => new(number is { } value ? Words.Number(value) : "", Tone.Muted);
}
