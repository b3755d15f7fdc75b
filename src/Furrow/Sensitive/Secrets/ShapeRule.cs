namespace Furrow.Sensitive.Secrets;

/// <summary>A prefix, and how many characters of which kind have to follow it.</summary>
/// <param name="Prefix">The prefix, exactly.</param>
/// <param name="Kind">What it is.</param>
/// <param name="What">The same for people.</param>
/// <param name="Accepts">What may follow.</param>
/// <param name="LengthMin">How much has to follow.</param>
/// <param name="LengthMax">How much may follow; any number where more is no matter.</param>
internal sealed record ShapeRule(
    string Prefix, SecretKind Kind, string What, Func<char, bool> Accepts, int LengthMin, int LengthMax = int.MaxValue)
{
    // As documentation writes them: AKIAIOSFODNN7EXAMPLE.
    private const string Example = "EXAMPLE";

    /// <summary>Whether a text begins so. Looks no further than it has to.</summary>
    public bool Matches(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        ReadOnlySpan<char> rest = text[Prefix.Length..];
        int limit = (int)Math.Min(rest.Length, LengthMax == int.MaxValue ? LengthMin : LengthMax + 1L);
        int length = 0;
        while (length < limit && Accepts(rest[length]))
        {
            length++;
        }

        return length >= LengthMin && length <= LengthMax
            && !rest[..length].EndsWith(Example, StringComparison.Ordinal);
    }
}
