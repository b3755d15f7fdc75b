using Furrow.Cli.Rendering;
using Furrow.Errors;

namespace Furrow.Cli.Views;

/// <summary>What went wrong: message, place, detail, and what to do.</summary>
internal static class ErrorView
{
    /// <summary>The page of an error.</summary>
    /// <param name="error">The error.</param>
    /// <param name="applied">What the command had applied before, and keeps.</param>
    /// <param name="takenBackCount">How many migrations it had taken back, which stays so too.</param>
    public static Page Render(FurrowException error, IReadOnlyList<string> applied, int takenBackCount = 0)
    {
        PageBuilder page = new();
        if (applied.Count > 0)
        {
            page.Line($"Applied so far, and kept: {Words.And(applied)}.");
        }

        if (takenBackCount > 0)
        {
            page.Line($"Taken back so far, and gone: {Words.Count(takenBackCount, "migration")}.");
        }

        string[] message = Lines(error.Message);
        page.Line(Phrase.Of(new("error: ", Tone.Bad), message[0]), hang: 2);
        AddLines(page, message.Skip(1));
        if (ErrorPlace.Of(error) is { } place)
        {
            page.Line(new Piece(place, Tone.Strong), indent: 2);
        }

        AddLines(page, error.Detail is null ? [] : Lines(error.Detail));
        string[] hint = error.Hint is null ? [] : Lines(error.Hint);
        if (hint.Length > 0)
        {
            page.Line(Phrase.Of(new("hint: ", Tone.Accent), hint[0]), hang: 2);
            AddLines(page, hint.Skip(1));
        }

        return page.Build();
    }

    /// <summary>A warning with its hint.</summary>
    public static Page Warning(string message, string? hint)
    {
        PageBuilder page = new();
        page.Line(Phrase.Of(new("warning: ", Tone.Warning), message), hang: 2);
        return hint is null ? page.Build() : page.Line(Phrase.Of(new("hint: ", Tone.Accent), hint), hang: 2).Build();
    }

    private static void AddLines(PageBuilder page, IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            page.Line(line, indent: 2, hang: 2);
        }
    }

    private static string[] Lines(string text) => text.TrimEnd().ReplaceLineEndings("\n").Split('\n');
}
