using Furrow.Generation.Spaces;
using Furrow.Scenarios.Planning;

namespace Furrow.Scenarios.Running;

/// <summary>Consecutive rows of a table, by their numbers; <paramref name="End"/> is behind the last.</summary>
internal readonly record struct RowRange(long First, long End)
{
    /// <summary>How many.</summary>
    public long Count => End - First;

    /// <summary>All of a table's rows.</summary>
    public static RowRange All(PlannedTable table) => new(table.Program.Space.First, table.Program.Space.End);
}

/// <summary>
/// One of the parts that rows are written in: of rows that no other brings with it one of as many stretches as there
/// are parts, and of all others those that these bring.
/// </summary>
/// <param name="Number">Which, from 1.</param>
/// <param name="Count">How many there are.</param>
internal sealed record ShardPart(int Number, int Count)
{
    /// <summary>The part's rows of a table; all parts together have each row once.</summary>
    public RowRange Of(RowSpace space) => new(Start(space, Number - 1), Start(space, Number));

    // Where a part begins that so many come before.
    private long Start(RowSpace space, int earlier)
    {
        if (space is not ChildSpace children)
        {
            return space.First + (long)((Int128)space.Count * earlier / Count);
        }

        long parent = Start(children.Parents, earlier);
        return parent == children.Parents.End ? children.End : children.ChildrenOf(parent).First;
    }
}
