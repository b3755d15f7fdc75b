using System.Buffers;
using System.Globalization;
using System.Text;

namespace Furrow.Generation.Generators;

/// <summary>Writes texts folded: José Müller as JOSÉ MÜLLER, Jose Muller, jose-muller.</summary>
internal static class TextFolder
{
    private const byte Separator = (byte)'-';

    /// <summary>Writes a text in UTF-8.</summary>
    public static void Write(ReadOnlySpan<byte> text, TextFold fold, IBufferWriter<byte> target)
    {
        switch (fold)
        {
            case TextFold.None:
                target.Write(text);
                break;
            case TextFold.Lower or TextFold.Upper:
                WriteCase(text, fold == TextFold.Upper, target);
                break;
            case TextFold.Ascii:
                WriteAscii(text, target);
                break;
            default:
                WriteSlug(text, target);
                break;
        }
    }

    private static void WriteCase(ReadOnlySpan<byte> text, bool isUpper, IBufferWriter<byte> target)
    {
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out Rune rune, out int length);
            rune = isUpper ? Rune.ToUpperInvariant(rune) : Rune.ToLowerInvariant(rune);
            target.Advance(rune.EncodeToUtf8(target.GetSpan(4)));
            text = text[length..];
        }
    }

    private static void WriteAscii(ReadOnlySpan<byte> text, IBufferWriter<byte> target)
    {
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out Rune rune, out int length);
            text = text[length..];
            if (rune.IsAscii)
            {
                target.Write([(byte)rune.Value]);
            }
            else if (Fold(rune, out bool isUpper) is { Length: > 0 } ascii)
            {
                Span<byte> bytes = target.GetSpan(ascii.Length);
                int count = Encoding.ASCII.GetBytes(ascii, bytes);
                bytes[0] = isUpper ? (byte)(bytes[0] & ~0x20) : bytes[0];
                target.Advance(count);
            }
        }
    }

    private static void WriteSlug(ReadOnlySpan<byte> text, IBufferWriter<byte> target)
    {
        // Nearly all texts are a word of ASCII.
        Span<byte> word = target.GetSpan(text.Length + 1);
        int kept = 0;
        while (kept < text.Length && char.IsAsciiLetterOrDigit((char)text[kept]))
        {
            word[kept] = text[kept] < (byte)'a' && text[kept] >= (byte)'A' ? (byte)(text[kept] | 0x20) : text[kept];
            kept++;
        }

        if (kept > 0 && kept == text.Length)
        {
            target.Advance(kept);
            return;
        }

        ReadOnlySpan<byte> rest = text;
        bool isBegun = false, isSeparated = false;
        while (!rest.IsEmpty)
        {
            Rune.DecodeFromUtf8(rest, out Rune rune, out int length);
            rest = rest[length..];
            bool isAscii = rune.IsAscii;
            bool isKept = isAscii && char.IsAsciiLetterOrDigit((char)rune.Value);
            string? ascii = isAscii ? null : Fold(rune, out _);
            if (!isKept && ascii is null)
            {
                // Apostrophes and letters that ASCII has nothing for do not part words.
                isSeparated |= rune.Value != '\'' && !IsPartOfWord(rune);
                continue;
            }

            if (isSeparated && isBegun)
            {
                target.Write([Separator]);
            }

            (isBegun, isSeparated) = (true, false);
            if (isKept)
            {
                target.Write([(byte)char.ToLowerInvariant((char)rune.Value)]);
            }
            else
            {
                target.Advance(Encoding.ASCII.GetBytes(ascii!, target.GetSpan(ascii!.Length)));
            }
        }

        if (!isBegun)
        {
            WriteHash(text, target);
        }
    }

    // Something has to stand there: what a name in signs becomes is at least the same each time.
    private static void WriteHash(ReadOnlySpan<byte> text, IBufferWriter<byte> target)
    {
        uint hash = 0x811C_9DC5;
        foreach (byte unit in text)
        {
            hash = (hash ^ unit) * 0x0100_0193;
        }

        Span<byte> bytes = target.GetSpan(9);
        bytes[0] = (byte)'x';
        hash.TryFormat(bytes[1..], out _, "x8", CultureInfo.InvariantCulture);
        target.Advance(9);
    }

    private static string? Fold(Rune rune, out bool isUpper)
    {
        isUpper = false;
        if (!rune.IsBmp)
        {
            return null;
        }

        if (LetterFolds.Find((char)rune.Value) is { } own)
        {
            return own;
        }

        Rune lower = Rune.ToLowerInvariant(rune);
        isUpper = lower != rune;
        return isUpper ? LetterFolds.Find((char)lower.Value) : null;
    }

    private static bool IsPartOfWord(Rune rune) => rune.Value is 0x2019 or 0x02BC || Rune.IsLetter(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
