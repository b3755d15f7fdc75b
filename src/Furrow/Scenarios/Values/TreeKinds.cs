using Furrow.Data.Cells;
using Furrow.Generation;
using Furrow.Generation.Programs;
using Furrow.Generation.Trees;
using Furrow.Scenarios.Planning;
using Furrow.Schema;

namespace Furrow.Scenarios.Values;

/// <summary>Trees over a table's own rows.</summary>
internal static class TreeKinds
{
    private const int ChildCountDefault = 3;
    private const int DepthMax = 1000;

    /// <summary>A reference to the row above.</summary>
    public static readonly ValueKind Tree = new(
        "tree", ["children"], "a reference to the row above in a tree over the table's own rows: so many levels",
        "{ tree: 4, children: 3 }", BindTree);

    /// <summary>How far below the root.</summary>
    public static readonly ValueKind Level = new(
        "level", [], "how far below its root a row is, from 0, by the column that is a tree", "{ level: referred_by }",
        BindLevel);

    private static CellGenerator? BindTree(ValueMap map)
    {
        TableBinder table = map.Request.Table;
        ForeignKey? key = table.Table.ForeignKeys.FirstOrDefault(known => known.ReferencedTable == table.Table.Name
            && known.Columns.Contains(map.Request.Name, StringComparer.Ordinal));
        if (map.Request.Column is not { } column || key is null)
        {
            map.Scope.Report(
                map.Value, $"{table.Table.Name.Name}.{map.Request.Name} does not refer to its own table",
                "a tree needs a column that does");
            return null;
        }

        bool isWithinParent = table.FindRowLink("parent") is not null && table.Definition?.Per is not null;
        if (key.Columns.Length > 1 && !isWithinParent)
        {
            map.Scope.Report(
                map.Value, $"{key.Name} has {key.Columns.Length} columns: rows of a tree would have to agree in them",
                "give the table `per`, so that trees stay within the rows of one parent");
            return null;
        }

        if (map.Options.TryGetValue("null_rate", out Furrow.Configuration.ConfigNode? rate))
        {
            map.Scope.Report(rate, "the roots of a tree have no row above, and all others have one", "no null_rate");
            return null;
        }

        if (map.Evaluate(map.Value, "tree", CellKind.Integer) is not long depth
            || Shape(map, depth, map.Whole("children") ?? ChildCountDefault) is not { } shape)
        {
            return null;
        }

        TreeParent parents = new(shape, isWithinParent, isRootItself: !column.IsNullable);
        int slot = table.Program.Add($"{map.Request.Name} row", parents);
        BoundLink link = new(
            map.Request.Name, RowLink.Picked(table.Program, slot), table, slot, parents.Type.IsNullable);
        table.AddLink(link);
        return TableBinder.Through(link, key.ReferencedColumns[key.Columns.IndexOf(map.Request.Name)]);
    }

    private static TreeLevel? BindLevel(ValueMap map)
    {
        TableBinder table = map.Request.Table;
        if (map.Text() is not { } name)
        {
            return null;
        }

        if (table.FindLink(name.Value)?.Slot is { } slot && table.Program.Slots[slot].Generator is TreeParent tree)
        {
            return new TreeLevel(tree.Shape, tree.IsWithinParent);
        }

        map.Scope.Report(map.Value, $"{table.Table.Name.Name}.{name.Value} is no tree", "{ tree: 4 } makes it one");
        return null;
    }

    private static TreeShape? Shape(ValueMap map, long depth, long childCount)
    {
        if (depth is < 1 or > DepthMax || childCount is < 1 or > int.MaxValue)
        {
            map.Scope.Report(map.Value, $"a tree has from 1 to {DepthMax} levels, and rows from 1 child on average");
            return null;
        }

        try
        {
            return new TreeShape(map.Request.Key, (int)depth, (int)childCount);
        }
        catch (ArgumentException e)
        {
            map.Scope.Report(map.Value, e.Message.Split(" (Parameter", 2)[0].TrimEnd('.'), "make it flatter");
            return null;
        }
    }
}
