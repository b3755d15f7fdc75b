using Furrow.Events;
using Furrow.Providers;
using Furrow.Scenarios.Planning;

namespace Furrow.Scenarios.Running;

/// <summary>
/// Writes a planned table's rows into the session's open transaction: made and encoded by several threads, sent by one.
/// </summary>
internal sealed class TableWriter(ISession session, EventHub events, int workerCount)
{
    /// <summary>How many bytes were written so far, of all tables.</summary>
    public long ByteCount { get; private set; }

    /// <summary>Writes some of a table's rows and returns how many there were.</summary>
    public async Task<long> WriteAsync(PlannedTable table, RowRange rows, CancellationToken cancellationToken)
    {
        long total = rows.Count;
        if (total == 0)
        {
            return 0;
        }

        BulkRequest request = new(
            table.Table, [.. table.Columns.Select(column => new BulkColumn(column.Column, column.Cells))]);
        await using IBulkLoad load = await session.BeginBulkLoadAsync(request, cancellationToken);
        long written = 0;
        await new BulkPipeline(workerCount).RunAsync(
            PlannedRows.RangeCount(rows),
            () => new PlannedRows(table, rows, load.CreateEncoder()),
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
}
