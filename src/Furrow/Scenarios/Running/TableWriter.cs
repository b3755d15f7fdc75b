using Furrow.Providers;
using Furrow.Scenarios.Planning;

namespace Furrow.Scenarios.Running;

/// <summary>
/// Writes a planned table's rows into the session's open transaction: made and encoded by several threads, sent by one.
/// </summary>
internal sealed class TableWriter(ISession session, TimeProvider clock, RunProgress progress, int workerCount)
{
    /// <summary>How many bytes were written so far, of all tables.</summary>
    public long ByteCount { get; private set; }

    /// <summary>Writes some of a table's rows.</summary>
    public async Task<TableGenerated> WriteAsync(
        PlannedTable table, RowRange rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return new TableGenerated(table.Table.Name, 0, 0);
        }

        long start = clock.GetTimestamp();
        long bytesBefore = ByteCount;
        BulkRequest request = new(
            table.Table, [.. table.Columns.Select(column => new BulkColumn(column.Column, column.Cells))]);
        await using IBulkLoad load = await session.BeginBulkLoadAsync(request, cancellationToken);
        await new BulkPipeline(workerCount).RunAsync(
            PlannedRows.RangeCount(rows),
            () => new PlannedRows(table, rows, load.CreateEncoder()),
            async (chunk, token) =>
            {
                await load.WriteAsync(chunk, token);
                ByteCount += chunk.ByteCount;
                progress.Advance(table.Table.Name, chunk.RowCount);
            },
            cancellationToken);
        long written = await load.CompleteAsync(cancellationToken);
        long elapsed = (long)clock.GetElapsedTime(start).TotalMilliseconds;
        return new TableGenerated(table.Table.Name, written, elapsed) { ByteCount = ByteCount - bytesBefore };
    }
}
