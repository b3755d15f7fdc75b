using Furrow.Cli.Rendering;
using Furrow.Workflows;

namespace Furrow.Cli.Views;

/// <summary>What the database says it is.</summary>
internal static class StampView
{
    /// <summary>The page of <c>stamp</c> without an environment.</summary>
    public static Page Show(StampResult result, WorkPlace place) => result.Stamp is null
        ? new PageBuilder()
            .Line($"{place.Database} has no stamp.")
            .Next(place.Command($"stamp {place.Environment}")).Build()
        : Page.Of(Phrase.Of($"{place.Database} is stamped ", new(result.Stamp, Tone.Strong), "."));

    /// <summary>The page of <c>stamp ENVIRONMENT</c>.</summary>
    public static Page Written(StampResult result, WorkPlace place)
    {
        string before = result.Before is null ? ""
            : result.Before == result.Stamp ? ", as before"
            : $"; it was {result.Before}";
        return Page.Of(Phrase.Of(
            new("✓ ", Tone.Good), $"Stamped {place.Database} as ", new(result.Stamp ?? "", Tone.Strong), $"{before}."));
    }
}
