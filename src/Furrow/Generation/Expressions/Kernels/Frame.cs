using Furrow.Data.Cells;

namespace Furrow.Generation.Expressions.Kernels;

/// <summary>
/// The rows of a batch that a kernel is to compute, all of them or some. Kernels see only rows that are wanted, so what
/// is behind a condition cannot fail for the others; only leaves know where in the batch the rows are.
/// </summary>
internal readonly struct Frame
{
    private readonly int[]? _rows;

    /// <summary>All rows of a batch.</summary>
    public Frame(CellBatch batch)
        : this(batch, null, batch.Count)
    {
    }

    private Frame(CellBatch batch, int[]? rows, int count) => (Batch, _rows, Count) = (batch, rows, count);

    public CellBatch Batch { get; }

    public int Count { get; }

    public bool HasAllRows => _rows is null;

    /// <summary>The rows in the batch, none where they are all.</summary>
    public ReadOnlySpan<int> Rows => _rows is null ? [] : _rows.AsSpan(0, Count);

    /// <summary>Turns places among this frame's rows into rows of the batch, and makes a frame of them.</summary>
    public Frame Select(int[] places, int count)
    {
        if (_rows is not null)
        {
            for (int i = 0; i < count; i++)
            {
                places[i] = _rows[places[i]];
            }
        }

        return new Frame(Batch, places, count);
    }

    public CellVector Rent(CellType type)
    {
        CellVector vector = Batch.Rent(type);
        vector.Reset(Count);
        return vector;
    }
}
