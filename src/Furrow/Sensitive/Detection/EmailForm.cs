namespace Furrow.Sensitive.Detection;

/// <summary>E-mail addresses as people have them (RFC 5321, without quoted local parts and address literals).</summary>
internal static class EmailForm
{
    private const int LocalLengthMax = 64;
    private const int LengthMax = 254;
    private const int LabelLengthMax = 63;

    // RFC 2606 and RFC 6761: nobody can have an address there.
    private static readonly string[] ReservedDomains = ["example.com", "example.org", "example.net"];
    private static readonly string[] ReservedLabels = ["test", "example", "invalid", "localhost", "local"];

    /// <summary>Whether this is an address that somebody can have: not one at a reserved domain.</summary>
    public static bool IsReal(ReadOnlySpan<char> word)
    {
        int at = word.LastIndexOf('@');
        if (word.Length > LengthMax || at is < 1 or > LocalLengthMax || !IsLocal(word[..at]))
        {
            return false;
        }

        ReadOnlySpan<char> domain = word[(at + 1)..];
        return IsDomain(domain) && !IsReserved(domain);
    }

    /// <summary>Whether a domain is one of those that nobody can have.</summary>
    public static bool IsReserved(ReadOnlySpan<char> domain)
    {
        foreach (string reserved in ReservedDomains)
        {
            bool isBelow = domain.EndsWith(reserved, StringComparison.OrdinalIgnoreCase)
                && (domain.Length == reserved.Length || domain[^(reserved.Length + 1)] == '.');
            if (isBelow)
            {
                return true;
            }
        }

        ReadOnlySpan<char> last = domain[(domain.LastIndexOf('.') + 1)..];
        foreach (string reserved in ReservedLabels)
        {
            if (last.Equals(reserved, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsLocal(ReadOnlySpan<char> local)
    {
        foreach (char c in local)
        {
            bool isPart = char.IsLetterOrDigit(c) || c is '.' or '_' or '-' or '+' or '\'' or '%' or '#' or '&' or '*'
                or '=' or '~' or '!' or '$' or '^' or '/';
            if (!isPart)
            {
                return false;
            }
        }

        return local[0] != '.' && local[^1] != '.';
    }

    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        int labels = 0;
        ReadOnlySpan<char> last = default;
        foreach (Range range in domain.Split('.'))
        {
            ReadOnlySpan<char> label = domain[range];
            if (label.Length is 0 or > LabelLengthMax || label[0] == '-' || label[^1] == '-' || !IsLabel(label))
            {
                return false;
            }

            last = label;
            labels++;
        }

        return labels >= 2 && last.Length >= 2 && !last.ContainsAnyInRange('0', '9');
    }

    private static bool IsLabel(ReadOnlySpan<char> label)
    {
        foreach (char c in label)
        {
            if (!char.IsLetterOrDigit(c) && c != '-')
            {
                return false;
            }
        }

        return true;
    }
}
