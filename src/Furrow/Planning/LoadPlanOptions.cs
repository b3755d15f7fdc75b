using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Planning;

/// <summary>What is to be loaded, and how the caller can write it.</summary>
public sealed record LoadPlanOptions
{
    /// <summary>The tables to load; null for all. Naming a partitioned table covers its partitions.</summary>
    public ImmutableArray<ObjectName>? Tables { get; init; }

    /// <summary>
    /// How many rows will be written to each table, by the name they are written to. Tables that are missing here
    /// count as small.
    /// </summary>
    public ImmutableDictionary<ObjectName, long> RowCounts { get; init; } = ImmutableDictionary<ObjectName, long>.Empty;

    /// <summary>
    /// How many deferred checks, one per row and key, the plan may leave to the server's memory. Default 10 million.
    /// </summary>
    public long DeferredCheckCountMax { get; init; } = 10_000_000;

    /// <summary>
    /// Whether the caller writes rows that refer to each other in one statement, or can put referenced rows first.
    /// False for rows that arrive in a given order and are written in several statements. Default true.
    /// </summary>
    public bool CanOrderRows { get; init; } = true;
}
