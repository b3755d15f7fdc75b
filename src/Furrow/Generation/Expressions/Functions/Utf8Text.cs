using System.Buffers;
using System.Text;

namespace Furrow.Generation.Expressions.Functions;

/// <summary>Works on UTF-8 in characters, which are code points here as they are to databases.</summary>
internal static class Utf8Text
{
    /// <summary>How many characters there are.</summary>
    public static int Length(ReadOnlySpan<byte> text)
    {
        int length = 0;
        foreach (byte unit in text)
        {
            length += IsFirst(unit) ? 1 : 0;
        }

        return length;
    }

    /// <summary>Where a character begins, in bytes; the text's end for those behind it.</summary>
    public static int OffsetOf(ReadOnlySpan<byte> text, long character)
    {
        int offset = 0;
        for (; offset < text.Length; offset++)
        {
            if (IsFirst(text[offset]) && character-- <= 0)
            {
                break;
            }
        }

        return offset;
    }

    /// <summary>So many characters from one on; what is outside of the text is not there.</summary>
    public static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> text, long start, long count)
    {
        ReadOnlySpan<byte> rest = text[OffsetOf(text, start)..];
        return rest[..OffsetOf(rest, count)];
    }

    /// <summary>Writes a text with every character replaced.</summary>
    public static void Map(ReadOnlySpan<byte> text, Func<Rune, Rune> map, IBufferWriter<byte> target)
    {
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out Rune rune, out int length);
            Span<byte> buffer = target.GetSpan(4);
            target.Advance(map(rune).EncodeToUtf8(buffer));
            text = text[length..];
        }
    }

    /// <summary>Copies a text that is nothing but ASCII, or says that it is not.</summary>
    public static bool TryChangeCase(ReadOnlySpan<byte> text, bool isUpper, IBufferWriter<byte> target)
    {
        Span<byte> buffer = target.GetSpan(text.Length);
        OperationStatus status = isUpper
            ? Ascii.ToUpper(text, buffer, out int count)
            : Ascii.ToLower(text, buffer, out count);
        target.Advance(status == OperationStatus.Done ? count : 0);
        return status == OperationStatus.Done;
    }

    private static bool IsFirst(byte unit) => (unit & 0xC0) != 0x80;
}
