using System.Collections.Immutable;
using Furrow.Data.Cells;
using Furrow.Schema;

namespace Furrow.Providers;

/// <summary>A column to load and what the vectors given for it will hold.</summary>
public sealed record BulkColumn(Column Column, CellType Cells);

/// <summary>What to load: a table from the catalog, and columns of it that are all writable.</summary>
/// <param name="Table">The table; a partitioned one takes its partitions' rows.</param>
/// <param name="Columns">
/// The columns in the order of the vectors. Those that are not given get their default; an identity column that is
/// given gets the values given, whatever it is declared as.
/// </param>
public sealed record BulkRequest(Table Table, ImmutableArray<BulkColumn> Columns)
{
    /// <summary>The request itself, if every column may be given.</summary>
    /// <exception cref="InvalidOperationException">
    /// A column is computed by the database, or there is no column.
    /// </exception>
    public BulkRequest Checked() =>
        Columns.IsEmpty ? throw new InvalidOperationException($"No column of {Table.Name} is given.")
        : Columns.FirstOrDefault(column => !column.Column.IsWritable) is { } computed
        ? throw new InvalidOperationException($"{Table.Name}.{computed.Column.Name} is computed by the database.")
        : this;
}

/// <summary>
/// Rows on their way into one table, within the session's open transaction. Until it is completed or disposed, nothing
/// else can be asked of the session. Encoding and sending are two things, so that the one can be done on other threads;
/// no time limit applies. An error of the database's about a row is a <see cref="Errors.FurrowException"/> that names
/// the table and shows no value. Disposing without completing gives the rows up, and with them the transaction, which
/// can then only be rolled back.
/// </summary>
public interface IBulkLoad : IAsyncDisposable
{
    /// <summary>An encoder for one thread; its chunks are for this load only.</summary>
    IRowEncoder CreateEncoder();

    /// <summary>
    /// Sends a chunk's rows. They have arrived when this returns as far as the chunk is concerned, which may be filled
    /// again; whether the database takes them may show only later.
    /// </summary>
    Task WriteAsync(RowChunk chunk, CancellationToken cancellationToken);

    /// <summary>Ends the load and returns how many rows were sent.</summary>
    Task<long> CompleteAsync(CancellationToken cancellationToken);
}
