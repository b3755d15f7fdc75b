using Furrow.Data.Cells;
using Furrow.Events;
using Furrow.Generation;
using Furrow.Providers;
using Furrow.Scenarios.Planning;

namespace Furrow.Scenarios.Running;

/// <summary>Writes a planned table's rows into the session's open transaction.</summary>
internal sealed class TableWriter(ISession session, EventHub events)
{
    private const int ChunkByteCount = 256 * 1024;

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
        IRowEncoder encoder = load.CreateEncoder();
        RowChunk chunk = new();
        CellBatch batch = table.Program.CreateBatch();
        CellVector[] cells = new CellVector[table.Columns.Length];
        long written = 0;
        for (long first = table.Program.Space.First; first < table.Program.Space.End; first += batch.Count)
        {
            batch.Reset((int)Math.Min(CellBatch.RowCountMax, table.Program.Space.End - first));
            table.Program.Space.Enumerate(first, batch);
            for (int column = 0; column < cells.Length; column++)
            {
                cells[column] = table.Program.Compute(batch, table.Columns[column].Slot);
            }

            encoder.Encode(cells, batch.Count, chunk);
            written += batch.Count;
            if (chunk.ByteCount >= ChunkByteCount || written == total)
            {
                await load.WriteAsync(chunk, cancellationToken);
                ByteCount += chunk.ByteCount;
                chunk.Clear();
                events.Emit(new ProgressMade(
                    EventOperation.Insert, $"generate {table.Table.Name.Name}", "rows", written, total));
            }
        }

        return await load.CompleteAsync(cancellationToken);
    }
}
