using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Planning;
using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Transfer;

/// <summary>What is exported and in which order: the load plan of whoever loads it again.</summary>
public sealed record ExportPlan
{
    /// <summary>The whole catalog.</summary>
    public required DatabaseSchema Schema { get; init; }

    /// <summary>Every table whose rows are exported, partitions included.</summary>
    public required ImmutableArray<Table> Tables { get; init; }

    /// <summary>What is read, in loading order: of a partition tree the table that all rows go through.</summary>
    public required ImmutableArray<RowSelection> Rows { get; init; }

    /// <summary>The keys that the order does not satisfy.</summary>
    public required ImmutableArray<TreatedKey> Keys { get; init; }

    /// <summary>Whether this is everything, not tables that were named.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>Plans an export. Pure.</summary>
    /// <param name="schema">The whole catalog.</param>
    /// <param name="capabilities">What the database can do.</param>
    /// <param name="chosen">The tables; naming a partitioned table covers its partitions.</param>
    /// <param name="isWhole">Whether these are all there are.</param>
    /// <param name="select">
    /// Which columns of a table are written and what becomes of their values; null for all as they are. The seam for
    /// sensitive columns.
    /// </param>
    /// <exception cref="FurrowException">Code <c>export.failed</c>: the rows could not be loaded again.</exception>
    public static ExportPlan Make(
        DatabaseSchema schema,
        ProviderCapabilities capabilities,
        IReadOnlyList<Table> chosen,
        bool isWhole,
        Func<Table, RowSelection>? select = null)
    {
        PartitionTrees trees = new(schema);
        ImmutableArray<Table> tables =
        [
            .. chosen.SelectMany(table => trees.Downwards(table.Name)).Where(table => table.OwnedByExtension is null)
                .DistinctBy(table => table.Name).OrderBy(table => table.Name),
        ];
        LoadPlan plan = LoadPlanner.Plan(schema, capabilities, new LoadPlanOptions
        {
            Tables = [.. tables.Select(table => table.Name)],
            RowCounts = tables.Where(table => table.EstimatedRowCount > 0)
                .ToImmutableDictionary(table => table.Name, table => table.EstimatedRowCount!.Value),

            // COPY is one statement for all rows of a table.
            CanOrderRows = capabilities.Copy,
        });
        plan.ThrowIfImpossible(ErrorCode.ExportFailed);
        select ??= RowSelection.All;
        return new ExportPlan
        {
            Schema = schema,
            Tables = tables,
            Rows = [.. Entries(plan).Select(name => select(schema.Find(name)!))],
            Keys =
            [
                .. plan.Breaks.Select(broken => KeyTreatments.Of(broken, ErrorCode.ExportFailed)).OfType<TreatedKey>(),
            ],
            IsWhole = isWhole,
        };
    }

    // The plan lists a partitioned table directly before its partitions.
    private static IEnumerable<ObjectName> Entries(LoadPlan plan)
    {
        Dictionary<ObjectName, TableGroup> groupOf = plan.Graph.Groups
            .SelectMany(group => group.Tables.Select(table => (table, group)))
            .ToDictionary(pair => pair.table, pair => pair.group);
        return plan.Tables.Where(table => groupOf[table].Entry is not { } entry || entry == table);
    }
}
