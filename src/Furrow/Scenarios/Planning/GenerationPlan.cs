using System.Collections.Immutable;
using Furrow.Data.Cells;
using Furrow.Generation.Programs;
using Furrow.Planning;
using Furrow.Schema;

namespace Furrow.Scenarios.Planning;

/// <summary>A column that is written, and the slot that computes it.</summary>
internal sealed record PlannedColumn(Column Column, int Slot, CellType Cells);

/// <summary>A table that is filled.</summary>
/// <param name="Table">The table, from the catalog.</param>
/// <param name="Program">How its cells are computed.</param>
/// <param name="Columns">The columns written, by position.</param>
/// <param name="Keys">How its rows are numbered; null where no column is.</param>
internal sealed record PlannedTable(
    Table Table, TableProgram Program, ImmutableArray<PlannedColumn> Columns, KeySequence? Keys);

/// <summary>What is generated, ready to be written in any order, in any pieces, any number of times.</summary>
internal sealed record GenerationPlan
{
    /// <summary>The tables in the order in which to fill them.</summary>
    public required ImmutableArray<PlannedTable> Tables { get; init; }

    /// <summary>How the order breaks cycles.</summary>
    public required LoadPlan LoadPlan { get; init; }

    /// <summary>About how many bytes of memory the plan holds.</summary>
    public required long ByteCount { get; init; }

    /// <summary>How many rows there are in all.</summary>
    public long Rows => Tables.Sum(table => table.Program.Space.Count);
}
