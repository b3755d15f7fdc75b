using System.Collections.Immutable;

namespace Furrow.Cli.Rendering;

/// <summary>What a piece of text means; only a screen decides how that looks.</summary>
internal enum Tone
{
    /// <summary>Nothing special.</summary>
    Plain,

    /// <summary>A heading.</summary>
    Strong,

    /// <summary>Beside the point.</summary>
    Muted,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>To be looked at.</summary>
    Warning,

    /// <summary>Wrong.</summary>
    Bad,

    /// <summary>Something to do, or to type.</summary>
    Accent,
}

/// <summary>A run of text of one tone. May hold anything: it is made harmless when drawn.</summary>
internal readonly record struct Piece(string Text, Tone Tone = Tone.Plain)
{
    public static implicit operator Piece(string text) => new(text);
}

/// <summary>Text of several tones: a line, or a table's cell.</summary>
internal readonly record struct Phrase(ImmutableArray<Piece> Pieces)
{
    /// <summary>No text.</summary>
    public static Phrase Empty { get; } = new([]);

    /// <summary>Whether there is nothing to see.</summary>
    public bool IsEmpty => Pieces.All(piece => piece.Text.Length == 0);

    public static implicit operator Phrase(string text) => new([text]);

    public static implicit operator Phrase(Piece piece) => new([piece]);

    /// <summary>Several pieces in a row.</summary>
    public static Phrase Of(params ReadOnlySpan<Piece> pieces) => new([.. pieces]);
}
