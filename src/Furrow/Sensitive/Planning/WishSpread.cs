using Furrow.Errors;
using Furrow.Schema;

namespace Furrow.Sensitive.Planning;

/// <summary>Carries what furrow.yaml says of a column to those that hold the same.</summary>
internal static class WishSpread
{
    /// <summary>To tables that inherit the column, unless furrow.yaml speaks of them itself.</summary>
    public static void ToHeirs(ColumnMap map, Dictionary<ColumnId, ColumnWish> wishes)
    {
        bool isSpreading = true;
        while (isSpreading)
        {
            isSpreading = false;
            foreach (Table table in map.Tables)
            {
                foreach (ObjectName parent in table.Inherits)
                {
                    foreach (Column column in table.Columns)
                    {
                        isSpreading |= wishes.TryGetValue(new ColumnId(parent, column.Name), out ColumnWish? wish)
                            && wishes.TryAdd(
                                new ColumnId(table.Name, column.Name),
                                wish with { Reason = $"it is inherited from {parent}" });
                    }
                }
            }
        }
    }

    /// <summary>
    /// Along foreign keys: generated values to every column that is joined, kept ones to those that look sensitive.
    /// </summary>
    public static void AlongKeys(
        ColumnMap map,
        Dictionary<ColumnId, ColumnWish> wishes,
        IReadOnlyCollection<ColumnId> found,
        List<FurrowException> problems)
    {
        HashSet<ColumnId> sensitive = [.. found];
        foreach (IGrouping<ColumnId, ColumnId> group in map.Groups)
        {
            ColumnId[] generated = [.. group.Where(id => Is(wishes, id, SensitiveOutcome.Generate))];
            ColumnId[] kept = [.. group.Where(id => Is(wishes, id, SensitiveOutcome.Keep))];
            if (generated.Length > 0)
            {
                Contradictions(wishes, generated, kept, problems);
                Spread(
                    wishes,
                    group,
                    wishes[generated[0]],
                    $"a foreign key joins it with {generated[0]}, which is replaced");
            }
            else if (kept.Length > 0)
            {
                Spread(
                    wishes,
                    group.Where(sensitive.Contains),
                    wishes[kept[0]],
                    $"a foreign key joins it with {kept[0]}, which is kept");
            }
        }
    }

    private static void Contradictions(
        Dictionary<ColumnId, ColumnWish> wishes, ColumnId[] generated, ColumnId[] kept, List<FurrowException> problems)
    {
        foreach (ColumnId other in generated.Skip(1).Concat(kept))
        {
            if (wishes[other].Text != wishes[generated[0]].Text)
            {
                problems.Add(SettingMatch.Problem(
                    $"{generated[0]} is to be {wishes[generated[0]].Text} and {other}, which a foreign key joins with "
                    + $"it, {wishes[other].Text}: its rows would refer to nothing.",
                    "Settle one of the two; the other follows."));
            }
        }
    }

    private static void Spread(
        Dictionary<ColumnId, ColumnWish> wishes, IEnumerable<ColumnId> to, ColumnWish wish, string reason)
    {
        foreach (ColumnId id in to)
        {
            wishes.TryAdd(id, wish with { Reason = reason });
        }
    }

    private static bool Is(Dictionary<ColumnId, ColumnWish> wishes, ColumnId id, SensitiveOutcome outcome) =>
        wishes.TryGetValue(id, out ColumnWish? wish) && wish.Outcome == outcome;
}
