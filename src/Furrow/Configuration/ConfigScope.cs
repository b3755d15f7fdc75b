namespace Furrow.Configuration;

/// <summary>What reading a value of a file needs: where to report, what the variables hold, what is settled.</summary>
internal sealed class ConfigScope(
    string file, ConfigProblems problems, IReadOnlyDictionary<string, string> variables, IReadOnlySet<string> settled)
{
    private const int EchoLengthMax = 40;

    public string File { get; } = file;

    public ConfigProblems Problems { get; } = problems;

    /// <summary>Whether a stronger source gives this value, so that the file's does not matter.</summary>
    public bool IsSettled(string path) => settled.Contains(path);

    /// <summary>Fills variables in; null, with a problem reported, when that cannot be done.</summary>
    public string? Expand(ConfigScalar scalar, string path)
    {
        string? text = Interpolation.Expand(scalar.Text ?? "", variables, out (string Message, string Hint) problem);
        if (text is null) Report(scalar, $"'{path}': {problem.Message}", problem.Hint);
        return text;
    }

    public void Report(ConfigNode at, string message, string? hint = null) =>
        Problems.Add(new(message, hint, File, at.Line, at.Column));

    public void Report(ConfigEntry at, string message, string? hint = null) =>
        Problems.Add(new(message, hint, File, at.Line, at.Column));

    /// <summary>
    /// Says what was found. Shows the text of the file alone, never what a variable filled in: that may be a secret.
    /// </summary>
    public static string Found(ConfigNode node)
    {
        if (node is not ConfigScalar { Text: { } text }) return node.Kind;
        string shown = text.Length > EchoLengthMax ? text[..EchoLengthMax] + "…" : text;
        return $"'{shown.ReplaceLineEndings(" ")}'";
    }
}
