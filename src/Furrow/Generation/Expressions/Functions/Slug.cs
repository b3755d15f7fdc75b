using System.Buffers;
using System.Text;

namespace Furrow.Generation.Expressions.Functions;

/// <summary>
/// Text as it stands in addresses: lower case, Latin letters without their marks, other letters and digits as they
/// are, a hyphen for whatever else is between them. Of tables alone, so that it is the same everywhere.
/// </summary>
internal static class Slug
{
    private const int SmallLatinFirst = 0xE0;
    private const string SmallLatin = "aaaaaaæceeeeiiiidnooooo÷ouuuuyþy";
    private const int ExtendedFirst = 0x100;
    private const string Extended = "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳĳjjkkkllllllllllnnnnnnnnnoooooo"
        + "œœrrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    /// <summary>Writes the slug of a text.</summary>
    public static void Write(ReadOnlySpan<byte> text, IBufferWriter<byte> target)
    {
        bool isBetween = false;
        bool hasBegun = false;
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out Rune rune, out int length);
            text = text[length..];
            if (IsDropped(rune))
            {
                continue;
            }

            if (!Rune.IsLetterOrDigit(rune))
            {
                isBetween = hasBegun;
                continue;
            }

            if (isBetween)
            {
                Put((Rune)'-', target);
                isBetween = false;
            }

            hasBegun = true;
            WriteLetter(rune, target);
        }
    }

    // Apostrophes do not part words, and combining marks belong to the letter before them.
    private static bool IsDropped(Rune rune) => rune.Value is '\'' or 0x2019 or (>= 0x300 and <= 0x36F);

    private static void WriteLetter(Rune rune, IBufferWriter<byte> target)
    {
        Rune lower = Rune.ToLowerInvariant(rune);
        int value = lower.Value;
        int plain = value switch
        {
            >= SmallLatinFirst and < ExtendedFirst => SmallLatin[value - SmallLatinFirst],
            >= ExtendedFirst when value < ExtendedFirst + Extended.Length => Extended[value - ExtendedFirst],
            _ => value,
        };
        string? pair = plain switch
        {
            'ß' => "ss",
            'æ' => "ae",
            'œ' => "oe",
            'þ' => "th",
            'ĳ' => "ij",
            _ => null,
        };
        if (pair is null)
        {
            Put((Rune)plain, target);
            return;
        }

        Put((Rune)pair[0], target);
        Put((Rune)pair[1], target);
    }

    private static void Put(Rune rune, IBufferWriter<byte> target) =>
        target.Advance(rune.EncodeToUtf8(target.GetSpan(4)));
}
