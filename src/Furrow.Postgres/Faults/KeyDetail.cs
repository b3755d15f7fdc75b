namespace Furrow.Postgres.Faults;

/// <summary>
/// The details that name a key and its values: <c>Key (email)=(a@b) already exists.</c> keeps the columns alone. A
/// value may hold any text, so that what follows is searched from the end.
/// </summary>
internal static class KeyDetail
{
    private const string Between = ")=(";

    private static readonly string[] Tails =
    [
        ") already exists.", ") is duplicated.", ") is not present in table ", ") is still referenced from table ",
        ") is not covered by ",
    ];

    private static readonly string[] Conflicts = [") conflicts with existing key (", ") conflicts with key ("];

    /// <summary>The detail without values; null when it is of another shape.</summary>
    public static string? Cut(string detail)
    {
        const string PartitionKey = "Partition key of the failing row contains (";
        if (detail.StartsWith(PartitionKey, StringComparison.Ordinal))
        {
            int end = detail.IndexOf(") = (", StringComparison.Ordinal);
            return end < 0 ? "" : detail[..(end + 1)] + ".";
        }

        int between = detail.IndexOf(Between, StringComparison.Ordinal);
        if (!detail.StartsWith("Key (", StringComparison.Ordinal) || between < 0)
        {
            return null;
        }

        string columns = detail[..(between + 1)];
        foreach (string conflict in Conflicts)
        {
            if (detail.Contains(conflict, StringComparison.Ordinal))
            {
                return columns + " conflicts with another row's.";
            }
        }

        foreach (string tail in Tails)
        {
            int place = detail.LastIndexOf(tail, StringComparison.Ordinal);
            if (place > between)
            {
                return columns + detail[(place + 1)..];
            }
        }

        return columns + ".";
    }
}
