using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Scenarios;

/// <summary>How many rows a scenario would make in a database as it is.</summary>
/// <param name="Tables">The tables in the order of the file; empty where nobody can say.</param>
/// <param name="Unknown">Why nobody can say, as the end of a sentence; null where somebody can.</param>
public sealed record RowForecast(ImmutableArray<ForecastTable> Tables, string? Unknown)
{
    /// <summary>How many rows in all; null where nobody can say.</summary>
    public long? Rows => Unknown is null ? Tables.Sum(table => table.Rows) : null;

    /// <summary>One that says why there is none.</summary>
    public static RowForecast Without(string reason) => new([], reason);
}

/// <summary>How many rows one table would get.</summary>
public sealed record ForecastTable(ObjectName Table, long Rows);
