using System.Text;
using Furrow.Data.Cells;
using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;
using Furrow.Generation.Vocabulary;

namespace Furrow.Generation.Generators;

/// <summary>What running text is counted in.</summary>
public enum LoremUnit
{
    /// <summary>Words, in small letters, nothing else.</summary>
    Words,

    /// <summary>Sentences of 4 to 12 words.</summary>
    Sentences,

    /// <summary>Paragraphs of 3 to 6 sentences, each on a line of its own.</summary>
    Paragraphs,

    /// <summary>Characters: sentences, cut to an exact length, with a full stop at the end.</summary>
    Characters,
}

/// <summary>
/// Running text without meaning, from one length to another, both included. As many draws as it takes.
/// </summary>
internal sealed class LoremGenerator : CellGenerator
{
    private const int WordsMin = 4;
    private const int WordsSpan = 9;
    private const int SentencesMin = 3;
    private const int SentencesSpan = 4;

    // A sentence that ends closer to the end of the text than that goes on.
    private const int CharactersLeftMin = 24;

    private readonly CellKey _key;
    private readonly WordList _words;
    private readonly LoremUnit _unit;
    private readonly int _min;
    private readonly int _span;

    /// <summary>Lengths in the unit, from 0 on.</summary>
    public LoremGenerator(CellKey key, WordList words, LoremUnit unit, int lengthMin, int lengthMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lengthMin);
        ArgumentOutOfRangeException.ThrowIfLessThan(lengthMax, lengthMin);
        (_key, _words, _unit, _min, _span) = (key, words, unit, lengthMin, lengthMax - lengthMin + 1);
    }

    /// <inheritdoc />
    public override CellType Type { get; } = new(CellKind.Text);

    /// <inheritdoc />
    public override void Fill(RowBatch batch, CellVector target)
    {
        BytesVector texts = (BytesVector)target;
        foreach (ulong address in batch.Addresses)
        {
            DrawStream draws = new(_key, address);
            int length = _min + draws.Next(_span);
            switch (_unit)
            {
                case LoremUnit.Words:
                    WriteWords(length, isSentence: false, ref draws, texts);
                    break;
                case LoremUnit.Sentences:
                    WriteSentences(length, ref draws, texts);
                    break;
                case LoremUnit.Paragraphs:
                    WriteParagraphs(length, ref draws, texts);
                    break;
                default:
                    WriteCharacters(length, ref draws, texts);
                    break;
            }

            texts.EndRow();
        }
    }

    private void WriteWords(int count, bool isSentence, ref DrawStream draws, BytesVector texts)
    {
        for (int i = 0; i < count; i++)
        {
            if (i > 0)
            {
                texts.Write(" "u8);
            }

            ReadOnlySpan<byte> word = _words[draws.Next(_words.Count)];
            texts.Write(isSentence && i == 0 ? Capital(word, texts) : word);
        }
    }

    private void WriteSentences(int count, ref DrawStream draws, BytesVector texts)
    {
        for (int i = 0; i < count; i++)
        {
            texts.Write(i > 0 ? " "u8 : []);
            WriteWords(WordsMin + draws.Next(WordsSpan), isSentence: true, ref draws, texts);
            texts.Write("."u8);
        }
    }

    private void WriteParagraphs(int count, ref DrawStream draws, BytesVector texts)
    {
        for (int i = 0; i < count; i++)
        {
            texts.Write(i > 0 ? "\n"u8 : []);
            WriteSentences(SentencesMin + draws.Next(SentencesSpan), ref draws, texts);
        }
    }

    private void WriteCharacters(int left, ref DrawStream draws, BytesVector texts)
    {
        bool isFirst = true;
        while (left > 0)
        {
            for (int words = WordsMin + draws.Next(WordsSpan); words > 0 || left < CharactersLeftMin; words--)
            {
                ReadOnlySpan<byte> word = _words[draws.Next(_words.Count)];
                int blank = isFirst ? 0 : 1;
                int length = CharacterCount(word);
                if (left <= blank + length + 1)
                {
                    WriteLast(word, left, blank, texts);
                    return;
                }

                texts.Write(blank > 0 ? " "u8 : []);
                texts.Write(isFirst ? Capital(word, texts) : word);
                (left, isFirst) = (left - blank - length, false);
            }

            texts.Write(". "u8);
            (left, isFirst) = (left - 2, true);
        }
    }

    // As much of the word as there is room for, so that the text is as long as it is to be.
    private static void WriteLast(ReadOnlySpan<byte> word, int left, int blank, BytesVector texts)
    {
        bool isBlank = blank > 0 && left > 2;
        texts.Write(isBlank ? " "u8 : []);
        int count = left - 1 - (isBlank ? 1 : 0);
        int end = 0;
        for (; count > 0 && end < word.Length; count--)
        {
            Rune.DecodeFromUtf8(word[end..], out _, out int length);
            end += length;
        }

        texts.Write(word[..end]);
        texts.Write("."u8);
    }

    private static int CharacterCount(ReadOnlySpan<byte> text)
    {
        int count = 0;
        foreach (byte unit in text)
        {
            count += (unit & 0xC0) == 0x80 ? 0 : 1;
        }

        return count;
    }

    // Writes the first letter as a capital; what is left to write is the rest.
    private static ReadOnlySpan<byte> Capital(ReadOnlySpan<byte> word, BytesVector texts)
    {
        if (word.IsEmpty)
        {
            return word;
        }

        Rune.DecodeFromUtf8(word, out Rune rune, out int length);
        Span<byte> first = stackalloc byte[4];
        texts.Write(first[..Rune.ToUpperInvariant(rune).EncodeToUtf8(first)]);
        return word[length..];
    }
}
