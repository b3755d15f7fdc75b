using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Providers;

/// <summary>Rows to insert as they are: each cell in canonical text, null for NULL.</summary>
/// <param name="Table">The table, from the catalog.</param>
/// <param name="Columns">The columns given, at least one, all writable, in the order of the cells.</param>
/// <param name="Rows">The rows.</param>
public sealed record RowInsert(Table Table, ImmutableArray<Column> Columns, IReadOnlyList<string?[]> Rows)
{
    /// <summary>The columns wanted back of each inserted row, numbers and defaults filled in. Default none.</summary>
    public ImmutableArray<Column> Returning { get; init; } = [];
}

/// <summary>Which rows of a table are meant: those that have all these values; NULL is a value here.</summary>
/// <param name="Table">The table, from the catalog.</param>
/// <param name="By">The columns to look at; none for every row.</param>
/// <param name="Values">Their values in canonical text.</param>
public sealed record RowSearch(Table Table, ImmutableArray<Column> By, IReadOnlyList<string?> Values)
{
    /// <summary>The columns wanted of each row found.</summary>
    public ImmutableArray<Column> Columns { get; init; } = [];

    /// <summary>After how many rows to stop; null for all.</summary>
    public int? RowCountMax { get; init; }
}

/// <summary>
/// Some rows of a table to judge its columns by: the first ones, and others from places spread over all of it. Costs
/// little however large the table is; which rows these are is the database's to say.
/// </summary>
/// <param name="Table">The table, from the catalog.</param>
/// <param name="Columns">The columns wanted, at least one.</param>
/// <param name="RowCountMax">How many rows at most, 2 or more.</param>
public sealed record RowSample(Table Table, ImmutableArray<Column> Columns, int RowCountMax)
{
    /// <summary>How much of a cell is wanted, in characters; the rest of it is cut. Null for all.</summary>
    public int? TextLengthMax { get; init; }
}
