using System.Collections.Immutable;
using Furrow.Events;
using Furrow.Providers;

namespace Furrow.Clearing;

/// <summary>What <c>clear</c> did.</summary>
/// <param name="Tables">Every table that it emptied and how many rows it held, by name.</param>
/// <param name="Seeds">The seeds that are pending again because their rows are gone, by name.</param>
public sealed record ClearResult(ImmutableArray<TableRowCount> Tables, ImmutableArray<string> Seeds)
{
    /// <summary>How many rows were removed.</summary>
    public long Rows => Tables.Sum(table => table.Rows);

    /// <summary>Tells of each table that held rows; for when they are gone for good.</summary>
    internal void Tell(EventHub events)
    {
        foreach (TableRowCount table in Tables.Where(table => table.Rows > 0))
        {
            events.Emit(new TableCleared(table.Table.ToString(), table.Rows));
        }
    }
}
