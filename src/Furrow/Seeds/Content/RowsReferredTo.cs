using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Seeds.Content;

/// <summary>Finds the rows of a seed that its own references mean.</summary>
internal static class RowsReferredTo
{
    /// <summary>Each reference whose row is in the seed, with the row that comes first.</summary>
    public static Dictionary<ReferenceTarget, PlannedRow> Find(DataSeedPlan plan)
    {
        IEnumerable<ReferenceTarget> targets = plan.Tables
            .SelectMany(table => table.Rows)
            .SelectMany(row => row.References)
            .Select(reference => reference.Target)
            .Distinct();
        Dictionary<ReferenceTarget, PlannedRow> found = [];
        foreach (IGrouping<string, ReferenceTarget> alike in targets.GroupBy(target => target.Description))
        {
            ReferenceTarget first = alike.First();
            Dictionary<string, PlannedRow> rows = Index(plan, first.Table, first.Key);
            foreach (ReferenceTarget target in alike)
            {
                if (rows.TryGetValue(KeyText.Of(target.Key, target.Values), out PlannedRow? row))
                {
                    found.Add(target, row);
                }
            }
        }

        return found;
    }

    /// <summary>The rows of a table by the values of some columns, as far as the seed says them.</summary>
    public static Dictionary<string, PlannedRow> Index(DataSeedPlan plan, Table table, ImmutableArray<Column> key)
    {
        Dictionary<string, PlannedRow> rows = new(StringComparer.Ordinal);
        foreach (PlannedRow row in plan.Tables.Where(t => t.Table.Name == table.Name).SelectMany(t => t.Rows))
        {
            string[] values = [.. key.Select(column => row.Shape.IndexOf(column))
                .Select(index => index >= 0 ? row.Cells[index] : null).OfType<string>()];
            if (values.Length == key.Length)
            {
                rows.TryAdd(KeyText.Of(key, values), row);
            }
        }

        return rows;
    }
}
