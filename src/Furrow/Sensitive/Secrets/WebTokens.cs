namespace Furrow.Sensitive.Secrets;

/// <summary>Secrets whose form is more than a prefix.</summary>
internal static class WebTokens
{
    private const int PartLengthMax = 4096;
    private const int PartLengthMin = 10;

    /// <summary>Whether a JSON web token begins here: two objects and a signature in base64, points between.</summary>
    public static bool IsAt(ReadOnlySpan<char> text)
    {
        for (int part = 0; part < 3; part++)
        {
            if (part < 2 && !text.StartsWith("eyJ", StringComparison.Ordinal))
            {
                return false;
            }

            int length = 0;
            while (length < text.Length && length < PartLengthMax && IsBase64Url(text[length]))
            {
                length++;
            }

            bool isPart = length >= PartLengthMin && (part == 2 || (length < text.Length && text[length] == '.'));
            if (!isPart)
            {
                return false;
            }

            text = part == 2 ? text : text[(length + 1)..];
        }

        return true;
    }

    /// <summary>Whether a private key begins here.</summary>
    public static bool IsPrivateKeyAt(ReadOnlySpan<char> text)
    {
        const string Begin = "-----BEGIN ";
        const string Key = "PRIVATE KEY";
        const int WordsMax = 60;
        if (!text.StartsWith(Begin, StringComparison.Ordinal))
        {
            return false;
        }

        ReadOnlySpan<char> words = text[Begin.Length..Math.Min(text.Length, Begin.Length + WordsMax)];
        int end = words.IndexOf("-----", StringComparison.Ordinal);
        return end >= 0 && words[..end].Contains(Key, StringComparison.Ordinal);
    }

    private static bool IsBase64Url(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
