using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace Furrow.Sensitive.Detection;

/// <summary>IP addresses that a machine may have.</summary>
internal static class IpForm
{
    private const int LengthMin = 4;
    private const int LengthMax = 49;

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF:.");
    private static readonly SearchValues<char> Decimal = SearchValues.Create("0123456789.");

    // RFC 5737 and RFC 3849: documentation. Loopback and "any" say nothing of anybody.
    private static readonly IPNetwork[] NotReal =
    [
        IPNetwork.Parse("192.0.2.0/24"), IPNetwork.Parse("198.51.100.0/24"), IPNetwork.Parse("203.0.113.0/24"),
        IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("240.0.0.0/4"),
        IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("::1/128"), IPNetwork.Parse("::/128"),
    ];

    /// <summary>
    /// Whether this is an address written out, perhaps with the length of its net: four numbers, or IPv6 with two
    /// colons at least. A time (<c>07:30:00</c>) and <c>::</c> are none.
    /// </summary>
    public static bool IsReal(ReadOnlySpan<char> word)
    {
        if (word.Length is < LengthMin or > LengthMax)
        {
            return false;
        }

        int slash = word.IndexOf('/');
        ReadOnlySpan<char> address = slash < 0 ? word : word[..slash];
        return IsWrittenOut(address) && IPAddress.TryParse(address, out IPAddress? parsed)
            && !Array.Exists(NotReal, net => net.Contains(parsed))
            && (parsed.AddressFamily != AddressFamily.InterNetworkV6 || !parsed.IsIPv4MappedToIPv6);
    }

    private static bool IsWrittenOut(ReadOnlySpan<char> address)
    {
        int colons = address.Count(':');
        if (colons >= 2)
        {
            bool isHex = address.IndexOfAnyExcept(Hex) < 0;
            return isHex && (colons == 7 || address.Contains("::", StringComparison.Ordinal));
        }

        return colons == 0 && address.Count('.') == 3 && address.IndexOfAnyExcept(Decimal) < 0
            && address[0] != '.' && address[^1] != '.' && !address.Contains("..", StringComparison.Ordinal);
    }
}
