namespace Furrow.Sensitive.Detection;

/// <summary>
/// Phone numbers in the forms that tell them from other numbers: with a plus (E.164), with a leading zero and a parted
/// area code, and as in North America. Digits alone are no phone number, nor is a date.
/// </summary>
internal static class PhoneForm
{
    private const int NorthAmerica = 10;

    /// <summary>Whether this is a number that somebody may have: none of those kept for fiction.</summary>
    /// <param name="run">As it is written.</param>
    /// <param name="digits">The digits of it.</param>
    public static bool IsReal(ReadOnlySpan<char> run, ReadOnlySpan<char> digits)
    {
        if (digits.Length is < 7 or > 15 || IsReserved(run, digits))
        {
            return false;
        }

        if (run[0] == '+')
        {
            return digits[0] != '0' && run[1..].IndexOf('+') < 0;
        }

        bool isParted = run.IndexOfAny(" -/(.") >= 0;
        return isParted && !LooksLikeDate(run) && !run.Contains(". ", StringComparison.Ordinal)
            && (IsNorthAmerican(run, digits) || IsNational(run, digits));
    }

    // 555-0100 to 555-0199 of any area of North America, and +999, which the ITU gives to nobody.
    private static bool IsReserved(ReadOnlySpan<char> run, ReadOnlySpan<char> digits)
    {
        bool isFiction = digits.Length >= 7 && digits[^7..].StartsWith("55501", StringComparison.Ordinal);
        return isFiction || (run[0] == '+' && digits.StartsWith("999", StringComparison.Ordinal));
    }

    private static bool IsNorthAmerican(ReadOnlySpan<char> run, ReadOnlySpan<char> digits)
    {
        ReadOnlySpan<char> national = digits.Length == NorthAmerica + 1 && digits[0] == '1' ? digits[1..] : digits;
        return national.Length == NorthAmerica && national[0] >= '2' && national[3] >= '2' && Groups(run) is 3 or 4
            && LastGroup(run) == 4;
    }

    private static bool IsNational(ReadOnlySpan<char> run, ReadOnlySpan<char> digits) =>
        digits.Length is >= 9 and <= 13 && digits[0] == '0' && digits[1] != '0' && run.Count('.') is 0 or 4
        && Groups(run) is >= 2 and <= 5;

    // 2026-01-05, 05.01.2026, 1/5/2026, with a time perhaps.
    private static bool LooksLikeDate(ReadOnlySpan<char> run)
    {
        Span<int> lengths = stackalloc int[3];
        int group = 0;
        char parting = '\0';
        for (int i = 0; i < run.Length && group < 3; i++)
        {
            if (char.IsAsciiDigit(run[i]))
            {
                lengths[group]++;
            }
            else if (group == 2)
            {
                break;
            }
            else if (run[i] is '-' or '/' or '.' && (parting == '\0' || parting == run[i]))
            {
                parting = run[i];
                group++;
            }
            else
            {
                return false;
            }
        }

        return (lengths[0] == 4 && lengths[1] is 1 or 2 && lengths[2] is 1 or 2)
            || (lengths[0] is 1 or 2 && lengths[1] is 1 or 2 && lengths[2] == 4);
    }

    private static int Groups(ReadOnlySpan<char> run)
    {
        int groups = 0;
        for (int i = 0; i < run.Length; i++)
        {
            groups += char.IsAsciiDigit(run[i]) && (i == 0 || !char.IsAsciiDigit(run[i - 1])) ? 1 : 0;
        }

        return groups;
    }

    private static int LastGroup(ReadOnlySpan<char> run)
    {
        int length = 0;
        while (length < run.Length && char.IsAsciiDigit(run[^(length + 1)]))
        {
            length++;
        }

        return length;
    }
}
