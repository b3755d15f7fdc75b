namespace Furrow.Generation.Spaces;

/// <summary>
/// Which rows a table has, and who they are: found by number, in any order, without looking at other rows. Immutable.
/// </summary>
public abstract class RowSpace
{
    /// <summary>The first row's number; 0 unless rows of an earlier run are continued.</summary>
    public abstract long First { get; }

    /// <summary>How many rows there are.</summary>
    public abstract long Count { get; }

    /// <summary>The number behind the last row's.</summary>
    public long End => First + Count;

    /// <summary>About how many bytes of memory it takes, whatever the size of batches.</summary>
    public virtual long ByteCount => 0;

    /// <summary>Writes the identities of consecutive rows into a batch.</summary>
    /// <param name="first">The first row's number.</param>
    /// <param name="batch">The batch, reset to as many rows as are wanted.</param>
    public abstract void Enumerate(long first, CellBatch batch);

    /// <summary>Writes the identities of rows of which the batch holds the numbers.</summary>
    public abstract void Locate(CellBatch batch);
}
