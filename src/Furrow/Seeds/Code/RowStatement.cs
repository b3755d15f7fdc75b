namespace Furrow.Seeds.Code;

/// <summary>Tells statements that read or write rows from those that may change definitions.</summary>
internal static class RowStatement
{
    private static readonly string[] Verbs = ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "VALUES"];

    /// <summary>Whether it surely is one; a comment in front is reason enough to doubt.</summary>
    public static bool Is(string sql)
    {
        ReadOnlySpan<char> text = sql.AsSpan().TrimStart();
        int length = 0;
        while (length < text.Length && char.IsAsciiLetter(text[length]))
        {
            length++;
        }

        foreach (string verb in Verbs)
        {
            if (text[..length].Equals(verb, StringComparison.OrdinalIgnoreCase))
            {
                return !sql.Contains(';', StringComparison.Ordinal);
            }
        }

        return false;
    }
}
