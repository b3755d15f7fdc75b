namespace Furrow.Data.Cells;

/// <summary>Lists of values: the items of all rows one after another, and where each row's end.</summary>
public sealed class ListVector : CellVector
{
    private int[] _ends = [];
    private int[] _picks = [];

    /// <summary>Creates an empty one whose items lie in a vector of their own.</summary>
    public ListVector(CellVector items)
        : base(CellKind.List) => Items = items;

    /// <summary>The items of all rows. Filled by whoever fills the lists, after or before their ends.</summary>
    public CellVector Items { get; }

    /// <summary>For each row, where its items end in <see cref="Items"/>, to read and to write.</summary>
    public Span<int> Ends => _ends.AsSpan(0, Count);

    /// <summary>Where a row's items lie.</summary>
    public (int Start, int End) RangeOf(int row) => (row == 0 ? 0 : _ends[row - 1], _ends[row]);

    private protected override void OnReset(int rowCount)
    {
        if (_ends.Length < rowCount)
        {
            _ends = new int[Math.Max(rowCount, RowCountDefault)];
        }
    }

    private protected override void GatherValues(CellVector source, ReadOnlySpan<int> rows)
    {
        ListVector others = (ListVector)source;
        int count = 0;
        for (int row = 0; row < rows.Length; row++)
        {
            (int start, int end) = rows[row] < 0 ? (0, 0) : others.RangeOf(rows[row]);
            if (_picks.Length < count + end - start)
            {
                Array.Resize(ref _picks, Math.Max(count + end - start, Math.Max(RowCountDefault, 2 * _picks.Length)));
            }

            for (int item = start; item < end; item++)
            {
                _picks[count++] = item;
            }

            _ends[row] = count;
        }

        Items.Gather(others.Items, _picks.AsSpan(0, count));
    }
}
