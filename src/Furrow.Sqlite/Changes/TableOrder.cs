using Furrow.Schema;

namespace Furrow.Sqlite.Changes;

/// <summary>Orders tables along their foreign keys; in a circle any order is as good as another.</summary>
internal static class TableOrder
{
    /// <summary>The tables, each after those that it refers to.</summary>
    public static IReadOnlyList<string> ReferredFirst(DatabaseSchema schema, IEnumerable<string> tables)
    {
        List<string> ordered = [];
        HashSet<string> seen = new(SqliteName.Comparer);
        foreach (string table in tables.Order(StringComparer.Ordinal))
        {
            Visit(table);
        }

        return [.. ordered.Where(tables.Contains)];

        void Visit(string name)
        {
            if (!seen.Add(name))
            {
                return;
            }

            foreach (ForeignKey key in schema.Find(SqliteName.Of(name))?.ForeignKeys ?? [])
            {
                Visit(key.ReferencedTable.Name);
            }

            ordered.Add(name);
        }
    }
}
