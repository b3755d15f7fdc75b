namespace Furrow.Cli.Rendering;

/// <summary>
/// Lays out a table: natural widths where they fit, otherwise the wrapping columns give way, widest first; where even
/// that is not enough, each row becomes its title with the other cells below.
/// </summary>
internal sealed class TableLayout
{
    private const int Gap = 2;
    private const int MarkWidthMax = 3;

    private readonly Table _table;
    private readonly Screen _screen;
    private readonly Action<List<Glyph>> _write;
    // Loops over numbers here, not queries: those would be compiled anew at every start.
    private readonly List<int> _columns = [];
    private readonly List<List<List<Glyph>>> _rows;

    private TableLayout(Table table, Screen screen, Action<List<Glyph>> write)
    {
        _table = table;
        _screen = screen;
        _write = write;
        for (int i = 0; i < table.Columns.Length; i++)
        {
            int column = i;
            if (table.Rows.Any(row => !row.Cells[column].IsEmpty)) _columns.Add(i);
        }

        _rows = [.. table.Rows.Select(row => _columns.ConvertAll(i => Glyph.Of(row.Cells[i], screen.HasUnicode)))];
    }

    /// <summary>Draws the table line by line.</summary>
    public static void Draw(Table table, Screen screen, Action<List<Glyph>> write) =>
        new TableLayout(table, screen, write).Draw();

    private void Draw()
    {
        if (_columns.Count == 0)
        {
            return;
        }

        int[] natural = new int[_columns.Count];
        for (int i = 0; i < natural.Length; i++) natural[i] = NaturalWidth(i);
        int[]? widths = Fit(natural);
        if (widths is null)
        {
            DrawBelowOneAnother();
            return;
        }

        if (_table.HasHeader)
        {
            DrawRow(_columns.ConvertAll(i => Header(_table.Columns[i].Header)), widths);
        }

        foreach (List<List<Glyph>> row in _rows)
        {
            DrawRow(row, widths);
        }
    }

    private int NaturalWidth(int column)
    {
        int widest = WidestCell(column);
        return _table.HasHeader
            ? Math.Max(widest, Glyph.WidthOf(Header(_table.Columns[_columns[column]].Header)))
            : widest;
    }

    private int WidestCell(int column)
    {
        int widest = 0;
        foreach (List<List<Glyph>> row in _rows) widest = Math.Max(widest, Glyph.WidthOf(row[column]));
        return widest;
    }

    private int[]? Fit(int[] widths)
    {
        if (_screen.Width is not { } width)
        {
            return widths;
        }

        int excess = Gap * (widths.Length - 1) + _table.Indent - width;
        foreach (int natural in widths) excess += natural;
        while (excess > 0)
        {
            int widest = WidestWrapping(widths);
            if (widest < 0)
            {
                return null;
            }

            int second = widths.Where((_, i) => i != widest && _table.Columns[_columns[i]].Wraps)
                .DefaultIfEmpty(0).Max();
            int step = Math.Clamp(widths[widest] - second, 1, excess);
            step = Math.Min(step, widths[widest] - _table.Columns[_columns[widest]].WidthMin);
            widths[widest] -= step;
            excess -= step;
        }

        return widths;
    }

    private int WidestWrapping(int[] widths)
    {
        int widest = -1;
        for (int i = 0; i < widths.Length; i++)
        {
            Column column = _table.Columns[_columns[i]];
            bool canShrink = column.Wraps && widths[i] > column.WidthMin;
            if (canShrink && (widest < 0 || widths[i] > widths[widest])) widest = i;
        }

        return widest;
    }

    private void DrawRow(List<List<Glyph>> cells, int[] widths)
    {
        List<List<List<Glyph>>> lines = [.. cells.Select((cell, i) => LineBreaker.Break(cell, widths[i], widths[i]))];
        int height = 0;
        foreach (List<List<Glyph>> cell in lines) height = Math.Max(height, cell.Count);
        for (int line = 0; line < height; line++)
        {
            List<Glyph> drawn = Spaces(_table.Indent);
            int owed = 0;
            for (int i = 0; i < lines.Count; i++)
            {
                List<Glyph> text = line < lines[i].Count ? lines[i][line] : [];
                int free = widths[i] - Glyph.WidthOf(text);
                int before = _table.Columns[_columns[i]].IsRight ? free : 0;
                // Space is owed until text follows, so that no line ends with it.
                if (text.Count > 0)
                {
                    drawn.AddRange(Spaces(owed + before));
                    drawn.AddRange(text);
                    owed = free - before + Gap;
                }
                else
                {
                    owed += widths[i] + Gap;
                }
            }

            _write(drawn);
        }
    }

    private void DrawBelowOneAnother()
    {
        int titleColumns = _columns.FindAll(column => column < _table.TitleColumns).Count;
        int first = WidestCell(0);
        // Below a mark the text goes on where it began; below anything longer it is only moved in.
        int below = titleColumns > 1 && first <= MarkWidthMax ? first + Gap : Gap;
        foreach (List<List<Glyph>> row in _rows)
        {
            DrawWrapped(Join(row.Take(titleColumns), "  "), _table.Indent, below);
            DrawWrapped(Join(row.Skip(titleColumns), " · "), _table.Indent + below, 0);
        }
    }

    private List<Glyph> Join(IEnumerable<List<Glyph>> cells, string between)
    {
        List<Glyph> joined = [];
        foreach (List<Glyph> cell in cells.Where(cell => cell.Count > 0))
        {
            if (joined.Count > 0) joined.AddRange(Glyph.Of(new Piece(between, Tone.Muted), _screen.HasUnicode));
            joined.AddRange(cell);
        }

        return joined;
    }

    private void DrawWrapped(List<Glyph> text, int indent, int hang)
    {
        if (text.Count == 0)
        {
            return;
        }

        int width = (_screen.Width ?? int.MaxValue) - indent;
        List<List<Glyph>> lines = LineBreaker.Break(text, width, width - hang);
        for (int i = 0; i < lines.Count; i++)
        {
            _write([.. Spaces(indent + (i == 0 ? 0 : hang)), .. lines[i]]);
        }
    }

    private List<Glyph> Header(string text) => Glyph.Of(new Piece(text, Tone.Muted), _screen.HasUnicode);

    private static List<Glyph> Spaces(int count) => [.. Enumerable.Repeat(new Glyph(" ", 1, Tone.Plain), count)];
}
