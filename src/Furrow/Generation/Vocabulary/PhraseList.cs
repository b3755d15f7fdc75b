using System.Buffers;
using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;

namespace Furrow.Generation.Vocabulary;

/// <summary>What a part of a phrase is.</summary>
internal enum PhrasePartKind
{
    /// <summary>Text as it stands.</summary>
    Text,

    /// <summary>Characters from an alphabet, each drawn.</summary>
    Characters,

    /// <summary>A phrase of another list.</summary>
    Phrase,
}

/// <summary>A part of a phrase.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text, or the alphabet.</param>
/// <param name="Count">How many characters are drawn.</param>
/// <param name="List">The other list.</param>
internal sealed record PhrasePart(PhrasePartKind Kind, byte[] Text, int Count = 0, PhraseList? List = null);

/// <summary>
/// Words some of which have places to be filled: with digits, letters or words of other lists. A phrase takes one draw
/// of its address for itself and one for each place, in order.
/// </summary>
internal sealed class PhraseList(WordList words, PhrasePart[]?[] parts)
{
    /// <summary>The words, where none of them has a place to be filled; otherwise null.</summary>
    public WordList? Plain { get; } = Array.TrueForAll(parts, part => part is null) ? words : null;

    /// <summary>How many phrases there are.</summary>
    public int Count => parts.Length;

    /// <summary>Writes the phrase of an address.</summary>
    public void Write(CellKey key, ulong address, IBufferWriter<byte> target)
    {
        int draw = 0;
        Write(key, address, ref draw, target);
    }

    private void Write(CellKey key, ulong address, ref int draw, IBufferWriter<byte> target)
    {
        int index = Draw.Scale(key.At(address, draw++), parts.Length);
        if (parts[index] is not { } own)
        {
            target.Write(words[index]);
            return;
        }

        foreach (PhrasePart part in own)
        {
            if (part.Kind == PhrasePartKind.Text)
            {
                target.Write(part.Text);
            }
            else if (part.Kind == PhrasePartKind.Phrase)
            {
                part.List!.Write(key, address, ref draw, target);
            }
            else
            {
                ulong number = key.At(address, draw++);
                Span<byte> characters = target.GetSpan(part.Count)[..part.Count];
                for (int i = 0; i < characters.Length; i++)
                {
                    characters[i] = part.Text[Math.BigMul(number, (ulong)part.Text.Length, out number)];
                }

                target.Advance(part.Count);
            }
        }
    }
}
