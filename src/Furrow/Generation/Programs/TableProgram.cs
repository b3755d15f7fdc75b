using Furrow.Data.Cells;
using Furrow.Generation.Spaces;

namespace Furrow.Generation.Programs;

/// <summary>One slot of a table's program: a column, or a value that only others read.</summary>
/// <param name="Name">For messages: the column's name, or what the value is for.</param>
/// <param name="Generator">What computes it.</param>
public sealed record Slot(string Name, CellGenerator Generator);

/// <summary>
/// How the cells of one table are computed: its rows, and its slots, each of which may read others. Slots are added
/// while the scenario is bound; from then on it does not change.
/// </summary>
public sealed class TableProgram
{
    private readonly List<Slot> _slots = [];
    private RowSpace? _space;

    /// <summary>Creates one without slots.</summary>
    /// <param name="name">The table's name for messages.</param>
    public TableProgram(string name) => Name = name;

    /// <summary>The table's name for messages.</summary>
    public string Name { get; }

    /// <summary>The slots; their places are what generators read by.</summary>
    public IReadOnlyList<Slot> Slots => _slots;

    /// <summary>What decides which rows there are; null for rows that are given.</summary>
    public PlannedWork? RowWork { get; set; }

    /// <summary>Which rows there are.</summary>
    /// <exception cref="InvalidOperationException">It is not planned yet.</exception>
    public RowSpace Space
    {
        get => _space ?? throw new InvalidOperationException($"the rows of {Name} are not planned yet");
        set => _space = value;
    }

    /// <summary>Adds a slot and returns its place.</summary>
    public int Add(string name, CellGenerator generator)
    {
        _slots.Add(new Slot(name, generator));
        return _slots.Count - 1;
    }

    /// <summary>A batch for rows of this table.</summary>
    public CellBatch CreateBatch() => new(_slots.Count);

    /// <summary>Computes a slot of a batch, and before it whatever it reads, unless it is there already.</summary>
    public CellVector Compute(CellBatch batch, int slot)
    {
        if (batch.Has(slot))
        {
            return batch.Cells(slot);
        }

        CellGenerator generator = _slots[slot].Generator;
        foreach (int read in generator.Reads)
        {
            Compute(batch, read);
        }

        CellVector cells = batch.Begin(slot, generator.Type);
        generator.Fill(batch, cells);
        return cells;
    }

    /// <summary>Goes through all rows in order, some at a time.</summary>
    public void Scan(Action<CellBatch> visit, CancellationToken cancellationToken)
    {
        CellBatch batch = CreateBatch();
        for (long first = Space.First; first < Space.End; first += batch.Count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            batch.Reset((int)Math.Min(CellBatch.RowCountMax, Space.End - first));
            Space.Enumerate(first, batch);
            visit(batch);
        }
    }
}
