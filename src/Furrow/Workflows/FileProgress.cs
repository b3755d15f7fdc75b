using Furrow.Data.Cells;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Scenarios.Planning;
using Furrow.Scenarios.Running;
using Furrow.Schema;

namespace Furrow.Workflows;

/// <summary>Tells how far generating into files is, and how long each table took.</summary>
internal sealed class FileProgress(GenerationPlan plan, EventHub events, TimeProvider clock)
{
    private readonly RunProgress _progress = new(
        events, plan.Tables.Select(table => (table.Table.Name, table.Program.Space.Count)));

    private readonly Lock _gate = new();
    private readonly Dictionary<ObjectName, (long First, long Last)> _times = [];

    /// <summary>How long it took to make a table's rows; 0 for none.</summary>
    public long DurationMs(ObjectName table) => _times.TryGetValue(table, out (long First, long Last) time)
        ? (long)clock.GetElapsedTime(time.First, time.Last).TotalMilliseconds : 0;

    /// <summary>A table's rows, watched.</summary>
    public IChunkSource Watch(ObjectName table, IChunkSource rows)
    {
        Note(table);
        return new WatchedRows(this, table, rows);
    }

    private void Note(ObjectName table)
    {
        long now = clock.GetTimestamp();
        lock (_gate)
        {
            long first = _times.TryGetValue(table, out (long First, long Last) time) ? time.First : now;
            _times[table] = (first, now);
        }
    }

    private sealed class WatchedRows(FileProgress progress, ObjectName table, IChunkSource rows) : IChunkSource
    {
        public void Fill(long range, RowChunk chunk, CancellationToken cancellationToken)
        {
            int rowsBefore = chunk.RowCount;
            rows.Fill(range, chunk, cancellationToken);
            progress.Note(table);
            progress._progress.Advance(table, chunk.RowCount - rowsBefore);
        }
    }
}
