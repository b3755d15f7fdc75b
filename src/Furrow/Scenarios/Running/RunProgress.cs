using Furrow.Events;
using Furrow.Schema;

namespace Furrow.Scenarios.Running;

/// <summary>
/// Tells how far a run is: of the first table that is not done, and of all together, however many write at once.
/// </summary>
/// <param name="events">Where it is told.</param>
/// <param name="tables">The tables in order, and how many rows each gets.</param>
internal sealed class RunProgress(EventHub events, IEnumerable<(ObjectName Table, long Rows)> tables)
{
    private readonly Lock _gate = new();
    private readonly (ObjectName Table, long Rows)[] _tables = [.. tables];
    private readonly Dictionary<ObjectName, long> _done = [];

    /// <summary>A table got so many rows more.</summary>
    public void Advance(ObjectName table, int rowCount)
    {
        // Told under the lock too, so that it never goes backwards.
        lock (_gate)
        {
            _done[table] = _done.GetValueOrDefault(table) + rowCount;
            (ObjectName Table, long Rows) at = _tables.FirstOrDefault(known => Done(known) < known.Rows, _tables[^1]);
            events.Emit(new ProgressMade(
                EventOperation.Insert, $"generate {at.Table.Name}", "rows", Done(at), at.Rows)
            {
                Whole = new WorkShare(_done.Values.Sum(), _tables.Sum(known => known.Rows)),
            });
        }

        long Done((ObjectName Table, long Rows) known) => _done.GetValueOrDefault(known.Table);
    }
}
