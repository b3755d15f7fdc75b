using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Furrow.Sql;

/// <summary>Undoes the escapes of one field of COPY text.</summary>
internal static class CopyField
{
    /// <summary>The field's value; null when the server would refuse it.</summary>
    public static string? Decode(ReadOnlySpan<char> raw)
    {
        if (raw.ContainsAny('\r', '\0'))
            return null;
        if (!raw.Contains('\\'))
            return raw.ToString();

        var value = new StringBuilder(raw.Length);
        var bytes = new List<byte>();
        int at = 0;
        while (at < raw.Length)
        {
            if (TryReadByte(raw, at, out byte read, out int width))
            {
                // Octal and hexadecimal escapes are bytes; several together may form one character.
                bytes.Add(read);
            }
            else
            {
                if (!Flush(bytes, value))
                    return null;
                width = AppendCharacter(raw[at..], value);
            }

            at += width;
        }

        return Flush(bytes, value) ? value.ToString() : null;
    }

    private static bool TryReadByte(ReadOnlySpan<char> raw, int at, out byte read, out int width)
    {
        read = 0;
        width = 0;
        if (raw[at] != '\\' || at + 1 >= raw.Length)
            return false;

        bool isHex = raw[at + 1] == 'x';
        int first = at + (isHex ? 2 : 1);
        int value = 0;
        int end = first;
        while (end < raw.Length && end < first + (isHex ? 2 : 3) && DigitOf(raw[end], isHex) is var digit and >= 0)
        {
            value = (value * (isHex ? 16 : 8)) + digit;
            end++;
        }

        read = (byte)(value & 0xFF);
        width = end - at;
        return end > first;
    }

    private static int DigitOf(char c, bool isHex)
    {
        if (isHex)
            return char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiHexDigit(c) ? (c | 0x20) - 'a' + 10 : -1;
        return c is >= '0' and <= '7' ? c - '0' : -1;
    }

    private static int AppendCharacter(ReadOnlySpan<char> raw, StringBuilder value)
    {
        if (raw[0] != '\\')
        {
            int plain = raw.IndexOf('\\') is var next and >= 0 ? next : raw.Length;
            value.Append(raw[..plain]);
            return plain;
        }

        // The server drops a backslash that nothing follows.
        if (raw.Length == 1)
            return 1;

        value.Append(raw[1] switch
        {
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            var other => other,
        });
        return 2;
    }

    private static bool Flush(List<byte> bytes, StringBuilder value)
    {
        if (bytes.Count == 0)
            return true;

        ReadOnlySpan<byte> run = CollectionsMarshal.AsSpan(bytes);
        if (run.Contains((byte)0) || !Utf8.IsValid(run))
            return false;

        value.Append(Encoding.UTF8.GetString(run));
        bytes.Clear();
        return true;
    }
}
