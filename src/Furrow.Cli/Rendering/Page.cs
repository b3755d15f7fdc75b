using System.Collections.Immutable;

namespace Furrow.Cli.Rendering;

/// <summary>What is to be shown, as plain data: no width and no colour yet.</summary>
internal sealed record Page(ImmutableArray<Block> Blocks)
{
    /// <summary>Nothing.</summary>
    public static Page Empty { get; } = new([]);

    /// <summary>A page of one line.</summary>
    public static Page Of(Phrase line) => new([new Paragraph(line)]);
}

/// <summary>A part of a page.</summary>
internal abstract record Block;

/// <summary>Running text, wrapped between words.</summary>
/// <param name="Text">The text.</param>
/// <param name="Indent">Columns before every line.</param>
/// <param name="Hang">Further columns before every line but the first.</param>
internal sealed record Paragraph(Phrase Text, int Indent = 0, int Hang = 0) : Block;

/// <summary>An empty line.</summary>
internal sealed record Blank : Block;

/// <summary>Text for a program, exactly as it is.</summary>
internal sealed record Verbatim(string Text) : Block;

/// <summary>Rows in columns; columns in which every cell is empty are left out.</summary>
internal sealed record Table : Block
{
    /// <summary>The columns.</summary>
    public required ImmutableArray<Column> Columns { get; init; }

    /// <summary>The rows, each as long as <see cref="Columns"/>.</summary>
    public required ImmutableArray<Row> Rows { get; init; }

    /// <summary>Columns of the screen before every line.</summary>
    public int Indent { get; init; } = 2;

    /// <summary>
    /// How many columns, from the left, say what a row is about; a narrow screen shows the others below.
    /// </summary>
    public int TitleColumns { get; init; } = 1;

    /// <summary>Whether the headers are shown.</summary>
    public bool HasHeader { get; init; }
}

/// <summary>A row of a table.</summary>
internal sealed record Row(ImmutableArray<Phrase> Cells)
{
    /// <summary>A row of these cells.</summary>
    public static Row Of(params ReadOnlySpan<Phrase> cells) => new([.. cells]);
}

/// <summary>A column of a table.</summary>
/// <param name="Header">Its name; seen only where the table has headers.</param>
/// <param name="IsRight">Whether it is flush right, as numbers are.</param>
/// <param name="Wraps">Whether it gives way on a narrow screen.</param>
/// <param name="WidthMin">How far it gives way.</param>
internal sealed record Column(string Header, bool IsRight = false, bool Wraps = false, int WidthMin = 20);
