using System.Text;
using Furrow.Generation.Keys;

namespace Furrow.Generation.Generators;

/// <summary>Characters to draw from, each equally likely; ASCII.</summary>
internal sealed class Alphabet
{
    // With up to 64 characters the last of so many is as good as even: 64^6 is 2^-28 of a number's range.
    private const int CharactersPerDraw = 6;

    private readonly byte[] _characters;

    private Alphabet(string characters) => _characters = Encoding.ASCII.GetBytes(characters);

    /// <summary>0 to 9.</summary>
    public static Alphabet Digits { get; } = new("0123456789");

    /// <summary>a to z.</summary>
    public static Alphabet Letters { get; } = new("abcdefghijklmnopqrstuvwxyz");

    /// <summary>a to z and 0 to 9.</summary>
    public static Alphabet Alphanumeric { get; } = new("abcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>0 to 9 and a to f.</summary>
    public static Alphabet Hex { get; } = new("0123456789abcdef");

    /// <summary>RFC 4648's base 32, in capitals.</summary>
    public static Alphabet Base32 { get; } = new("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");

    /// <summary>0 and 1.</summary>
    public static Alphabet Bits { get; } = new("01");

    /// <summary>Up to 64 different characters of ASCII.</summary>
    public static Alphabet Of(string characters)
    {
        ArgumentOutOfRangeException.ThrowIfZero(characters.Length, nameof(characters));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(characters.Length, 64, nameof(characters));
        return Ascii.IsValid(characters)
            ? new Alphabet(characters)
            : throw new ArgumentException("Alphabets are of ASCII.", nameof(characters));
    }

    /// <summary>Draws each character of a text; draws are counted on from the given one.</summary>
    public void Fill(CellKey key, ulong address, int draw, Span<byte> text)
    {
        ulong radix = (ulong)_characters.Length;
        while (!text.IsEmpty)
        {
            ulong number = key.At(address, draw++);
            int count = Math.Min(text.Length, CharactersPerDraw);
            for (int i = 0; i < count; i++)
            {
                text[i] = _characters[Math.BigMul(number, radix, out number)];
            }

            text = text[count..];
        }
    }
}
