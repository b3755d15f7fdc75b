using System.Buffers;
using Furrow.Sensitive.Secrets;

namespace Furrow.Sensitive.Detection;

/// <summary>
/// Says what a value looks like, wherever in it that stands. One pass over at most 4096 characters; nothing of the
/// value is kept.
/// </summary>
internal static class ContentScan
{
    /// <summary>How much of a value is looked at, in UTF-16 units.</summary>
    public const int LengthMax = 4096;

    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n\"'`<>{}[]|;,()\\");

    /// <summary>What the value looks like.</summary>
    public static ContentKinds Of(string value)
    {
        ReadOnlySpan<char> text = value.AsSpan(0, Math.Min(value.Length, LengthMax));
        ContentKinds found = Secrets(text) | NumberForms.Find(text);
        while (text.Length > 0)
        {
            int end = text.IndexOfAny(Ends);
            ReadOnlySpan<char> word = end < 0 ? text : text[..end];
            found |= Word(word);
            text = end < 0 ? default : text[(end + 1)..];
        }

        return found;
    }

    private static ContentKinds Secrets(ReadOnlySpan<char> text)
    {
        ContentKinds found = ContentKinds.None;
        foreach (SecretShape shape in SecretShapes.Find(text))
        {
            found |= shape.Kind == SecretKind.PasswordHash ? ContentKinds.PasswordHash : ContentKinds.Secret;
        }

        return found;
    }

    private static ContentKinds Word(ReadOnlySpan<char> word)
    {
        word = word.TrimEnd(".:!?");
        int colon = word.IndexOf("mailto:", StringComparison.OrdinalIgnoreCase);
        word = colon >= 0 ? word[(colon + 7)..] : word;
        return word.Contains('@') && EmailForm.IsReal(word) ? ContentKinds.Email
            : IpForm.IsReal(word) ? ContentKinds.IpAddress
            : ContentKinds.None;
    }
}
