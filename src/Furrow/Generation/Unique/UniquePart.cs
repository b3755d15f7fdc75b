using System.Text;
using Furrow.Data.Cells;
using Furrow.Generation.Generators;
using Furrow.Generation.Vocabulary;

namespace Furrow.Generation.Unique;

/// <summary>What a part of a unique template is.</summary>
internal enum UniquePartKind
{
    /// <summary>Text, the same in every row.</summary>
    Text,

    /// <summary>Words of a list.</summary>
    Words,

    /// <summary>A number with a fixed number of digits.</summary>
    Digits,

    /// <summary>The row's number in its table.</summary>
    Row,
}

/// <summary>
/// A part of a unique template. Words that are written alike but for case are one, so that each of its values, and no
/// other, makes another text also where case does not count.
/// </summary>
internal sealed class UniquePart
{
    private const int DigitsMax = 18;

    private UniquePart(UniquePartKind kind, ulong count)
    {
        Kind = kind;
        Count = count;
    }

    /// <summary>What it is.</summary>
    public UniquePartKind Kind { get; }

    /// <summary>How many values it has; of the row's number one, since it is drawn by nothing.</summary>
    public ulong Count { get; }

    /// <summary>How many digits a number has.</summary>
    public int DigitCount { get; private init; }

    /// <summary>How each word is written in the text; of text the text alone.</summary>
    public WordList Written { get; private init; } = WordList.Of([""]);

    /// <summary>The words as the list has them.</summary>
    public WordList Words { get; private init; } = WordList.Of([""]);

    /// <summary>How many words were left out because they are written as others are, or not at all.</summary>
    public int MergedCount { get; private init; }

    /// <summary>Text as it stands.</summary>
    public static UniquePart OfText(string text) =>
        new(UniquePartKind.Text, 1) { Written = WordList.Of([text]) };

    /// <summary>A number from 0 to 10^digits - 1, with zeros in front; up to 18 digits.</summary>
    public static UniquePart OfDigits(int digitCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(digitCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digitCount, DigitsMax);
        ulong count = 1;
        for (int i = 0; i < digitCount; i++)
        {
            count *= 10;
        }

        return new UniquePart(UniquePartKind.Digits, count) { DigitCount = digitCount };
    }

    /// <summary>The row's number, from 0.</summary>
    public static UniquePart OfRow() => new(UniquePartKind.Row, 1);

    /// <summary>Words of a list, folded.</summary>
    public static UniquePart OfWords(WordList words, TextFold fold)
    {
        List<string> written = [];
        List<string> originals = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        BytesVector folded = new(CellKind.Text);
        folded.Reset(words.Count);
        for (int i = 0; i < words.Count; i++)
        {
            TextFolder.Write(words[i], fold, folded);
            folded.EndRow();
            string text = Encoding.UTF8.GetString(folded[i]);
            if (text.Length > 0 && seen.Add(WithoutCase(text)))
            {
                written.Add(text);
                originals.Add(words.TextOf(i));
            }
        }

        return written.Count == 0
            ? new UniquePart(UniquePartKind.Words, 1) { MergedCount = words.Count - 1 }
            : new UniquePart(UniquePartKind.Words, (ulong)written.Count)
            {
                Written = WordList.Of(written),
                Words = WordList.Of(originals),
                MergedCount = words.Count - written.Count,
            };
    }

    /// <summary>
    /// How a text looks where case does not count. Up and down again, since some letters have two small forms; that
    /// takes more for equal than databases do, never less.
    /// </summary>
    public static string WithoutCase(string text) => text.ToUpperInvariant().ToLowerInvariant();
}
