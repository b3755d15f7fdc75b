using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using Furrow.Data.Cells;
using Furrow.Generation.Keys;

namespace Furrow.Generation.Generators;

/// <summary>
/// Network addresses as text, in the form that PostgreSQL writes them in (IPv6: RFC 5952). Two draws.
/// </summary>
internal sealed class NetworkGenerator : CellGenerator
{
    private const int TextLengthMax = 48;

    private readonly CellKey _key;
    private readonly NetworkKind _kind;
    private readonly bool _isIpv4;
    private readonly int _prefixLength;
    private readonly UInt128 _network;
    private readonly UInt128 _free;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">The network is none, or shorter than the prefixes.</exception>
    public NetworkGenerator(CellKey key, NetworkOptions options)
    {
        (_key, _kind) = (key, options.Kind);
        if (!IPNetwork.TryParse(options.Network, out IPNetwork network))
        {
            throw new ArgumentException("A network is written as 10.0.0.0/8.", nameof(options));
        }

        byte[] bytes = network.BaseAddress.GetAddressBytes();
        _isIpv4 = bytes.Length == sizeof(uint);
        _prefixLength = _kind == NetworkKind.Cidr ? options.PrefixLength : 8 * bytes.Length;
        if (_prefixLength < network.PrefixLength || _prefixLength > 8 * bytes.Length)
        {
            throw new ArgumentException(
                "A network inside another has a prefix as long as it at least.", nameof(options));
        }

        _network = _isIpv4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
        _free = Low((8 * bytes.Length) - network.PrefixLength) & ~Low((8 * bytes.Length) - _prefixLength);
    }

    /// <inheritdoc />
    public override CellType Type { get; } = new(CellKind.Text);

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        BytesVector texts = (BytesVector)target;
        foreach (ulong address in batch.Addresses)
        {
            UInt128 number = new(_key.At(address), _key.At(address, 0));
            Span<byte> text = texts.GetSpan(TextLengthMax);
            int length = _kind == NetworkKind.Mac ? WriteMac((ulong)(number >> 64), text)
                : _isIpv4 ? WriteIpv4((uint)(_network | (Fit(number) & _free)), text)
                : WriteIpv6(_network | (number & _free), text);
            if (_kind == NetworkKind.Cidr)
            {
                text[length++] = (byte)'/';
                _prefixLength.TryFormat(text[length..], out int digits, provider: CultureInfo.InvariantCulture);
                length += digits;
            }

            texts.Advance(length);
            texts.EndRow();
        }
    }

    private static UInt128 Low(int bits) => bits == 0 ? 0 : UInt128.MaxValue >> (128 - bits);

    private static UInt128 Fit(UInt128 number) => (uint)(number >> 96);

    private static int WriteMac(ulong number, Span<byte> text)
    {
        // Bit 1 of the first byte: locally administered; bit 0: of a group.
        number = (number & ~0x0300_0000_0000UL) | 0x0200_0000_0000;
        for (int i = 0; i < 6; i++)
        {
            int unit = (int)(number >> (40 - (8 * i))) & 255;
            text[3 * i] = "0123456789abcdef"u8[unit >> 4];
            text[(3 * i) + 1] = "0123456789abcdef"u8[unit & 15];
            text[(3 * i) + 2] = (byte)':';
        }

        return 17;
    }

    private static int WriteIpv4(uint address, Span<byte> text)
    {
        int length = 0;
        for (int shift = 24; shift >= 0; shift -= 8)
        {
            uint unit = (address >> shift) & 255;
            unit.TryFormat(text[length..], out int digits, provider: CultureInfo.InvariantCulture);
            length += digits;
            text[length++] = (byte)'.';
        }

        return length - 1;
    }

    // Groups in hex without leading zeros; the first of the longest runs of two or more zero groups is `::`.
    private static int WriteIpv6(UInt128 address, Span<byte> text)
    {
        (int runStart, int runLength) = LongestZeros(address);
        int length = 0;
        for (int i = 0; i < 8; i++)
        {
            if (i == runStart)
            {
                text[length++] = (byte)':';
                i += runLength - 1;
                if (i == 7)
                {
                    text[length++] = (byte)':';
                }

                continue;
            }

            if (i > 0)
            {
                text[length++] = (byte)':';
            }

            Group(address, i).TryFormat(text[length..], out int digits, "x", CultureInfo.InvariantCulture);
            length += digits;
        }

        return length;
    }

    private static ushort Group(UInt128 address, int index) => (ushort)(address >> (112 - (16 * index)));

    private static (int Start, int Length) LongestZeros(UInt128 address)
    {
        (int Start, int Length) longest = (-1, 1);
        for (int i = 0; i < 8; i++)
        {
            int end = i;
            while (end < 8 && Group(address, end) == 0)
            {
                end++;
            }

            longest = end - i > longest.Length ? (i, end - i) : longest;
            i = Math.Max(i, end - 1);
        }

        return longest;
    }
}
