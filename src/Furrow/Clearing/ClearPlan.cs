using System.Collections.Immutable;
using Furrow.Planning;
using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Clearing;

/// <summary>In which order tables are emptied, and under which name each is reported. Pure.</summary>
/// <remarks>
/// Tables that refer come before those they refer to. Tables that refer to each other in a cycle are one step: both
/// databases check a key at the end of a statement, RESTRICT included, so that rows which go together are in nobody's
/// way. Hence no key has to be deferred, altered or set to NULL.
/// </remarks>
public sealed class ClearPlan
{
    private readonly ImmutableDictionary<ObjectName, ObjectName> _reported;

    private ClearPlan(
        ImmutableArray<ImmutableArray<Table>> steps, ImmutableDictionary<ObjectName, ObjectName> reported) =>
        (Steps, _reported) = (steps, reported);

    /// <summary>The steps; partitions are in the step of their partitioned table.</summary>
    public ImmutableArray<ImmutableArray<Table>> Steps { get; }

    /// <summary>Every table that is emptied, partitions included.</summary>
    public IEnumerable<ObjectName> Tables => _reported.Keys;

    /// <summary>Plans to empty some of a schema's tables; a partitioned table covers its partitions.</summary>
    public static ClearPlan Make(DatabaseSchema schema, IReadOnlyList<Table> chosen)
    {
        Dictionary<ObjectName, Table> tables = schema.Tables.ToDictionary(table => table.Name);
        HashSet<ObjectName> named = [.. chosen.Select(table => table.Name)];
        ImmutableDictionary<ObjectName, ObjectName>.Builder reported =
            ImmutableDictionary.CreateBuilder<ObjectName, ObjectName>();
        foreach (Table table in schema.Tables)
        {
            if (Uppermost(table, tables, named) is { } name)
            {
                reported[table.Name] = name;
            }
        }

        ForeignKeyGraph graph = ForeignKeyGraph.Create(schema, reported.Keys);
        (int, int)[] edges = [.. graph.References.Select(reference => (reference.From, reference.To))];
        int[][] components =
            StronglyConnectedComponents.Find(new Digraph(graph.Groups.Length, edges), new StepCounter());
        return new ClearPlan(
            [
                .. components.Reverse().Select(nodes => nodes
                    .SelectMany(node => graph.Groups[node].Tables).Select(name => tables[name]).ToImmutableArray()),
            ],
            reported.ToImmutable());
    }

    /// <summary>Adds up what the tables held, under the names that were chosen, by name.</summary>
    public ImmutableArray<TableRowCount> Report(IEnumerable<TableRowCount> rows)
    {
        SortedDictionary<ObjectName, long> sums = [];
        foreach (TableRowCount count in rows)
        {
            ObjectName name = _reported[count.Table];
            sums[name] = sums.GetValueOrDefault(name) + count.Rows;
        }

        return [.. sums.Select(sum => new TableRowCount(sum.Key, sum.Value))];
    }

    // The chosen table that a table is, or is a partition of; null for one that is left alone.
    private static ObjectName? Uppermost(
        Table table, Dictionary<ObjectName, Table> tables, HashSet<ObjectName> named)
    {
        ObjectName? found = null;
        Table? at = table;
        while (at is not null)
        {
            found = named.Contains(at.Name) ? at.Name : found;
            at = at.PartitionOf is { } above ? tables.GetValueOrDefault(above) : null;
        }

        return found;
    }
}
