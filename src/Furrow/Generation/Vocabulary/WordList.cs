using System.Text;

namespace Furrow.Generation.Vocabulary;

/// <summary>Words of one kind in one language, in UTF-8, as slices of the data that they were read from.</summary>
public sealed class WordList
{
    private readonly byte[] _data;
    private readonly int[] _starts;
    private readonly int[] _lengths;

    internal WordList(byte[] data, IReadOnlyList<(int Start, int Length)> words)
    {
        _data = data;
        _starts = [.. words.Select(word => word.Start)];
        _lengths = [.. words.Select(word => word.Length)];
    }

    /// <summary>How many words there are; at least one. A word that is there twice is taken twice as often.</summary>
    public int Count => _starts.Length;

    /// <summary>The bytes of the longest one.</summary>
    public int ByteCountMax => _lengths.Max();

    /// <summary>A word's UTF-8 bytes.</summary>
    public ReadOnlySpan<byte> this[int index] => _data.AsSpan(_starts[index], _lengths[index]);

    /// <summary>A list of given words.</summary>
    public static WordList Of(IEnumerable<string> words)
    {
        List<byte> data = [];
        List<(int, int)> slices = [];
        foreach (string word in words)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(word);
            slices.Add((data.Count, bytes.Length));
            data.AddRange(bytes);
        }

        return new WordList([.. data], slices);
    }

    /// <summary>A word as text.</summary>
    public string TextOf(int index) => Encoding.UTF8.GetString(this[index]);

    // Both are of the same locale, so that no byte is copied.
    internal WordList With(WordList other) =>
        new(_data, [.. _starts.Zip(_lengths), .. other._starts.Zip(other._lengths)]);
}
