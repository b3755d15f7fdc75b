using System.Text;

namespace Furrow.Cli.Rendering;

/// <summary>
/// Draws a page for a pipe or a file as <see cref="PageRenderer"/> does, without what a terminal needs: nothing wraps
/// and nothing has colour, so blanks between columns are all there is to it. Spectre.Console is not loaded for that,
/// which takes a tenth of a short command.
/// </summary>
internal static class PipeText
{
    private const int Gap = 2;

    /// <summary>The page as text; null where it holds characters whose width only Spectre knows.</summary>
    public static string? Of(Page page, bool hasUnicode)
    {
        StringBuilder text = new();
        foreach (Block block in page.Blocks)
        {
            bool isDrawn = block switch
            {
                Paragraph paragraph => TryAdd(paragraph, hasUnicode, text),
                Table table => TryAdd(table, hasUnicode, text),
                Verbatim verbatim => Add(verbatim.Text, text),
                Blank => Add("\n", text),
                _ => false,
            };
            if (!isDrawn)
            {
                return null;
            }
        }

        return text.Replace("\r\n", "\n").ToString();
    }

    private static bool Add(string drawn, StringBuilder text)
    {
        text.Append(drawn);
        return true;
    }

    private static bool TryAdd(Paragraph paragraph, bool hasUnicode, StringBuilder text)
    {
        if (Visible(paragraph.Text, hasUnicode) is not { } line)
        {
            return false;
        }

        EndLine(new StringBuilder(line), paragraph.Indent, text);
        return true;
    }

    private static bool TryAdd(Table table, bool hasUnicode, StringBuilder text)
    {
        List<string[]> rows = [];
        bool[] isShown = new bool[table.Columns.Length];
        int[] widths = new int[table.Columns.Length];
        foreach (Row row in table.Rows)
        {
            string[] cells = new string[row.Cells.Length];
            for (int i = 0; i < cells.Length; i++)
            {
                if (Visible(row.Cells[i], hasUnicode) is not { } cell)
                {
                    return false;
                }

                cells[i] = cell;
                isShown[i] |= cell.Length > 0;
                widths[i] = Math.Max(widths[i], cell.Length);
            }

            rows.Add(cells);
        }

        if (table.HasHeader && Array.IndexOf(isShown, true) >= 0)
        {
            string[] headers = new string[table.Columns.Length];
            for (int i = 0; i < headers.Length; i++)
            {
                if (Visible(table.Columns[i].Header, hasUnicode) is not { } header)
                {
                    return false;
                }

                headers[i] = header;
                widths[i] = Math.Max(widths[i], header.Length);
            }

            rows.Insert(0, headers);
        }

        int last = Array.LastIndexOf(isShown, true);
        foreach (string[] cells in last < 0 ? [] : rows)
        {
            StringBuilder line = new();
            for (int i = 0; i <= last; i++)
            {
                if (isShown[i])
                {
                    int blanks = widths[i] - cells[i].Length;
                    bool isRight = table.Columns[i].IsRight;
                    line.Append(' ', isRight ? blanks : 0).Append(cells[i]).Append(' ', isRight ? 0 : blanks);
                    line.Append(' ', i == last ? 0 : Gap);
                }
            }

            EndLine(line, table.Indent, text);
        }

        return true;
    }

    private static void EndLine(StringBuilder line, int indent, StringBuilder text)
    {
        string trimmed = line.ToString().TrimEnd();
        text.Append(' ', trimmed.Length == 0 ? 0 : indent).Append(trimmed).Append('\n');
    }

    private static string? Visible(Phrase phrase, bool hasUnicode)
    {
        string visible = "";
        foreach (Piece piece in phrase.Pieces)
        {
            visible += VisibleText.Of(piece.Text, hasUnicode);
        }

        foreach (char c in visible)
        {
            if (!TakesOneColumn(c))
            {
                return null;
            }
        }

        return visible;
    }

    // ASCII, the letters of Latin alphabets, and our own signs.
    private static bool TakesOneColumn(char c) =>
        c is >= ' ' and <= '~' or >= '\u00C0' and <= '\u024F' or '✓' or '✗' or '…' or '·' or '→';
}
