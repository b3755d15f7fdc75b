using Furrow.Data.Cells;
using Furrow.Generation.Programs;

namespace Furrow.Generation;

/// <summary>
/// Computes one slot of a batch of rows, purely: by its key, the rows' addresses and numbers, and cells that are there
/// already. Immutable, so that any number of threads may use it; what memory it needs for a batch it rents from it.
/// </summary>
public abstract class CellGenerator
{
    /// <summary>What it fills a slot with.</summary>
    public abstract CellType Type { get; }

    /// <summary>The slots of the same batch that it reads.</summary>
    public virtual IReadOnlyList<int> Reads => [];

    /// <summary>What else has to be there before it can be used: rows, cells and plans of other tables.</summary>
    public virtual IReadOnlyList<Dependency> Dependencies => [];

    /// <summary>Whether no two rows have the same cell, however many there are.</summary>
    public virtual bool IsUnique => false;

    /// <summary>Writes every row of the target, which has been reset to the batch's rows.</summary>
    public abstract void Fill(CellBatch batch, CellVector target);
}
