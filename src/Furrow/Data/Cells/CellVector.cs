namespace Furrow.Data.Cells;

/// <summary>
/// The values of one column in one batch of rows: filled, read and filled again, without allocating once it has grown
/// to the size of its batches. Not for use by two threads at once.
/// </summary>
public abstract class CellVector
{
    private bool[] _nulls = [];

    private protected CellVector(CellKind kind) => Kind = kind;

    /// <summary>The kind of every value.</summary>
    public CellKind Kind { get; }

    /// <summary>How many rows there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether any row is NULL.</summary>
    public bool HasNulls { get; private set; }

    /// <summary>Whether a row is NULL; its value is then without meaning.</summary>
    public bool IsNull(int row) => HasNulls && _nulls[row];

    /// <summary>Makes a row NULL, whatever its value was or will be.</summary>
    public void SetNull(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count, nameof(row));
        if (!HasNulls)
        {
            if (_nulls.Length < Count)
            {
                _nulls = new bool[Math.Max(Count, RowCountDefault)];
            }

            Array.Clear(_nulls, 0, Count);
            HasNulls = true;
        }

        _nulls[row] = true;
    }

    /// <summary>Begins anew with so many rows, none of them NULL, their values still to be written.</summary>
    public void Reset(int rowCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        Count = rowCount;
        HasNulls = false;
        OnReset(rowCount);
    }

    /// <summary>Becomes, row by row, the given rows of another vector of the same kind.</summary>
    /// <param name="source">The other vector.</param>
    /// <param name="rows">For each row of this one the other's; below 0 for NULL.</param>
    public void Gather(CellVector source, ReadOnlySpan<int> rows)
    {
        Reset(rows.Length);
        GatherValues(source, rows);
        for (int row = 0; row < rows.Length; row++)
        {
            if (rows[row] < 0 || source.IsNull(rows[row]))
            {
                SetNull(row);
            }
        }
    }

    private protected const int RowCountDefault = 1024;

    private protected abstract void OnReset(int rowCount);

    private protected abstract void GatherValues(CellVector source, ReadOnlySpan<int> rows);
}
