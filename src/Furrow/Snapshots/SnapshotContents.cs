using System.Collections.Immutable;
using System.Text;
using Furrow.Data;
using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Snapshots;

/// <summary>What a database holds, as far as a snapshot keeps account of it.</summary>
/// <param name="Tables">Its tables by name.</param>
/// <param name="Catalog">The hash of its definitions.</param>
/// <param name="Extensions">Its extensions.</param>
public sealed record SnapshotContents(
    ImmutableArray<SnapshotTable> Tables, string Catalog, ImmutableArray<Extension> Extensions)
{
    /// <summary>The hash of definitions and rows.</summary>
    public string State
    {
        get
        {
            StringBuilder all = new($"catalog {Catalog}\n");
            foreach (SnapshotTable table in Tables)
            {
                string name = table.Table.ToString();
                all.Append(name.Length).Append(':').Append(name).Append(' ').Append(table.Rows).Append(' ')
                    .Append(table.Checksum).Append('\n');
            }

            return Sha256.Hex(Encoding.UTF8.GetBytes(all.ToString()));
        }
    }

    /// <summary>Reads them; a table that cannot be read is an error, never a count of 0.</summary>
    /// <param name="session">The database.</param>
    /// <param name="withoutRows">Tables whose rows do not count.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<SnapshotContents> ReadAsync(
        ISession session, IReadOnlySet<ObjectName> withoutRows, CancellationToken cancellationToken)
    {
        DatabaseSchema schema = await session.ReadSchemaAsync(cancellationToken);
        ImmutableArray<Table> tables = [.. schema.Tables.Where(table => table.PartitionOf is null)];
        ImmutableArray<ContentRequest> requests =
        [
            .. tables.Where(table => !withoutRows.Contains(table.Name))
                .Select(table => new ContentRequest(table, ContentCell.Own(table))),
        ];
        Dictionary<ObjectName, ContentHash> hashes = (await session.HashRowsAsync(requests, cancellationToken))
            .ToDictionary(content => content.Table, content => content.Rows);
        return new SnapshotContents(
            [
                .. tables.OrderBy(table => table.Name).Select(table =>
                {
                    ContentHash hash = hashes.GetValueOrDefault(table.Name);
                    return new SnapshotTable(
                        table.Name, hash.Rows, hash.Checksum, withoutRows.Contains(table.Name));
                }),
            ],
            (await session.ReadCatalogAsync(cancellationToken)).Hash(),
            schema.Extensions);
    }

    /// <summary>How a database differs from what a snapshot says; empty where it does not.</summary>
    /// <param name="expected">The snapshot.</param>
    /// <param name="withDefinitions">Whether definitions count where all rows are the same.</param>
    public ImmutableArray<SnapshotDifference> DifferencesFrom(SnapshotMetadata expected, bool withDefinitions)
    {
        Dictionary<ObjectName, SnapshotTable> found = Tables.ToDictionary(table => table.Table);
        HashSet<ObjectName> known = [.. expected.Tables.Select(table => table.Table)];
        ImmutableArray<SnapshotDifference> differences =
        [
            .. expected.Tables
                .Select(table => (table.Table, Reason: Compare(table, found.GetValueOrDefault(table.Table))))
                .Where(pair => pair.Reason is not null)
                .Select(pair => new SnapshotDifference(pair.Table, pair.Reason!)),
            .. Tables.Where(table => !known.Contains(table.Table))
                .Select(table => new SnapshotDifference(table.Table, "is not in the snapshot")),
        ];
        return differences.IsEmpty && withDefinitions && Catalog != expected.Catalog
            ? [new SnapshotDifference(null, "the rows are the same, definitions are not")]
            : differences;
    }

    private static string? Compare(SnapshotTable expected, SnapshotTable? found) => found switch
    {
        null => "is missing",
        _ when expected.IsWithoutRows => null,
        _ when found.Rows != expected.Rows => $"holds {found.Rows} rows, the snapshot {expected.Rows}",
        _ when found.Checksum != expected.Checksum => $"holds {found.Rows} rows as the snapshot does, but other ones",
        _ => null,
    };
}
