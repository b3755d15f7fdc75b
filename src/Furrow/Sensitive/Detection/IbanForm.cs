namespace Furrow.Sensitive.Detection;

/// <summary>IBANs (ISO 13616): country, check digits, account.</summary>
internal static class IbanForm
{
    private const int LengthMin = 15;
    private const int LengthMax = 34;
    private const int Modulus = 97;

    // Those of the standard's own examples.
    private static readonly HashSet<string> Examples = new(StringComparer.Ordinal)
    {
        "GB82WEST12345698765432", "GB29NWBK60161331926819", "DE89370400440532013000", "FR1420041010050500013M02606",
    };

    /// <summary>
    /// How long the IBAN is that begins here, the blanks between its groups of four included; 0 where none does, or one
    /// that the standard gives as an example.
    /// </summary>
    public static int LengthAt(ReadOnlySpan<char> text)
    {
        Span<char> iban = stackalloc char[LengthMax];
        int count = 0, at = 0, end = 0;
        for (; at < text.Length && count < LengthMax; at++)
        {
            char c = text[at];
            if (c == ' ' && count > 0 && count % 4 == 0 && text[at - 1] != ' ')
            {
                continue;
            }

            bool fits = count < 2 ? char.IsAsciiLetterUpper(c)
                : count < 4 ? char.IsAsciiDigit(c)
                : char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c);
            if (!fits)
            {
                break;
            }

            iban[count++] = c;
            end = at + 1;
        }

        bool isWhole = end == text.Length || !char.IsLetterOrDigit(text[end]);
        return isWhole && count >= LengthMin && IsValid(iban[..count]) && !Examples.Contains(iban[..count].ToString())
            ? end
            : 0;
    }

    // ISO 7064, MOD 97-10: the first four behind the rest, letters as two digits, leave 1. Check digits are 02 to 98.
    private static bool IsValid(ReadOnlySpan<char> iban)
    {
        if (iban[2..4] is "00" or "01" or "99")
        {
            return false;
        }

        int rest = 0;
        for (int i = 0; i < iban.Length; i++)
        {
            char c = iban[(i + 4) % iban.Length];
            rest = char.IsAsciiDigit(c)
                ? ((rest * 10) + (c - '0')) % Modulus
                : ((rest * 100) + (c - 'A' + 10)) % Modulus;
        }

        return rest == 1;
    }
}
