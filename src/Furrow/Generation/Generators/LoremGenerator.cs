using Furrow.Data.Cells;
using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;
using Furrow.Generation.Vocabulary;

namespace Furrow.Generation.Generators;

/// <summary>
/// Running text without meaning, from one length to another, both included. As many draws as it takes.
/// </summary>
internal sealed class LoremGenerator : CellGenerator
{
    private const int SentencesMin = 3;
    private const int SentencesSpan = 4;

    // No sentence is shorter than that: what would be left goes to the one before, as an ending.
    private const int RestMin = 4;

    private readonly CellKey _key;
    private readonly WordList _words;
    private readonly SentenceBook _book;
    private readonly LoremUnit _unit;
    private readonly int _min;
    private readonly int _span;

    /// <summary>Lengths in the unit, from 0 on.</summary>
    public LoremGenerator(CellKey key, WordList words, LoremUnit unit, int lengthMin, int lengthMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lengthMin);
        ArgumentOutOfRangeException.ThrowIfLessThan(lengthMax, lengthMin);
        (_key, _words, _unit, _min, _span) = (key, words, unit, lengthMin, checked(lengthMax - lengthMin + 1));
        _book = new SentenceBook(key.Fold("sentence"), words);
    }

    /// <inheritdoc />
    public override CellType Type { get; } = new(CellKind.Text);

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        BytesVector texts = (BytesVector)target;
        foreach (ulong address in batch.Addresses)
        {
            DrawStream draws = new(_key, address);
            int length = _min + draws.Next(_span);
            switch (_unit)
            {
                case LoremUnit.Words:
                    WriteWords(length, ref draws, texts);
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

    private void WriteWords(int count, ref DrawStream draws, BytesVector texts)
    {
        for (int i = 0; i < count; i++)
        {
            texts.Write(i > 0 ? " "u8 : []);
            texts.Write(_words[draws.Next(_words.Count)]);
        }
    }

    private void WriteSentences(int count, ref DrawStream draws, BytesVector texts)
    {
        for (int i = 0; i < count; i++)
        {
            texts.Write(i > 0 ? " "u8 : []);
            texts.Write(_book[draws.Next(SentenceBook.Count)]);
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
        for (int blank = 0; left > 0; blank = 1)
        {
            int sentence = draws.Next(SentenceBook.Count);
            texts.Write(blank > 0 ? " "u8 : []);
            left -= blank;
            int rest = left - _book.CharacterCount(sentence);
            if (rest < 0)
            {
                WriteCut(sentence, left, texts);
                return;
            }

            if (rest is > 0 and < RestMin + 1)
            {
                // Latin has endings for that: -s, -um, -que, -ibus.
                texts.Write(_book[sentence][..^1]);
                texts.Write(rest switch { 1 => "s."u8, 2 => "um."u8, 3 => "que."u8, _ => "ibus."u8 });
                return;
            }

            texts.Write(_book[sentence]);
            left = rest;
        }
    }

    private void WriteCut(int sentence, int characterCount, BytesVector texts)
    {
        ReadOnlySpan<byte> text = _book.Cut(sentence, characterCount - 1);
        bool endsInBlank = text is [.., (byte)' '];
        texts.Write(endsInBlank ? text[..^1] : text);
        texts.Write(endsInBlank ? "s."u8 : "."u8);
    }
}
