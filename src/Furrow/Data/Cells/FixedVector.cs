namespace Furrow.Data.Cells;

/// <summary>Values of a fixed size.</summary>
public sealed class FixedVector<T> : CellVector
    where T : unmanaged
{
    private T[] _values = [];

    /// <summary>Creates an empty one.</summary>
    public FixedVector(CellKind kind)
        : base(kind)
    {
    }

    /// <summary>The values, one a row, to read and to write.</summary>
    public Span<T> Values => _values.AsSpan(0, Count);

    private protected override void OnReset(int rowCount)
    {
        if (_values.Length < rowCount)
        {
            _values = new T[Math.Max(rowCount, RowCountDefault)];
        }
    }

    private protected override void GatherValues(CellVector source, ReadOnlySpan<int> rows)
    {
        Span<T> values = Values;
        ReadOnlySpan<T> others = ((FixedVector<T>)source).Values;
        for (int row = 0; row < rows.Length; row++)
        {
            values[row] = rows[row] < 0 ? default : others[rows[row]];
        }
    }
}
