using Furrow.Cli.Rendering;
using Furrow.Providers;
using Furrow.Workflows;

namespace Furrow.Cli.Views;

/// <summary>Who holds the lock.</summary>
internal static class LockView
{
    /// <summary>The page of <c>lock</c>.</summary>
    public static Page Show(LockResult result, WorkPlace place)
    {
        if (result.Lock is null)
        {
            return Page.Of("Nobody holds the lock.");
        }

        PageBuilder page = new();
        page.Line(Phrase.Of(["The lock is ", .. Describe(result.Lock).Pieces, "."]));
        return result.Lock.Alive ? page.Build() : page.Next(place.Command("unlock")).Build();
    }

    /// <summary>The page of <c>unlock</c>.</summary>
    public static Page Unlock(LockResult result) => Page.Of((result.Lock, result.Removed) switch
    {
        (null, _) => "Nothing to do: nobody holds the lock.",
        ({ } state, true) => Phrase.Of(new("✓ ", Tone.Good), $"Removed the lock of {state.Holder}."),
        ({ } state, false) => $"The lock of {state.Holder} was gone already.",
    });

    /// <summary>A lock's state in a line.</summary>
    public static Phrase Describe(LockState? state) => state switch
    {
        null => "free",
        { Alive: true } => new Piece($"held by {state.Holder} since {Words.Time(state.Since)}", Tone.Warning),
        _ => new Piece($"left behind by {state.Holder}, which is gone; taken {Words.Time(state.Since)}", Tone.Warning),
    };
}
