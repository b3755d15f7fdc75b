using System.Collections.Immutable;
using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Planning;

/// <summary>
/// The ways to break a key, cheapest first. A key's way is the first that applies; its rank is what breaking it costs.
/// </summary>
internal enum BreakRank
{
    RowOrder,
    Defer,
    DeferAll,
    MakeDeferrable,
    DropAndRestore,
    NullThenUpdate,
    Impossible,
}

/// <summary>A key's rank, and where it is impossible, why.</summary>
internal readonly record struct BreakVerdict(BreakRank Rank, ImmutableArray<string> NullColumns, string? Obstacle);

/// <summary>Decides how a foreign key could be broken, from its definition and what the database can do.</summary>
internal sealed class BreakRules(ForeignKeyGraph graph, ProviderCapabilities capabilities, LoadPlanOptions options)
{
    private readonly NullableKey _nullable = new(graph.Trees);

    public BreakVerdict Judge(KeyReference reference)
    {
        if (reference.IsSelf && options.CanOrderRows && graph.Groups[reference.From].Entry is not null)
        {
            return Possible(BreakRank.RowOrder);
        }

        // Without a way to take the key off, a deferral that needs much memory is still better than a refusal.
        bool isTooLarge = CanDrop(reference) && RowCount(reference) > options.DeferredCheckCountMax;
        if (IsDeferrable(reference.Key))
        {
            return Possible(isTooLarge ? BreakRank.DropAndRestore : BreakRank.Defer);
        }

        if (capabilities.DeferAllForeignKeys)
        {
            return Possible(BreakRank.DeferAll);
        }

        if (capabilities.AlterableDeferrability && reference.IsAlterable)
        {
            return Possible(isTooLarge ? BreakRank.DropAndRestore : BreakRank.MakeDeferrable);
        }

        if (CanDrop(reference))
        {
            return Possible(BreakRank.DropAndRestore);
        }

        (ImmutableArray<string> columns, string? obstacle) = _nullable.Find(reference);
        return obstacle is null
            ? new BreakVerdict(BreakRank.NullThenUpdate, columns, null)
            : new BreakVerdict(BreakRank.Impossible, [], $"not deferrable, and {obstacle}");
    }

    public CycleBreak Break(KeyReference reference, BreakVerdict verdict) => verdict.Rank switch
    {
        BreakRank.RowOrder => new CycleBreak.RowOrder(reference, graph.Groups[reference.From].Entry!.Value),
        BreakRank.Defer => new CycleBreak.Defer(reference),
        BreakRank.DeferAll => new CycleBreak.DeferAll(reference),
        BreakRank.MakeDeferrable => new CycleBreak.MakeDeferrable(reference),
        BreakRank.DropAndRestore => new CycleBreak.DropAndRestore(reference),
        BreakRank.NullThenUpdate => new CycleBreak.NullThenUpdate(reference, verdict.NullColumns),
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict.Rank, "This key cannot be broken."),
    };

    public bool CanDrop(KeyReference reference) => capabilities.DropForeignKeys && reference.IsAlterable;

    /// <summary>How many rows the group is to get: each of them may have its key checked.</summary>
    public long RowCount(KeyReference reference)
    {
        long total = 0;
        foreach (ObjectName table in graph.Groups[reference.From].Tables)
        {
            long count = Math.Max(0, options.RowCounts.GetValueOrDefault(table));
            total = count > long.MaxValue - total ? long.MaxValue : total + count;
        }

        return total;
    }

    /// <summary>
    /// Whether the key waits for the commit by its own definition. Where the database has one switch for all keys
    /// there is no SET CONSTRAINTS, so there only INITIALLY DEFERRED counts.
    /// </summary>
    private bool IsDeferrable(ForeignKey key) => key.Deferrability switch
    {
        Deferrability.InitiallyDeferred => true,
        Deferrability.InitiallyImmediate => !capabilities.DeferAllForeignKeys,
        _ => false,
    };

    private static BreakVerdict Possible(BreakRank rank) => new(rank, [], null);
}
