using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Furrow.Postgres.Loading;

/// <summary>inet and cidr (network.c): family, bits of the mask, whether cidr, length, address.</summary>
internal static class NetworkForm
{
    private const byte Inet4 = 2;
    private const byte Inet6 = 3;
    private const int HeadBytes = 4;
    private const int AddressBytesMax = 16;

    public const int ByteCountMax = HeadBytes + AddressBytesMax;

    public static bool TryWrite(ReadOnlySpan<byte> text, bool isCidr, Span<byte> target, out int byteCount)
    {
        byteCount = 0;
        int slash = text.IndexOf((byte)'/');
        ReadOnlySpan<byte> written = slash < 0 ? text : text[..slash];
        if (!IsWhole(written)
            || !IPAddress.TryParse(Encoding.UTF8.GetString(written), out IPAddress? address)
            || !address.TryWriteBytes(target[HeadBytes..], out int length))
        {
            return false;
        }

        int bits = length * 8;
        if (slash >= 0 && !TryReadMask(text[(slash + 1)..], ref bits))
        {
            return false;
        }

        target[0] = address.AddressFamily == AddressFamily.InterNetwork ? Inet4 : Inet6;
        target[1] = (byte)bits;
        target[2] = isCidr ? (byte)1 : (byte)0;
        target[3] = (byte)length;
        byteCount = HeadBytes + length;
        return true;
    }

    private static bool TryReadMask(ReadOnlySpan<byte> text, ref int bits)
    {
        int bitsMax = bits;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out bits) && bits <= bitsMax;
    }

    // The framework reads more than addresses: 1, 0x7f.1, [::1], fe80::1%eth0.
    private static bool IsWhole(ReadOnlySpan<byte> address) =>
        address.Contains((byte)':')
            ? !address.ContainsAny((byte)'%', (byte)'[')
            : address.Count((byte)'.') == 3 && !address.ContainsAnyExceptInRange((byte)'.', (byte)'9');
}

internal readonly struct InetForm : ITextForm
{
    public static int ByteCountMax(int textLength) => NetworkForm.ByteCountMax;

    public static bool TryWrite(ReadOnlySpan<byte> text, Span<byte> target, out int byteCount) =>
        NetworkForm.TryWrite(text, isCidr: false, target, out byteCount);
}

internal readonly struct CidrForm : ITextForm
{
    public static int ByteCountMax(int textLength) => NetworkForm.ByteCountMax;

    public static bool TryWrite(ReadOnlySpan<byte> text, Span<byte> target, out int byteCount) =>
        NetworkForm.TryWrite(text, isCidr: true, target, out byteCount);
}

/// <summary>Six bytes: <c>08:00:2b:01:02:03</c>, or with hyphens, dots or nothing between.</summary>
internal readonly struct MacForm : ITextForm
{
    private const int Bytes = 6;

    public static int ByteCountMax(int textLength) => Bytes;

    public static bool TryWrite(ReadOnlySpan<byte> text, Span<byte> target, out int byteCount) =>
        HexDigits.TryRead(text, target, out byteCount) && byteCount == Bytes;
}

/// <summary>Eight bytes; of six the server makes eight.</summary>
internal readonly struct Mac8Form : ITextForm
{
    private const int Bytes = 8;
    private const int ShortBytes = 6;

    public static int ByteCountMax(int textLength) => Bytes;

    public static bool TryWrite(ReadOnlySpan<byte> text, Span<byte> target, out int byteCount) =>
        HexDigits.TryRead(text, target, out byteCount) && byteCount is Bytes or ShortBytes;
}

/// <summary>Bits written as 0 and 1 (varbit.c): how many, and they from the left.</summary>
internal readonly struct BitsForm : ITextForm
{
    private const int CountBytes = 4;

    public static int ByteCountMax(int textLength) => CountBytes + ((textLength + 7) / 8);

    public static bool TryWrite(ReadOnlySpan<byte> text, Span<byte> target, out int byteCount)
    {
        byteCount = ByteCountMax(text.Length);
        target.Clear();
        BinaryPrimitives.WriteInt32BigEndian(target, text.Length);
        for (int place = 0; place < text.Length; place++)
        {
            if (text[place] is not ((byte)'0' or (byte)'1'))
            {
                return false;
            }

            target[CountBytes + (place / 8)] |= (byte)((text[place] - '0') << (7 - (place % 8)));
        }

        return true;
    }
}

/// <summary><c>"char"</c>: one byte, and for empty text none but zero.</summary>
internal readonly struct SingleByteForm : ITextForm
{
    public static int ByteCountMax(int textLength) => 1;

    public static bool TryWrite(ReadOnlySpan<byte> text, Span<byte> target, out int byteCount)
    {
        byteCount = 1;
        target[0] = text.IsEmpty ? (byte)0 : text[0];
        return text.Length <= 1;
    }
}

/// <summary>Reads pairs of hex digits.</summary>
internal static class HexDigits
{
    public static bool TryRead(ReadOnlySpan<byte> text, Span<byte> target, out int byteCount)
    {
        byteCount = 0;
        int digits = 0;
        foreach (byte letter in text)
        {
            if (letter is (byte)':' or (byte)'-' or (byte)'.')
            {
                continue;
            }

            if (!char.IsAsciiHexDigit((char)letter) || digits / 2 == target.Length)
            {
                return false;
            }

            int digit = letter <= '9' ? letter - '0' : (letter | 0x20) - 'a' + 10;
            target[digits / 2] = (byte)((digits % 2 == 0 ? 0 : target[digits / 2] << 4) | digit);
            digits++;
        }

        byteCount = digits / 2;
        return digits % 2 == 0;
    }
}
