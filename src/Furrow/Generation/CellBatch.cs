using Furrow.Data.Cells;

namespace Furrow.Generation;

/// <summary>
/// Some rows of one table while their cells are computed: who they are, the cells there are so far, and memory to lend.
/// Belongs to one thread; the same batch is used for one set of rows after another.
/// </summary>
public sealed class CellBatch
{
    /// <summary>The most rows that a batch has.</summary>
    public const int RowCountMax = 4096;

    private readonly CellVector?[] _cells;
    private readonly int[] _versions;
    private readonly Dictionary<CellKind, Stack<CellVector>> _lent = [];
    private readonly Dictionary<object, CellBatch> _nested = new(ReferenceEqualityComparer.Instance);
    private readonly Stack<CellBatch> _lentBatches = [];
    private long[] _numbers = new long[RowCountMax];
    private ulong[] _addresses = new ulong[RowCountMax];
    private long[] _parents = new long[RowCountMax];
    private int[] _ordinals = new int[RowCountMax];
    private int[] _mapping = [];

    /// <summary>Creates one for tables of so many slots; a slot is a column or a value that only others read.</summary>
    public CellBatch(int slotCount)
    {
        _cells = new CellVector?[slotCount];
        _versions = new int[slotCount];
    }

    /// <summary>How many rows there are.</summary>
    public int Count { get; private set; }

    /// <summary>Another number for each set of rows that this batch has had, from 1; 0 before the first.</summary>
    public int Version { get; private set; }

    /// <summary>Each row's number in its table, without gaps: for keys and what is to be unique.</summary>
    public Span<long> Numbers => _numbers.AsSpan(0, Count);

    /// <summary>Each row's address: what its cells are drawn by.</summary>
    public Span<ulong> Addresses => _addresses.AsSpan(0, Count);

    /// <summary>The number of each row's parent in its table; without meaning for roots.</summary>
    public Span<long> Parents => _parents.AsSpan(0, Count);

    /// <summary>Which child of its parent each row is, from 0; 0 for roots.</summary>
    public Span<int> Ordinals => _ordinals.AsSpan(0, Count);

    /// <summary>Of a nested batch: the version of the outer one's rows that it was made for; 0 for none.</summary>
    internal int OuterVersion { get; set; }

    /// <summary>Begins with so many rows, whose identities are still to be written; no slot has cells.</summary>
    public void Reset(int rowCount)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rowCount, RowCountMax);
        Begin(rowCount);
    }

    /// <summary>A slot's cells, which must have been computed already.</summary>
    public CellVector Cells(int slot) => Has(slot)
        ? _cells[slot]!
        : throw new InvalidOperationException($"slot {slot} is read before it is computed");

    /// <summary>Whether a slot has been computed for these rows.</summary>
    public bool Has(int slot) => _versions[slot] == Version;

    /// <summary>A slot's own vector, reset to these rows, for whoever computes it now.</summary>
    public CellVector Begin(int slot, CellType type)
    {
        CellVector cells = _cells[slot] ??= type.CreateVector();
        cells.Reset(Count);
        _versions[slot] = Version;
        return cells;
    }

    /// <summary>Gives a slot cells that were computed elsewhere.</summary>
    public void Set(int slot, CellVector cells)
    {
        _cells[slot] = cells;
        _versions[slot] = Version;
    }

    /// <summary>
    /// A batch that belongs to this one and to whoever asks: for rows of other tables that its rows lead to.
    /// </summary>
    public CellBatch Nested(object owner, int slotCount)
    {
        if (!_nested.TryGetValue(owner, out CellBatch? nested))
        {
            _nested.Add(owner, nested = new CellBatch(slotCount));
        }

        return nested;
    }

    /// <summary>Of a nested batch: for each row of the outer one its row here, below 0 for none.</summary>
    internal Span<int> Mapping(int outerCount)
    {
        if (_mapping.Length < outerCount)
        {
            _mapping = new int[RowCountMax];
        }

        return _mapping.AsSpan(0, outerCount);
    }

    /// <summary>Lends a vector, reset to this batch's rows; to be given back.</summary>
    public CellVector Rent(CellType type)
    {
        CellVector vector = type.Item is null && _lent.TryGetValue(type.Kind, out Stack<CellVector>? free)
            && free.TryPop(out CellVector? lent) ? lent : type.CreateVector();
        vector.Reset(Count);
        return vector;
    }

    /// <summary>
    /// Lends a batch for the items of lists: any number of them, each number 0 and with an address still to be written;
    /// to be given back.
    /// </summary>
    public CellBatch RentItems(int itemCount)
    {
        CellBatch items = _lentBatches.TryPop(out CellBatch? lent) ? lent : new CellBatch(0);
        items.Begin(itemCount);
        items.Numbers.Clear();
        items.Parents.Clear();
        items.Ordinals.Clear();
        return items;
    }

    /// <summary>Takes a batch of items back.</summary>
    public void Return(CellBatch items) => _lentBatches.Push(items);

    /// <summary>Takes a lent vector back.</summary>
    public void Return(CellVector vector)
    {
        if (vector.Kind == CellKind.List)
        {
            return;
        }

        if (!_lent.TryGetValue(vector.Kind, out Stack<CellVector>? free))
        {
            _lent.Add(vector.Kind, free = new Stack<CellVector>());
        }

        free.Push(vector);
    }

    private void Begin(int rowCount)
    {
        Count = rowCount;
        Version++;
        if (_numbers.Length < rowCount)
        {
            int length = Math.Max(rowCount, 2 * _numbers.Length);
            (_numbers, _addresses) = (new long[length], new ulong[length]);
            (_parents, _ordinals) = (new long[length], new int[length]);
        }
    }
}
