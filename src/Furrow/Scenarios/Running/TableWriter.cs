using System.Collections.Immutable;
using Furrow.Data.Cells;
using Furrow.Events;
using Furrow.Generation;
using Furrow.Providers;
using Furrow.Scenarios.Planning;

namespace Furrow.Scenarios.Running;

/// <summary>
/// Writes a planned table's rows into the session's open transaction: made and encoded by several threads, sent by one.
/// </summary>
internal sealed class TableWriter(ISession session, EventHub events, int workerCount)
{
    private const int BatchesPerRange = 8;
    private const long RowsPerRange = BatchesPerRange * CellBatch.RowCountMax;

    /// <summary>How many bytes were written so far, of all tables.</summary>
    public long ByteCount { get; private set; }

    /// <summary>Writes all rows and returns how many there were.</summary>
    public async Task<long> WriteAsync(PlannedTable table, CancellationToken cancellationToken)
    {
        long total = table.Program.Space.Count;
        if (total == 0)
        {
            return 0;
        }

        BulkRequest request = new(
            table.Table, [.. table.Columns.Select(column => new BulkColumn(column.Column, column.Cells))]);
        await using IBulkLoad load = await session.BeginBulkLoadAsync(request, cancellationToken);
        long ranges = (total + RowsPerRange - 1) / RowsPerRange;
        long written = 0;
        await new BulkPipeline(workerCount).RunAsync(
            ranges,
            () => new Source(table, load.CreateEncoder()),
            async (chunk, token) =>
            {
                await load.WriteAsync(chunk, token);
                ByteCount += chunk.ByteCount;
                written += chunk.RowCount;
                events.Emit(new ProgressMade(
                    EventOperation.Insert, $"generate {table.Table.Name.Name}", "rows", written, total));
            },
            cancellationToken);
        return await load.CompleteAsync(cancellationToken);
    }

    private sealed class Source(PlannedTable table, IRowEncoder encoder) : IChunkSource
    {
        private readonly CellBatch _batch = table.Program.CreateBatch();
        private readonly CellVector[] _cells = new CellVector[table.Columns.Length];

        public void Fill(long range, RowChunk chunk, CancellationToken cancellationToken)
        {
            long first = table.Program.Space.First + (range * RowsPerRange);
            long end = Math.Min(first + RowsPerRange, table.Program.Space.End);
            ImmutableArray<PlannedColumn> columns = table.Columns;
            for (; first < end; first += _batch.Count)
            {
                cancellationToken.ThrowIfCancellationRequested();
                _batch.Reset((int)Math.Min(CellBatch.RowCountMax, end - first));
                table.Program.Space.Enumerate(first, _batch);
                for (int column = 0; column < _cells.Length; column++)
                {
                    _cells[column] = table.Program.Compute(_batch, columns[column].Slot);
                }

                encoder.Encode(_cells, _batch.Count, chunk);
            }
        }
    }
}
