using System.Text;
using Furrow.Data.Cells;
using Furrow.Generation.Keys;

namespace Furrow.Generation.Generators;

/// <summary>
/// Text by a pattern: <c>#</c> is a digit, <c>?</c> a small letter, <c>*</c> either, what follows <c>\</c> is itself,
/// and all else too: <c>pi_****</c>, <c>+1-202-555-####</c>.
/// </summary>
internal sealed class PatternGenerator : CellGenerator
{
    // Far more than a place of the pattern can need.
    private const int DrawsPerPlace = 1024;

    private readonly CellKey _key;
    private readonly byte[] _text;
    private readonly (int Start, int Length, Alphabet Alphabet)[] _places;

    /// <summary>Reads a pattern.</summary>
    public PatternGenerator(CellKey key, string pattern)
    {
        _key = key;
        List<byte> text = [];
        List<(int Start, int Length, Alphabet Alphabet)> places = [];
        byte[] units = Encoding.UTF8.GetBytes(pattern);
        for (int i = 0; i < units.Length; i++)
        {
            if (units[i] == '\\' && i + 1 < units.Length)
            {
                text.Add(units[++i]);
                continue;
            }

            if (AlphabetOf(units[i]) is { } alphabet)
            {
                bool isNext = places.Count > 0 && places[^1].Start + places[^1].Length == text.Count
                    && places[^1].Alphabet == alphabet;
                if (isNext)
                {
                    places[^1] = places[^1] with { Length = places[^1].Length + 1 };
                }
                else
                {
                    places.Add((text.Count, 1, alphabet));
                }
            }

            text.Add(units[i]);
        }

        (_text, _places) = ([.. text], [.. places]);
    }

    /// <inheritdoc />
    public override CellType Type { get; } = new(CellKind.Text);

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        BytesVector values = (BytesVector)target;
        foreach (ulong address in batch.Addresses)
        {
            Span<byte> text = values.GetSpan(_text.Length)[.._text.Length];
            _text.CopyTo(text);
            for (int i = 0; i < _places.Length; i++)
            {
                (int start, int length, Alphabet alphabet) = _places[i];
                alphabet.Fill(_key, address, i * DrawsPerPlace, text.Slice(start, length));
            }

            values.Advance(text.Length);
            values.EndRow();
        }
    }

    private static Alphabet? AlphabetOf(byte unit) => unit switch
    {
        (byte)'#' => Alphabet.Digits,
        (byte)'?' => Alphabet.Letters,
        (byte)'*' => Alphabet.Alphanumeric,
        _ => null,
    };
}
