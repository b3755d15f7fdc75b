using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Furrow.Sensitive.Replacement;

/// <summary>
/// Replaces digits by digits and letters by letters and leaves the rest: <c>AB-1207</c> becomes <c>QK-5931</c>. A
/// permutation of all texts of one pattern, so that no two of them become one; letters beyond ASCII become ASCII ones,
/// which is no permutation.
/// </summary>
internal sealed class CodePermutation(byte[] key)
{
    private static readonly SearchValues<char> Kept = SearchValues.Create(" \t\r\n!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");

    /// <summary>The replacement of a text.</summary>
    public string Apply(string value)
    {
        List<Place> places = Read(value, out string pattern);
        List<(int Start, int End, UInt128 Size)> chunks = Cut(places);
        for (int i = 0; i < chunks.Count; i++)
        {
            Permute(places, chunks[i], pattern);
        }

        return Write(places);
    }

    // What is beyond ASCII goes into the pattern, so that it still makes a difference.
    private static List<Place> Read(string value, out string pattern)
    {
        List<Place> places = new(value.Length);
        StringBuilder shape = new(value.Length);
        foreach (Rune rune in value.EnumerateRunes())
        {
            Place place = rune.Value switch
            {
                >= '0' and <= '9' => new Place('0', 10, rune.Value - '0'),
                >= 'a' and <= 'z' => new Place('a', 26, rune.Value - 'a'),
                >= 'A' and <= 'Z' => new Place('A', 26, rune.Value - 'A'),
                _ when rune.IsAscii && Kept.Contains((char)rune.Value) => new Place((char)rune.Value, 1, 0),
                _ => new Place(Rune.IsUpper(rune) ? 'A' : 'a', 26, rune.Value % 26),
            };
            places.Add(place);
            shape.Append(rune.IsAscii ? place.First : rune);
        }

        pattern = shape.ToString();
        return places;
    }

    // Each as long as its number of values allows.
    private static List<(int Start, int End, UInt128 Size)> Cut(List<Place> places)
    {
        List<(int, int, UInt128)> chunks = [];
        int start = 0;
        UInt128 size = 1;
        for (int i = 0; i < places.Count; i++)
        {
            uint radix = (uint)places[i].Radix;
            if (size > DomainPermutation.SizeMax / radix)
            {
                chunks.Add((start, i, size));
                (start, size) = (i, 1);
            }

            size *= radix;
        }

        chunks.Add((start, places.Count, size));
        return chunks;
    }

    // The others of several chunks are part of the key: those before as they have become, those behind as they were, so
    // that the last one can be taken back first.
    private void Permute(List<Place> places, (int Start, int End, UInt128 Size) chunk, string pattern)
    {
        StringBuilder around = new(pattern);
        for (int i = 0; i < places.Count; i++)
        {
            if (i < chunk.Start || i >= chunk.End)
            {
                around.Append('\0').Append(places[i].Character);
            }
        }

        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(around.Append(chunk.Start).ToString()), hash);
        UInt128 number = 0;
        for (int i = chunk.Start; i < chunk.End; i++)
        {
            number = (number * (uint)places[i].Radix) + (uint)places[i].Value;
        }

        number = DomainPermutation.Apply(number, chunk.Size, new SipHash(hash));
        for (int i = chunk.End - 1; i >= chunk.Start; i--)
        {
            uint radix = (uint)places[i].Radix;
            places[i] = places[i] with { Value = (int)(number % radix) };
            number /= radix;
        }
    }

    private static string Write(List<Place> places) =>
        string.Create(places.Count, places, (text, all) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = all[i].Character;
            }
        });

    // What stands at one place: the first of its kind, how many there are, and which one.
    private readonly record struct Place(char First, int Radix, int Value)
    {
        public char Character => (char)(First + Value);
    }
}
