using Furrow.Data.Cells;
using Furrow.Data.Cells.Texts;

namespace Furrow.Generation.Expressions.Kernels;

/// <summary>What a kernel yields: a vector of the frame's rows, or of one row that stands for all of them.</summary>
internal readonly struct Column
{
    // 0 for what is constant, so that every row leads to the only one there is; all ones otherwise.
    private readonly int _mask;
    private readonly bool _isOwned;

    private Column(CellVector vector, int mask, bool isOwned) => (Vector, _mask, _isOwned) = (vector, mask, isOwned);

    public CellVector Vector { get; }

    public bool IsConstant => _mask == 0;

    public int Mask => _mask;

    /// <summary>One that was rented and goes back with <see cref="Release"/>.</summary>
    public static Column Owned(CellVector vector) => new(vector, -1, true);

    /// <summary>One that belongs to somebody else.</summary>
    public static Column Borrowed(CellVector vector) => new(vector, -1, false);

    public static Column Constant(CellVector vector) => new(vector, 0, false);

    public bool IsNull(int row) => Vector.IsNull(row & _mask);

    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged => ((FixedVector<T>)Vector).Values;

    public ReadOnlySpan<byte> Text(int row) => ((BytesVector)Vector)[row & _mask];

    /// <summary>Appends the canonical text of a row that is not NULL.</summary>
    public void WriteText(int row, BytesVector target) => ValueText.Write(Vector, row & _mask, default, target);

    public T Value<T>(int row)
        where T : unmanaged => ((FixedVector<T>)Vector).Values[row & _mask];

    public void Release(Frame frame)
    {
        if (_isOwned)
        {
            frame.Batch.Return(Vector);
        }
    }
}
