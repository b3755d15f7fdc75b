using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Furrow.Sensitive.Replacement;

/// <summary>
/// What a value's replacement is drawn from: HMAC-SHA-256 of the value. Half of it tells values apart, the other half
/// chooses words.
/// </summary>
internal struct Draws
{
    private const string Base32 = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int StackBytes = 512;

    /// <summary>How many characters of <see cref="Letters"/> there are.</summary>
    public const int LettersMax = 25;

    /// <summary>How many of <see cref="Digits"/>.</summary>
    public const int DigitsMax = 36;

    private readonly UInt128 _identity;
    private readonly UInt128 _more;
    private UInt128 _choices;

    private Draws(UInt128 identity, UInt128 choices)
    {
        _identity = identity;
        _choices = choices;
        _more = choices;
    }

    /// <summary>What a value gives; another <paramref name="attempt"/> gives something else.</summary>
    public static Draws Of(byte[] key, string value, int attempt)
    {
        int bytes = Encoding.UTF8.GetMaxByteCount(value.Length) + sizeof(int);
        Span<byte> message = bytes <= StackBytes ? stackalloc byte[StackBytes] : new byte[bytes];
        BinaryPrimitives.WriteInt32LittleEndian(message, attempt);
        int length = sizeof(int) + Encoding.UTF8.GetBytes(value, message[sizeof(int)..]);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, message[..length], hash);
        return new Draws(
            BinaryPrimitives.ReadUInt128LittleEndian(hash), BinaryPrimitives.ReadUInt128LittleEndian(hash[16..]));
    }

    /// <summary>A number below <paramref name="count"/>.</summary>
    public int Next(int count)
    {
        int next = (int)(_choices % (uint)count);
        _choices /= (uint)count;
        return next;
    }

    /// <summary>One of some words.</summary>
    public string Of(string[] words) => words[Next(words.Length)];

    /// <summary>The first of 25 letters and digits that tell values apart: 5 bits each.</summary>
    public readonly string Letters(int count)
    {
        Span<char> letters = stackalloc char[LettersMax];
        UInt128 rest = _identity;
        for (int i = 0; i < count; i++)
        {
            letters[i] = Base32[(int)(rest & 31)];
            rest >>= 5;
        }

        return new string(letters[..count]);
    }

    /// <summary>The first of 36 decimal digits that tell values apart.</summary>
    public readonly string Digits(int count)
    {
        Span<char> digits = stackalloc char[DigitsMax];
        UInt128 rest = _identity;
        for (int i = 0; i < count; i++)
        {
            digits[i] = (char)('0' + (int)(rest % 10));
            rest /= 10;
        }

        return new string(digits[..count]);
    }

    /// <summary>The first of 64 hexadecimal digits that tell values apart.</summary>
    public readonly string Hex(int count)
    {
        Span<byte> bytes = stackalloc byte[32];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, _identity);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[16..], _more);
        return Convert.ToHexStringLower(bytes)[..count];
    }
}
