using Furrow.Errors;
using Furrow.Sql;

namespace Furrow.Generation.Expressions.Syntax;

/// <summary>Where a stretch of a text stands in a file: what follows it stands behind it, up to the next.</summary>
/// <param name="Offset">Where it begins in the text, in UTF-16 units from 0.</param>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Column">Its column in that line, from 1.</param>
public readonly record struct TextStart(int Offset, int Line, int Column);

/// <summary>The text of one scalar that holds expressions, and where each piece of it stands in its file.</summary>
public sealed class ExpressionText
{
    private const int ExcerptLengthMax = 60;

    private readonly TextStart[] _starts;

    /// <summary>Creates one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">The file it comes from, for errors; null for none.</param>
    /// <param name="starts">Where it stands, by ascending offsets; the file's begin where nothing is given.</param>
    public ExpressionText(string text, string? file = null, params TextStart[] starts)
    {
        Text = text;
        File = file;
        _starts = starts.Length == 0 ? [new TextStart(0, 1, 1)] : starts;
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The file it comes from, or null.</summary>
    public string? File { get; }

    /// <summary>The line and the column, from 1, of an offset.</summary>
    public (int Line, int Column) PlaceOf(int offset)
    {
        TextStart start = _starts[0];
        foreach (TextStart next in _starts)
        {
            start = next.Offset <= offset ? next : start;
        }

        int end = Math.Clamp(offset, start.Offset, Text.Length);
        SqlPosition place = new SqlPosition(start.Line, start.Column).After(Text.AsSpan(start.Offset..end));
        return (place.Line, place.Column);
    }

    /// <summary>A piece of the text for messages, shortened where it is long.</summary>
    internal string Excerpt(int start, int end)
    {
        string piece = Text[start..end].ReplaceLineEndings(" ");
        return piece.Length <= ExcerptLengthMax ? piece : piece[..(ExcerptLengthMax - 1)] + "…";
    }

    /// <summary>A problem with what stands at an offset.</summary>
    internal FurrowException Problem(int offset, string message, string? hint = null)
    {
        (int line, int column) = PlaceOf(offset);
        return new FurrowException(ErrorCode.ScenarioInvalid, message)
        {
            File = File,
            Line = line,
            Column = column,
            Hint = hint,
        };
    }
}
