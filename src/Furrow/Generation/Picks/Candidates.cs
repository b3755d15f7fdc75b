using Furrow.Generation.Programs;
using Furrow.Generation.Spaces;

namespace Furrow.Generation.Picks;

/// <summary>The rows that a pick chooses among: all of a table's, or those that qualify; by rank, from 0.</summary>
/// <param name="Table">The table.</param>
/// <param name="Filter">Those that qualify; null for all.</param>
public sealed record Candidates(TableProgram Table, QualifyingRows? Filter = null)
{
    /// <summary>How many there are.</summary>
    public long Count => Filter?.Rows.Count ?? Table.Space.Count;

    /// <summary>What has to be ready before they are known.</summary>
    public IReadOnlyList<Dependency> Dependencies => Filter is null
        ? [new Dependency.Rows(Table)]
        : [new Dependency.Rows(Table), new Dependency.Work(Filter)];

    /// <summary>What they are called in messages.</summary>
    public string Description => Filter?.Description ?? $"the rows of {Table.Name}";

    /// <summary>The row number of a rank.</summary>
    public long this[long rank] => Filter is { } filter ? filter.Rows[rank] : Table.Space.First + rank;

    /// <summary>The rank of a row, below 0 where it is none of them.</summary>
    public long RankOf(long number)
    {
        RowSpace space = Table.Space;
        return number < space.First || number >= space.End ? -1
            : Filter is not { } filter ? number - space.First
            : filter.Rows.Contains(number) ? filter.Rows.RankOf(number) : -1;
    }
}
