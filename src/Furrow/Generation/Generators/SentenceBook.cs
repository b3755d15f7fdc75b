using System.Text;
using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;
using Furrow.Generation.Vocabulary;

namespace Furrow.Generation.Generators;

/// <summary>
/// Sentences made in advance, 2,048 of 4 to 12 words each: running text is put together of them, since copying a
/// sentence costs hardly more than drawing one word.
/// </summary>
internal sealed class SentenceBook
{
    /// <summary>How many there are.</summary>
    public const int Count = 2048;

    private const int WordsMin = 4;
    private const int WordsSpan = 9;

    private readonly byte[] _text;
    private readonly int[] _ends = new int[Count];
    private readonly int[] _characterCounts = new int[Count];

    /// <summary>Makes the sentences of a key.</summary>
    public SentenceBook(CellKey key, WordList words)
    {
        List<byte> text = [];
        Span<byte> capital = stackalloc byte[4];
        for (int i = 0; i < Count; i++)
        {
            int start = text.Count;
            DrawStream draws = new(key, (ulong)i);
            for (int left = WordsMin + draws.Next(WordsSpan); left > 0; left--)
            {
                ReadOnlySpan<byte> word = words[draws.Next(words.Count)];
                if (text.Count > start)
                {
                    text.Add((byte)' ');
                }
                else if (!word.IsEmpty)
                {
                    Rune.DecodeFromUtf8(word, out Rune rune, out int length);
                    text.AddRange(capital[..Rune.ToUpperInvariant(rune).EncodeToUtf8(capital)]);
                    word = word[length..];
                }

                text.AddRange(word);
            }

            text.Add((byte)'.');
            _ends[i] = text.Count;
        }

        _text = [.. text];
        for (int i = 0; i < Count; i++)
        {
            foreach (byte unit in this[i])
            {
                _characterCounts[i] += (unit & 0xC0) == 0x80 ? 0 : 1;
            }
        }
    }

    /// <summary>A sentence, with its full stop.</summary>
    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            int start = index == 0 ? 0 : _ends[index - 1];
            return _text.AsSpan(start, _ends[index] - start);
        }
    }

    /// <summary>How many characters a sentence has.</summary>
    public int CharacterCount(int index) => _characterCounts[index];

    /// <summary>The first characters of a sentence.</summary>
    public ReadOnlySpan<byte> Cut(int index, int characterCount)
    {
        ReadOnlySpan<byte> sentence = this[index];
        if (sentence.Length == _characterCounts[index])
        {
            return sentence[..characterCount];
        }

        int end = 0;
        for (; characterCount > 0; characterCount--)
        {
            Rune.DecodeFromUtf8(sentence[end..], out _, out int length);
            end += length;
        }

        return sentence[..end];
    }
}
