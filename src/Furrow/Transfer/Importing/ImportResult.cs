using System.Collections.Immutable;
using Furrow.Providers;

namespace Furrow.Transfer.Importing;

/// <summary>What was imported.</summary>
/// <param name="Tables">The tables that were filled and how many rows each has, in the order of the files.</param>
public sealed record ImportResult(ImmutableArray<TableRowCount> Tables)
{
    /// <summary>Rows in all.</summary>
    public long Rows => Tables.Sum(table => table.Rows);

    /// <summary>How many migrations the history does not know: an import leaves it alone.</summary>
    public int PendingMigrations { get; init; }

    /// <summary>How many seeds of the environment the history does not know.</summary>
    public int PendingSeeds { get; init; }
}
