using System.CommandLine.Parsing;
using System.Globalization;

namespace Furrow.Cli.Completion;

/// <summary>
/// A shell asks what could stand at the cursor: <c>furrow "[suggest:12]" "furrow seed b"</c>, as System.CommandLine's
/// suggest directive has it.
/// </summary>
internal sealed class SuggestRequest
{
    private const string Prefix = "[suggest";

    private SuggestRequest(string text) => Text = text;

    /// <summary>What is typed before the cursor, without the program's name.</summary>
    public string Text { get; }

    /// <summary>The request; null when the arguments are none.</summary>
    public static SuggestRequest? TryRead(IReadOnlyList<string> args)
    {
        if (args.Count == 0 || !args[0].StartsWith(Prefix, StringComparison.Ordinal) || !args[0].EndsWith(']'))
        {
            return null;
        }

        string typed = args.Count > 1 ? args[1] : "";
        string number = args[0][Prefix.Length..^1].TrimStart(':');
        bool hasCursor = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int cursor);
        string before = hasCursor ? typed[..Math.Min(cursor, typed.Length)] : typed;
        string trimmed = before.TrimStart();
        int space = trimmed.IndexOf(' ', StringComparison.Ordinal);
        return new SuggestRequest(space < 0 ? "" : trimmed[(space + 1)..]);
    }

    /// <summary>The words that could stand at the cursor, in order.</summary>
    public IEnumerable<string> Complete(CommandLine line) => line.Root.Parse(Text)
        .GetCompletions(Text.Length)
        .Select(item => item.InsertText ?? item.Label)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    /// <summary>The project's directory, where the typed line names one; null otherwise.</summary>
    public string? Directory()
    {
        List<string> words = [.. CommandLineParser.SplitCommandLine(Text)];
        int at = words.IndexOf("-C");
        return at >= 0 && at + 1 < words.Count ? words[at + 1] : null;
    }
}
