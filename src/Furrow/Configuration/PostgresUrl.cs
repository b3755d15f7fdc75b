using System.Globalization;
using System.Text;

namespace Furrow.Configuration;

/// <summary>
/// Reads <c>postgres://user:password@host:port/database?parameter=value</c> (PostgreSQL manual, "Connection URIs").
/// Cuts first and percent-decodes after, so that an encoded character never separates anything.
/// </summary>
internal static class PostgresUrl
{
    private static readonly UTF8Encoding StrictUtf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What follows <c>postgres://</c>.</summary>
    public static DatabaseAddress Parse(string rest, ValueOrigin origin)
    {
        var builder = new PostgresAddressBuilder(origin);
        int authorityEnd = rest.IndexOfAny(['/', '?']);
        string authority = authorityEnd < 0 ? rest : rest[..authorityEnd];
        string tail = authorityEnd < 0 ? "" : rest[authorityEnd..];
        int queryStart = tail.IndexOf('?', StringComparison.Ordinal);
        string path = queryStart < 0 ? tail : tail[..queryStart];

        // A password with a bare '/' or '?' moves the @ here, and would be shown as the database's name.
        if (tail.Contains('@', StringComparison.Ordinal))
        {
            throw origin.Invalid(
                "an '@' follows the first '/' or '?'",
                "percent-encode what belongs to a password or a value: / is %2F, ? is %3F, @ is %40");
        }

        // The last @ ends the user, so that a password with a stray one still reads as it was meant.
        int at = authority.LastIndexOf('@');
        if (at >= 0) AddUser(builder, authority[..at], origin);
        AddHosts(builder, authority[(at + 1)..], origin);
        builder.Add("dbname", Decode(path.Length > 0 ? path[1..] : "", "database", origin));
        if (queryStart >= 0) AddParameters(builder, tail[(queryStart + 1)..], origin);
        return builder.Build();
    }

    private static void AddUser(PostgresAddressBuilder builder, string text, ValueOrigin origin)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        builder.Add("user", Decode(colon < 0 ? text : text[..colon], "user", origin));
        if (colon >= 0) builder.Add("password", Decode(text[(colon + 1)..], "password", origin));
    }

    private static void AddHosts(PostgresAddressBuilder builder, string text, ValueOrigin origin)
    {
        string[] hosts = text.Split(',');
        if (hosts.Length == 1)
        {
            (string host, string port) = SplitPort(text, builder, origin);
            builder.Add("host", Decode(host, "host", origin)).Add("port", port);
            return;
        }

        // Npgsql takes several hosts in one value, each with its own port.
        var list = new List<string>();
        foreach (string one in hosts)
        {
            (string host, string port) = SplitPort(one, builder, origin);
            string decoded = Decode(host, "host", origin);
            if (decoded.Length == 0) throw origin.Invalid("one of the hosts is empty");
            string shown = decoded.Contains(':', StringComparison.Ordinal) ? $"[{decoded}]" : decoded;
            list.Add(port.Length == 0 ? shown : $"{shown}:{port}");
        }

        builder.Add("host", string.Join(',', list));
    }

    private static (string Host, string Port) SplitPort(string text, PostgresAddressBuilder builder, ValueOrigin origin)
    {
        int hostEnd = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) : -1;
        if (text.StartsWith('[') && hostEnd < 0)
            throw origin.Invalid("the address in brackets is never closed", "write an IPv6 address as [::1]");

        int colon = text.IndexOf(':', hostEnd + 1);
        string host = hostEnd >= 0 ? text[1..hostEnd] : colon < 0 ? text : text[..colon];
        if (hostEnd >= 0 && hostEnd + 1 < text.Length && colon != hostEnd + 1)
            throw origin.Invalid("something other than a port follows the address in brackets");

        string port = colon < 0 ? "" : text[(colon + 1)..];
        bool isPort = PostgresKeywords.TryConvert(PostgresKeywords.Port, port, out _, out _);
        return port.Length == 0 || isPort ? (host, port) : throw builder.BadPort();
    }

    private static void AddParameters(PostgresAddressBuilder builder, string query, ValueOrigin origin)
    {
        foreach (string pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw origin.Invalid(
                    "a parameter after '?' is not name=value", "percent-encode a '&' or '?' that belongs to a value");
            }

            string name = Decode(pair[..equals], "name of a parameter", origin);
            builder.Add(name, Decode(pair[(equals + 1)..], "value of a parameter", origin));
        }
    }

    private static string Decode(string text, string part, ValueOrigin origin)
    {
        if (!text.Contains('%', StringComparison.Ordinal)) return text;

        var result = new StringBuilder(text.Length);
        var bytes = new List<byte>();
        for (int at = 0; at < text.Length;)
        {
            if (text[at] != '%')
            {
                result.Append(text[at++]);
                continue;
            }

            bytes.Clear();
            for (; at < text.Length && text[at] == '%'; at += 3) bytes.Add(DecodeByte(text, at, part, origin));
            result.Append(DecodeCharacters([.. bytes], part, origin));
        }

        return result.ToString();
    }

    private static byte DecodeByte(string text, int at, string part, ValueOrigin origin)
    {
        bool whole = at + 2 < text.Length;
        ReadOnlySpan<char> digits = whole ? text.AsSpan(at + 1, 2) : [];
        if (byte.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
            return value;
        throw origin.Invalid(
            $"bad percent-encoding in the {part}: '%' without two hexadecimal digits", "write a '%' itself as %25");
    }

    private static string DecodeCharacters(byte[] bytes, string part, ValueOrigin origin)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw origin.Invalid($"bad percent-encoding in the {part}: the bytes are not UTF-8");
        }
    }
}
