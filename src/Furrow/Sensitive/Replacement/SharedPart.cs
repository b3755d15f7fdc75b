namespace Furrow.Sensitive.Replacement;

/// <summary>Tells whether a replacement holds a piece of the original.</summary>
internal static class SharedPart
{
    /// <summary>From which length on a piece counts, in UTF-16 units.</summary>
    public const int LengthMin = 4;

    /// <summary>Up to which length originals are compared.</summary>
    public const int OriginalLengthMax = 512;

    /// <summary>
    /// Whether any four characters of the replacement stand in the original, in any case; those that begin within its
    /// head or end within its tail do not count: they are the same for all values.
    /// </summary>
    public static bool Exists(ReadOnlySpan<char> original, ReadOnlySpan<char> replacement, int head, int tail)
    {
        if (original.Length > OriginalLengthMax)
        {
            return false;
        }

        int last = replacement.Length - tail - LengthMin;
        for (int i = head; i <= last; i++)
        {
            if (original.Contains(replacement.Slice(i, LengthMin), StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
