using System.Buffers;

namespace Furrow.Sensitive.Secrets;

/// <summary>Passwords inside addresses: <c>scheme://user:password@host</c> and <c>Host=…;Password=…</c>.</summary>
internal static class AddressSecrets
{
    private const int LengthMax = 512;
    private const int NeighbourhoodMax = 200;

    private static readonly SearchValues<char> AuthorityEnds = SearchValues.Create("/?# \t\r\n\"'`<>");
    private static readonly SearchValues<char> ValueEnds = SearchValues.Create("; \t\r\n\"'`");

    private static readonly string[] Names = ["password", "pwd"];

    private static readonly string[] Neighbours =
        ["host=", "server=", "data source=", "user id=", "username=", "user=", "uid=", "dbname=", "database="];

    /// <summary>Whether the colon here is that of a URL with a password.</summary>
    public static bool AtScheme(ReadOnlySpan<char> text, int colon)
    {
        bool isScheme = colon > 0 && char.IsAsciiLetterOrDigit(text[colon - 1])
            && text[colon..].StartsWith("://", StringComparison.Ordinal);
        if (!isScheme)
        {
            return false;
        }

        ReadOnlySpan<char> rest = text[(colon + 3)..Math.Min(text.Length, colon + 3 + LengthMax)];
        int end = rest.IndexOfAny(AuthorityEnds);
        ReadOnlySpan<char> authority = end < 0 ? rest : rest[..end];
        int at = authority.LastIndexOf('@');
        int separator = at < 0 ? -1 : authority[..at].IndexOf(':');
        return separator >= 0 && IsSecret(authority[(separator + 1)..at]);
    }

    /// <summary>Whether here stands a connection string's keyword for the password, with one behind it.</summary>
    public static bool AtPassword(ReadOnlySpan<char> text, int at)
    {
        ReadOnlySpan<char> rest = text[at..Math.Min(text.Length, at + LengthMax)];
        foreach (string name in Names)
        {
            if (!rest.StartsWith(name, StringComparison.OrdinalIgnoreCase)
                || !rest[name.Length..].StartsWith("=", StringComparison.Ordinal))
            {
                continue;
            }

            ReadOnlySpan<char> value = rest[(name.Length + 1)..];
            int end = value.IndexOfAny(ValueEnds);
            value = end < 0 ? value : value[..end];
            return !IsSql(value, name) && IsSecret(value) && HasNeighbour(text, at);
        }

        return false;
    }

    // `password=` alone is a variable or a column; beside a host it is part of an address.
    private static bool HasNeighbour(ReadOnlySpan<char> text, int at)
    {
        int start = Math.Max(0, at - NeighbourhoodMax);
        ReadOnlySpan<char> before = text[start..at];
        before = before[(before.LastIndexOfAny("\r\n\"'`") + 1)..];
        ReadOnlySpan<char> after = text[at..Math.Min(text.Length, at + NeighbourhoodMax)];
        int end = after.IndexOfAny("\r\n\"'`");
        after = end < 0 ? after : after[..end];
        foreach (string neighbour in Neighbours)
        {
            if (before.Contains(neighbour, StringComparison.OrdinalIgnoreCase)
                || after.Contains(neighbour, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // `SET password=excluded.password, …`, `password=crypt(…)`.
    private static bool IsSql(ReadOnlySpan<char> value, string name) =>
        value.EndsWith(",", StringComparison.Ordinal) || value.Contains('(')
        || value.EndsWith($".{name}", StringComparison.OrdinalIgnoreCase);

    private static bool IsSecret(ReadOnlySpan<char> value) =>
        value.Length > 0 && !SecretValue.IsPlaceholder(value.ToString());
}
