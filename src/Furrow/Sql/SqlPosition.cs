namespace Furrow.Sql;

/// <summary>
/// A place in a file, for a person. Columns count characters (code points), as PostgreSQL's positions do.
/// </summary>
/// <param name="Line">The line, from 1; line feeds end lines.</param>
/// <param name="Column">The column, from 1; a byte order mark takes none.</param>
public readonly record struct SqlPosition(int Line, int Column)
{
    /// <summary>The first character of a file.</summary>
    public static SqlPosition Start { get; } = new(1, 1);

    /// <summary>
    /// The place of an offset (UTF-16 units from 0) in a text; an offset outside is taken for the nearest inside.
    /// </summary>
    public static SqlPosition At(ReadOnlySpan<char> text, int offset)
    {
        ReadOnlySpan<char> before = text[..Math.Clamp(offset, 0, text.Length)];
        return Start.After(before.StartsWith('\uFEFF') ? before[1..] : before);
    }

    /// <summary>
    /// The offset (UTF-16 units from 0) of a position that a server reported, which counts code points from 1.
    /// Positions outside are taken for the nearest inside.
    /// </summary>
    public static int OffsetOf(ReadOnlySpan<char> text, int serverPosition)
    {
        int offset = 0;
        for (int count = 1; count < serverPosition && offset < text.Length; count++)
            offset += offset + 1 < text.Length && char.IsSurrogatePair(text[offset], text[offset + 1]) ? 2 : 1;
        return offset;
    }

    /// <summary>The place reached from here by walking over a text.</summary>
    internal SqlPosition After(ReadOnlySpan<char> text)
    {
        int lineEnd = text.LastIndexOf('\n');
        if (lineEnd < 0)
            return this with { Column = Column + CountCharacters(text) };

        return new SqlPosition(Line + text.Count('\n'), 1 + CountCharacters(text[(lineEnd + 1)..]));
    }

    private static int CountCharacters(ReadOnlySpan<char> text)
    {
        int count = text.Length;
        for (int at = 1; at < text.Length; at++)
        {
            if (char.IsSurrogatePair(text[at - 1], text[at]))
                count--;
        }

        return count;
    }
}
