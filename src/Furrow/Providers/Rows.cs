using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Providers;

/// <summary>A table and how many rows it has.</summary>
public sealed record TableRowCount(ObjectName Table, long Rows);

/// <summary>
/// Rows to upsert: each cell in canonical text (see <see cref="Data.CanonicalText"/>), null for NULL.
/// </summary>
/// <param name="Table">The table, from the catalog.</param>
/// <param name="Columns">The columns given, all writable, in the order of the cells.</param>
/// <param name="Key">The columns, among <paramref name="Columns"/>, that identify a row; no cell of them is
/// null.</param>
/// <param name="Rows">The rows; keys are distinct within the batch.</param>
public sealed record RowBatch(
    Table Table,
    ImmutableArray<Column> Columns,
    ImmutableArray<Column> Key,
    IReadOnlyList<string?[]> Rows);

/// <summary>How many rows an upsert inserted and really changed.</summary>
public readonly record struct UpsertCounts(long Inserted, long Updated)
{
    /// <summary>The sum of two.</summary>
    public static UpsertCounts operator +(UpsertCounts left, UpsertCounts right) =>
        new(left.Inserted + right.Inserted, left.Updated + right.Updated);
}

/// <summary>Keys to find rows by; each cell in canonical text and not null.</summary>
/// <param name="Table">The table, from the catalog.</param>
/// <param name="Key">The columns of a key.</param>
/// <param name="Result">The column whose value is wanted.</param>
/// <param name="Keys">The keys, each as long as <paramref name="Key"/>.</param>
public sealed record RowLookUp(Table Table, ImmutableArray<Column> Key, Column Result, IReadOnlyList<string[]> Keys);

/// <summary>Rows inserted, updated and deleted in one table.</summary>
public sealed record TableChanges(ObjectName Table, long Inserted, long Updated, long Deleted);

/// <summary>Rows written per table; tables without changes are left out; ordered by name.</summary>
public sealed record ChangeCounts(ImmutableArray<TableChanges> Tables)
{
    /// <summary>No changes.</summary>
    public static ChangeCounts None { get; } = new([]);

    /// <summary>What has come since an earlier reading of the same session.</summary>
    public ChangeCounts Since(ChangeCounts earlier)
    {
        Dictionary<ObjectName, TableChanges> before = earlier.Tables.ToDictionary(changes => changes.Table);
        ImmutableArray<TableChanges>.Builder since = ImmutableArray.CreateBuilder<TableChanges>();
        foreach (TableChanges now in Tables)
        {
            TableChanges then = before.GetValueOrDefault(now.Table, new TableChanges(now.Table, 0, 0, 0));
            TableChanges difference = new(
                now.Table, now.Inserted - then.Inserted, now.Updated - then.Updated, now.Deleted - then.Deleted);
            if (difference is not { Inserted: 0, Updated: 0, Deleted: 0 })
            {
                since.Add(difference);
            }
        }

        return new ChangeCounts(since.ToImmutable());
    }
}
