namespace Furrow.Data.Cells;

/// <summary>
/// Writes rows of column vectors in the form that one target takes. Keeps no rows between calls; belongs to one thread,
/// so that each thread has its own.
/// </summary>
public interface IRowEncoder
{
    /// <summary>Appends rows to a chunk.</summary>
    /// <param name="columns">
    /// A vector for each column, in the order and of the types that the encoder was made for.
    /// </param>
    /// <param name="rowCount">How many rows there are, the same in every vector.</param>
    /// <param name="chunk">Where they go.</param>
    /// <exception cref="Errors.FurrowException">
    /// Code <c>scenario.invalid</c>: a value does not fit its column.
    /// </exception>
    void Encode(IReadOnlyList<CellVector> columns, int rowCount, RowChunk chunk);
}
