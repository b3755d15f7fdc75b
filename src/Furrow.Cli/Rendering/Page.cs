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
    public required ImmutableArray<ImmutableArray<Phrase>> Rows { get; init; }

    /// <summary>Columns of the screen before every line.</summary>
    public int Indent { get; init; } = 2;

    /// <summary>Whether the headers are shown.</summary>
    public bool HasHeader { get; init; }
}

/// <summary>A column of a table.</summary>
/// <param name="Header">Its name; also the label where a narrow screen shows a row below one another.</param>
/// <param name="IsRight">Whether it is flush right, as numbers are.</param>
/// <param name="Wraps">Whether it gives way on a narrow screen.</param>
internal sealed record Column(string Header, bool IsRight = false, bool Wraps = false);
