using System.Text;

namespace Furrow.Cli.Completion;

/// <summary>Puts a script together line by line.</summary>
internal sealed class ScriptText
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a line.</summary>
    public ScriptText Line(string line)
    {
        _text.Append(line).Append('\n');
        return this;
    }

    /// <summary>Adds a block of lines.</summary>
    public ScriptText Block(string lines) => Line(lines.ReplaceLineEndings("\n"));

    /// <summary>The script.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>In single quotes as bash, zsh and any POSIX shell read them.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
