using System.Buffers;
using Furrow.Schema;

namespace Furrow.Data;

/// <summary>Bytes: <c>\x</c> and hex digits, <c>base64:</c> and base64, or what the file itself calls binary.</summary>
internal static class BytesConversion
{
    private const string Base64Prefix = "base64:";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    public static Conversion Convert(ColumnType type, SeedValue value)
    {
        if (value is BinaryValue binary)
        {
            return OfBase64(type, value, binary.Base64);
        }

        if (value.Scalar?.Trim() is not { } text || value is NumberToken or BooleanToken)
        {
            return Conversion.Fail(type, value);
        }

        if (text.StartsWith(Base64Prefix, StringComparison.Ordinal))
        {
            return OfBase64(type, value, text[Base64Prefix.Length..]);
        }

        bool isHex = text.StartsWith(CanonicalText.BytesPrefix, StringComparison.Ordinal)
            && text.Length % 2 == 0
            && text.AsSpan(CanonicalText.BytesPrefix.Length).IndexOfAnyExcept(HexDigits) < 0;
        return isHex ? Conversion.Of(text.ToLowerInvariant()) : Conversion.Fail(type, value);
    }

    private static Conversion OfBase64(ColumnType type, SeedValue value, string base64)
    {
        byte[] bytes = new byte[(base64.Length / 4 * 3) + 3];
        return System.Convert.TryFromBase64String(base64, bytes, out int length)
            ? Conversion.Of(CanonicalText.BytesPrefix + System.Convert.ToHexStringLower(bytes.AsSpan(0, length)))
            : Conversion.Fail(type, value, "something that is no base64");
    }
}
