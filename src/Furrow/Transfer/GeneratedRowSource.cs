using System.Collections.Immutable;
using Furrow.Data.Cells;
using Furrow.Data.Cells.Texts;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;

namespace Furrow.Transfer;

/// <summary>A table's generated rows, as work for encoders.</summary>
/// <param name="Columns">The columns in the order of the vectors.</param>
/// <param name="RangeCount">How many ranges of rows there are.</param>
/// <param name="CreateSource">Makes what fills chunks with an encoder, one for each thread.</param>
public sealed record GeneratedRows(
    ImmutableArray<BulkColumn> Columns, long RangeCount, Func<IRowEncoder, IChunkSource> CreateSource);

/// <summary>
/// Rows that are generated while they are written to files, in every format that an export has: as COPY text in
/// canonical text, from which the formats are made. Of the database only its definitions are read.
/// </summary>
/// <param name="database">Knows how the files have to be framed.</param>
/// <param name="workerCount">How many threads encode.</param>
/// <param name="generate">The rows of a table of the plan.</param>
/// <param name="numbering">Where what numbers rows stands when all of them are there.</param>
public sealed class GeneratedRowSource(
    ITransferWork database,
    int workerCount,
    Func<Table, GeneratedRows> generate,
    ImmutableArray<SequenceValue> numbering) : IRowSource
{
    /// <inheritdoc />
    public ScriptFrame Script => database.Script;

    /// <summary>What of a table is written: the columns that are generated.</summary>
    public RowSelection Select(Table table) =>
        new(table, [.. generate(table).Columns.Select(column => new ProjectedColumn(column.Column))]);

    /// <inheritdoc />
    public async Task<long> WriteRowsAsync(RowSelection rows, Stream target, CancellationToken cancellationToken)
    {
        GeneratedRows table = generate(rows.Table);
        long count = 0;
        await new BulkPipeline(workerCount).RunAsync(
            table.RangeCount,
            () => table.CreateSource(new CopyTextEncoder(table.Columns.Select(
                column => CellText.Of(new CellPlace(rows.Table.Name, column.Column), column.Cells)))),
            async (chunk, token) =>
            {
                await target.WriteAsync(chunk.Bytes, token);
                count += chunk.RowCount;
            },
            cancellationToken);
        return count;
    }

    /// <inheritdoc />
    public Task<long> WriteStatementsAsync(RowSelection rows, Stream target, CancellationToken cancellationToken) =>
        database.WriteStatementsAsync(
            rows, (stream, token) => WriteRowsAsync(rows, stream, token), target, cancellationToken);

    /// <inheritdoc />
    public Task<LoadFrame> ReadFrameAsync(LoadFrameRequest request, CancellationToken cancellationToken) =>
        database.ReadFrameAsync(request, cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<SequenceValue>> ReadNumberingAsync(
        IReadOnlyList<Table>? tables, CancellationToken cancellationToken) => Task.FromResult(numbering);

    /// <inheritdoc />
    public ImmutableArray<string> SetNumbering(IReadOnlyList<SequenceValue> numbering) =>
        database.SetNumbering(numbering);

    /// <inheritdoc />
    public Task<SchemaScript> ReadSchemaScriptAsync(
        SchemaScriptRequest request, CancellationToken cancellationToken) =>
        database.ReadSchemaScriptAsync(request, cancellationToken);

    /// <summary>None are generated.</summary>
    public Task<long> WriteLargeObjectsAsync(Stream target, CancellationToken cancellationToken) =>
        Task.FromResult(0L);
}
