namespace Furrow.Sensitive.Detection;

/// <summary>
/// Runs of digits that are phone numbers, payment cards, IBANs or social security numbers. A run may be parted by
/// single blanks, points, hyphens, slashes and brackets, and may begin with a plus or an IBAN's country.
/// </summary>
internal static class NumberForms
{
    private const int DigitsMax = 34;

    /// <summary>What the runs in a text look like.</summary>
    public static ContentKinds Find(ReadOnlySpan<char> text)
    {
        ContentKinds found = ContentKinds.None;
        for (int i = 0; i < text.Length; i++)
        {
            bool isStart = i == 0 || !char.IsLetterOrDigit(text[i - 1]);
            if (!isStart)
            {
                continue;
            }

            if (char.IsAsciiLetterUpper(text[i]) && IbanForm.LengthAt(text[i..]) is var length and > 0)
            {
                found |= ContentKinds.Iban;
                i += length - 1;
            }
            else if (char.IsAsciiDigit(text[i]) || text[i] is '+' or '(')
            {
                int end = EndOfRun(text, i);
                found |= Judge(text[i..end]);
                i = Math.Max(i, end - 1);
            }
        }

        return found;
    }

    // Ends behind the last digit; a letter or a dot with digits behind it makes another thing of the whole run.
    private static int EndOfRun(ReadOnlySpan<char> text, int start)
    {
        int end = start + 1;
        int parting = 0;
        for (int i = start + 1; i < text.Length && parting < 3 && i - start < 2 * DigitsMax; i++)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                end = i + 1;
                parting = 0;
            }
            else if (text[i] is ' ' or '-' or '.' or '/' or '(' or ')')
            {
                parting++;
            }
            else
            {
                break;
            }
        }

        return end;
    }

    private static ContentKinds Judge(ReadOnlySpan<char> run)
    {
        Span<char> digits = stackalloc char[DigitsMax];
        int count = 0;
        foreach (char c in run)
        {
            if (char.IsAsciiDigit(c))
            {
                if (count == DigitsMax)
                {
                    return ContentKinds.None;
                }

                digits[count++] = c;
            }
        }

        ReadOnlySpan<char> number = digits[..count];
        return CardForm.IsReal(run, number) ? ContentKinds.Card
            : SsnForm.IsForm(run) ? SsnForm.IsReal(run) ? ContentKinds.Ssn : ContentKinds.None
            : PhoneForm.IsReal(run, number) ? ContentKinds.Phone
            : ContentKinds.None;
    }
}
