using Spectre.Console;
using Spectre.Console.Rendering;

namespace Furrow.Cli.Rendering;

/// <summary>
/// A table as Spectre draws it: a grid where its columns fit, otherwise each row's title with the other cells below.
/// </summary>
internal static class TableGrid
{
    private const int Gap = 2;
    private const int MarkWidthMax = 3;

    /// <summary>What to draw; null where no cell says anything.</summary>
    public static IRenderable? Of(Table table, Screen screen)
    {
        List<int> columns = [];
        for (int i = 0; i < table.Columns.Length; i++)
        {
            int column = i;
            if (table.Rows.Any(row => !row.Cells[column].IsEmpty)) columns.Add(i);
        }

        if (columns.Count == 0)
        {
            return null;
        }

        return Fits(table, columns, screen)
            ? new LineFrame(SideBySide(table, columns, screen), table.Indent)
            : BelowOneAnother(table, columns, screen);
    }

    private static bool Fits(Table table, List<int> columns, Screen screen)
    {
        int needed = table.Indent + Gap * (columns.Count - 1);
        foreach (int i in columns)
        {
            Column column = table.Columns[i];
            int width = Widest(table, i, screen);
            if (table.HasHeader) width = Math.Max(width, PhraseText.Width(column.Header));
            needed += column.Wraps ? Math.Min(width, column.WidthMin) : width;
        }

        return screen.Width is null || needed <= screen.Width;
    }

    private static int Widest(Table table, int column, Screen screen)
    {
        int widest = 0;
        foreach (Row row in table.Rows)
        {
            widest = Math.Max(widest, PhraseText.Width(row.Cells[column], screen.HasUnicode));
        }

        return widest;
    }

    private static Grid SideBySide(Table table, List<int> columns, Screen screen)
    {
        Grid grid = new();
        foreach (int i in columns)
        {
            grid.AddColumn(new GridColumn
            {
                Alignment = table.Columns[i].IsRight ? Justify.Right : Justify.Left,
                NoWrap = !table.Columns[i].Wraps,
                Padding = new Padding(0, 0, i == columns[^1] ? 0 : Gap, 0),
            });
        }

        if (table.HasHeader)
        {
            AddRow(columns.Select(i => (Phrase)new Piece(table.Columns[i].Header, Tone.Muted)));
        }

        foreach (Row row in table.Rows)
        {
            AddRow(columns.Select(i => row.Cells[i]));
        }

        return grid;

        void AddRow(IEnumerable<Phrase> cells) =>
            grid.AddRow([.. cells.Select(IRenderable (cell) => new PhraseText(cell))]);
    }

    private static Rows BelowOneAnother(Table table, List<int> columns, Screen screen)
    {
        int titleColumns = columns.FindAll(column => column < table.TitleColumns).Count;
        int first = Widest(table, columns[0], screen);
        // Below a mark the text goes on where it began; below anything longer it is only moved in.
        int below = titleColumns > 1 && first <= MarkWidthMax ? first + Gap : Gap;
        List<IRenderable> lines = [];
        foreach (Row row in table.Rows)
        {
            Add(Join(columns.Take(titleColumns).Select(i => row.Cells[i]), "  "), table.Indent, below);
            Add(Join(columns.Skip(titleColumns).Select(i => row.Cells[i]), " · "), table.Indent + below, 0);
        }

        return new Rows(lines);

        void Add(Phrase text, int indent, int hang)
        {
            if (!text.IsEmpty) lines.Add(new LineFrame(new PhraseText(text), indent, hang));
        }
    }

    private static Phrase Join(IEnumerable<Phrase> cells, string between)
    {
        List<Piece> joined = [];
        foreach (Phrase cell in cells.Where(cell => !cell.IsEmpty))
        {
            if (joined.Count > 0) joined.Add(new Piece(between, Tone.Muted));
            joined.AddRange(cell.Pieces);
        }

        return new Phrase([.. joined]);
    }
}
