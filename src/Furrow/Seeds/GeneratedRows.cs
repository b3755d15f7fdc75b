using System.Collections;
using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Schema;

namespace Furrow.Seeds;

/// <summary>
/// Rows that were generated, in their order, as they were written. A row holds what generation gave it: columns that
/// the database filled in have to be read from there. Rows are computed again when they are asked for and not kept.
/// </summary>
public sealed class GeneratedRows : IReadOnlyList<FoundRow>
{
    private const int RowsAtOnce = 1024;

    private readonly Table _table;
    private readonly ImmutableArray<Column> _columns;
    private readonly Func<long, int, IReadOnlyList<string?[]>> _read;

    internal GeneratedRows(
        Table table, ImmutableArray<Column> columns, int count, Func<long, int, IReadOnlyList<string?[]>> read)
    {
        _table = table;
        _columns = columns;
        _read = read;
        Count = count;
    }

    /// <summary>The table, with its schema.</summary>
    public string Table => _table.Name.ToString();

    /// <summary>How many rows there are.</summary>
    public int Count { get; }

    /// <summary>A row by its place, from 0.</summary>
    public FoundRow this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return Row(_read(index, 1)[0]);
        }
    }

    /// <summary>The primary keys in the order of the rows.</summary>
    /// <exception cref="FurrowException">
    /// Code <c>seed.failed</c>: the key is not one column, is filled in by the database, or is none of that type.
    /// </exception>
    public IReadOnlyList<T> Keys<T>() => _table.PrimaryKey?.Columns is [var only]
        ? [.. this.Select(row => row.Get<T>(only))]
        : throw new FurrowException(ErrorCode.SeedFailed, $"{Table} has no primary key of one column.")
        {
            Hint = "Take the columns from the rows: row.Get<long>(\"class_id\").",
        };

    /// <summary>The first row with that value in a column; null where no row has it.</summary>
    /// <exception cref="FurrowException">
    /// Code <c>seed.failed</c>: there is no such column, or its value is none of that type.
    /// </exception>
    public FoundRow? Find<T>(string column, T value) =>
        this.FirstOrDefault(row => EqualityComparer<T>.Default.Equals(row.Get<T>(column), value));

    /// <inheritdoc />
    public IEnumerator<FoundRow> GetEnumerator()
    {
        for (int first = 0; first < Count; first += RowsAtOnce)
        {
            foreach (string?[] cells in _read(first, Math.Min(RowsAtOnce, Count - first)))
            {
                yield return Row(cells);
            }
        }
    }

    /// <inheritdoc />
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private FoundRow Row(string?[] cells) => new(_table, _columns, cells);
}
