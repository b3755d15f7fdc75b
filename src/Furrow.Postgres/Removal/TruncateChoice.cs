namespace Furrow.Postgres.Removal;

/// <summary>
/// Decides which tables are worth a TRUNCATE. It takes a few milliseconds for each table, whatever its size, and
/// refuses a table that others refer to unless those are truncated with it; DELETE takes its time row by row. Sizes are
/// the server's exact ones, never estimates.
/// </summary>
internal static class TruncateChoice
{
    /// <summary>A table's pages that take about as long to delete from as a TRUNCATE takes.</summary>
    public const long PagesPerTable = 32;

    /// <summary>The ids of the tables to truncate, all in one statement.</summary>
    public static HashSet<uint> Choose(ClearTargets targets)
    {
        Dictionary<uint, ClearTarget> tables = targets.Tables.ToDictionary(table => table.Id);
        ILookup<uint, uint> referring =
            targets.References.ToLookup(reference => reference.To, reference => reference.From);
        HashSet<uint> chosen = [];
        foreach (ClearTarget table in targets.Tables.Where(t => t.PageCount > PagesPerTable))
        {
            if (!chosen.Contains(table.Id) && Together(table.Id, tables, referring) is { } together
                && together.Sum(id => tables[id].PageCount) > PagesPerTable * together.Count)
            {
                chosen.UnionWith(together);
            }
        }

        return chosen;
    }

    // A table with all that refer to it, directly or not; null where one of them may not be truncated.
    private static HashSet<uint>? Together(
        uint start, Dictionary<uint, ClearTarget> tables, ILookup<uint, uint> referring)
    {
        HashSet<uint> together = [start];
        Stack<uint> open = new([start]);
        while (open.TryPop(out uint id))
        {
            if (!tables.TryGetValue(id, out ClearTarget? table) || !table.HoldsRows || !table.IsOwned)
            {
                return null;
            }

            foreach (uint other in referring[id].Where(together.Add))
            {
                open.Push(other);
            }
        }

        return together;
    }
}
