using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Furrow.Providers;

namespace Furrow.Sqlite.Changes;

/// <summary>One row as <c>seed_changes</c> keeps it, see <see cref="CellCode"/>.</summary>
internal sealed record KeptRow(string Kind, string? Key, string? Before, string? After)
{
    public const string Inserted = "inserted";
    public const string Updated = "updated";
    public const string Deleted = "deleted";

    /// <summary>The checksum of a row's text.</summary>
    public static string Checksum(string row) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(row)));
}

/// <summary>What a transaction came to in one table: rows that ended as they began are left out.</summary>
internal sealed record NetChanges(CapturedTable Table, ImmutableArray<KeptRow> Rows)
{
    /// <summary>How many rows of each kind.</summary>
    public TableChanges Counts => new(
        SqliteName.Of(Table.Name), Count(KeptRow.Inserted), Count(KeptRow.Updated), Count(KeptRow.Deleted));

    /// <summary>
    /// Pairs what was with what is by key, which says more than the row's number: a row deleted and inserted again is
    /// an updated one, and a changed key makes two rows of one. Without a key, an update is a deletion and an
    /// insertion.
    /// </summary>
    public static NetChanges Of(CapturedTable table, IReadOnlyList<(string? Was, string? Is)> rows)
    {
        List<(string? Was, string? Is)> changed = [.. rows.Where(row => row.Was != row.Is)];
        if (table.Key.IsEmpty)
        {
            return new NetChanges(
                table,
                [
                    .. changed.Where(row => row.Is is not null)
                        .Select(row => new KeptRow(KeptRow.Inserted, row.Is, null, null)),
                    .. changed.Where(row => row.Was is not null)
                        .Select(row => new KeptRow(KeptRow.Deleted, null, row.Was, null)),
                ]);
        }

        Dictionary<string, string> was = ByKey(table, changed.Select(row => row.Was));
        Dictionary<string, string> now = ByKey(table, changed.Select(row => row.Is));
        return new NetChanges(
            table,
            [
                .. now.Where(row => !was.ContainsKey(row.Key))
                    .Select(row => new KeptRow(KeptRow.Inserted, row.Key, null, KeptRow.Checksum(row.Value))),
                .. now.Where(row => was.TryGetValue(row.Key, out string? before) && before != row.Value)
                    .Select(row => new KeptRow(KeptRow.Updated, row.Key, was[row.Key], KeptRow.Checksum(row.Value))),
                .. was.Where(row => !now.ContainsKey(row.Key))
                    .Select(row => new KeptRow(KeptRow.Deleted, row.Key, row.Value, null)),
            ]);
    }

    private long Count(string kind) => Rows.Count(row => row.Kind == kind);

    private static Dictionary<string, string> ByKey(CapturedTable table, IEnumerable<string?> rows) =>
        rows.OfType<string>().ToDictionary(row => table.KeyOf(CellCode.Split(row)), row => row, StringComparer.Ordinal);
}
