using System.Collections.Immutable;
using Furrow.Configuration;
using Furrow.Data.Cells;
using Furrow.Generation;
using Furrow.Generation.Programs;
using Furrow.Scenarios.Planning;

namespace Furrow.Scenarios.Values;

/// <summary>Values that come from other rows.</summary>
internal static class ReferenceKinds
{
    /// <summary>A reference to a row.</summary>
    public static readonly ValueKind Pick = new(
        "pick",
        [.. PickBinder.Options],
        "a reference to a row of another table",
        "{ pick: users, where: '${role == \"student\"}' }",
        map => map.Text() is { } table ? new PickBinder(map).Bind(table) : null);

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<ValueKind> All =
    [
        Pick,
        new("key", ["column"], "the key of the row that a way leads to: parent, assigned, first, second or a column "
            + "that picks", "{ key: parent }", Key),
        TreeKinds.Tree,
        TreeKinds.Level,
        new("count", ["by", "where"], "how many rows of another table lead here", "{ count: bookings }",
            map => Aggregate(map, isCount: true)),
        new("sum", ["of", "by", "where"], "the sum of a value over the rows of another table that lead here",
            "{ sum: refunds, of: '${amount}' }", map => Aggregate(map, isCount: false)),
    ];

    private static CellGenerator? Key(ValueMap map)
    {
        TableBinder table = map.Request.Table;
        if (map.Text() is not { } name)
        {
            return null;
        }

        if (table.FindLink(name.Value) is not { } link)
        {
            map.Scope.Report(
                map.Value, $"'{name.Value}' leads to no other table",
                "expected parent, assigned, first, second or a column that picks");
            return null;
        }

        string? column = map.Word("column") ?? table.Table.ForeignKeys
            .Where(key => key.ReferencedTable == link.Target.Table.Name
                && key.Columns.Contains(map.Request.Name, StringComparer.Ordinal))
            .Select(key => key.ReferencedColumns[key.Columns.IndexOf(map.Request.Name)])
            .FirstOrDefault() ?? (link.Target.Table.PrimaryKey?.Columns is [var only] ? only : null);
        if (column is null)
        {
            map.Scope.Report(
                map.Value, $"{link.Target.Table.Name.Name} has no key of one column", "add `column: NAME`");
            return null;
        }

        CellGenerator? cells = TableBinder.Through(link, column);
        if (cells is not null)
        {
            // The column leads there too: x.name in expressions is then the same row's, as are the key's other columns.
            table.AddLink(link with { Name = map.Request.Name });
        }

        return cells;
    }

    private static ChildAggregate? Aggregate(ValueMap map, bool isCount)
    {
        TableBinder table = map.Request.Table;
        if (map.Text() is not { } name
            || table.Scenario.BinderOf(name.Value, name.Line, name.Column) is not { } children)
        {
            return null;
        }

        BoundLink? way = map.Options.ContainsKey("by")
            ? map.Word("by") is { } by ? children.FindLink(by) : null
            : ((string[])["assigned", "parent"]).Select(children.FindLink)
                .FirstOrDefault(link => link?.Target == table) ?? ByKey(children, table);
        if (way is null || way.Target != table)
        {
            map.Scope.Report(
                map.Value,
                $"no row of {children.Table.Name.Name} leads to {table.Table.Name.Name}",
                "say by what: `by: parent`, `by: assigned` or `by: COLUMN`");
            return null;
        }

        CellType truth = new(CellKind.Boolean, IsNullable: true);
        int? condition = Slot(map, "where", children, truth);
        int? value = isCount ? null : Slot(map, "of", children, new CellType(CellKind.Decimal, IsNullable: true));
        if (!isCount && value is null)
        {
            map.Scope.Report(map.Value, "sum needs `of`: what to add up");
            return null;
        }

        return new ChildAggregate(
            new ChildSums(table.Program, children.Program, way.Slot, condition, value), isCount);
    }

    private static BoundLink? ByKey(TableBinder children, TableBinder table)
    {
        string[] columns =
        [
            .. children.Table.ForeignKeys.Where(key => key.ReferencedTable == table.Table.Name)
                .SelectMany(key => key.Columns),
        ];
        return columns.Select(children.FindLink).FirstOrDefault(link => link?.Target == table);
    }

    private static int? Slot(ValueMap map, string option, TableBinder children, CellType type)
    {
        if (!map.Options.TryGetValue(option, out ConfigNode? node))
        {
            return null;
        }

        ValueRequest request = new(children, option, type, Column: null) { Key = map.Request.Key.Fold(option) };
        return ValueBinder.Bind(request, node) is { } cells
            ? children.Program.Add(ValueBinder.Shown(node), cells)
            : null;
    }
}
