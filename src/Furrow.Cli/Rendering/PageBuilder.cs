using System.Collections.Immutable;

namespace Furrow.Cli.Rendering;

/// <summary>Puts a page together from top to bottom.</summary>
internal sealed class PageBuilder
{
    private readonly ImmutableArray<Block>.Builder _blocks = ImmutableArray.CreateBuilder<Block>();

    /// <summary>Adds running text.</summary>
    public PageBuilder Line(Phrase text, int indent = 0, int hang = 0) => Add(new Paragraph(text, indent, hang));

    /// <summary>Adds a heading, an empty line before it unless it is the first thing.</summary>
    public PageBuilder Heading(string text, string detail = "") =>
        Gap().Line(detail.Length == 0
            ? new Piece(text, Tone.Strong)
            : Phrase.Of(new(text, Tone.Strong), "  ", new(detail, Tone.Muted)));

    /// <summary>Adds an empty line unless the page is empty so far.</summary>
    public PageBuilder Gap() => _blocks.Count == 0 ? this : Add(new Blank());

    /// <summary>Adds the command to run next.</summary>
    public PageBuilder Next(string command) => Line(Phrase.Of(new("Next: ", Tone.Muted), new(command, Tone.Accent)));

    /// <summary>Adds any block.</summary>
    public PageBuilder Add(Block block)
    {
        _blocks.Add(block);
        return this;
    }

    /// <summary>Adds every block of another page.</summary>
    public PageBuilder Add(Page page)
    {
        _blocks.AddRange(page.Blocks);
        return this;
    }

    /// <summary>The page.</summary>
    public Page Build() => new(_blocks.ToImmutable());
}
