namespace Furrow.Data;

/// <summary>Text that UTF-8 can hold.</summary>
internal static class UnicodeText
{
    /// <summary>Whether a database can keep it: no NUL, and no half of a surrogate pair.</summary>
    public static bool IsStorable(ReadOnlySpan<char> text) => !text.Contains('\0') && IsWhole(text);

    /// <summary>Whether every surrogate has its other half.</summary>
    public static bool IsWhole(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and int start)
        {
            if (start + 1 == text.Length || !char.IsSurrogatePair(text[start], text[start + 1]))
            {
                return false;
            }

            text = text[(start + 2)..];
        }

        return true;
    }
}
