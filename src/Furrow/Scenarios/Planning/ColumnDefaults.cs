using System.Globalization;
using Furrow.Configuration;
using Furrow.Data;
using Furrow.Data.Cells;
using Furrow.Generation;
using Furrow.Generation.Generators;
using Furrow.Generation.Keys;
using Furrow.Generation.Picks;
using Furrow.Generation.Programs;
using Furrow.Scenarios.Checks;
using Furrow.Scenarios.Values;
using Furrow.Schema;

namespace Furrow.Scenarios.Planning;

/// <summary>
/// What becomes of columns that the scenario does not mention: keys are numbered, references follow the links that are
/// there or pick any row, and what would be different at every insert is made by address instead. What the database
/// fills in the same way each time is left to it.
/// </summary>
internal sealed class ColumnDefaults(TableBinder table)
{
    /// <summary>
    /// The column's cells; null where it is left to the database, or a problem was reported.
    /// </summary>
    public CellGenerator? Of(Column column)
    {
        if (table.NumberedColumn?.Name == column.Name)
        {
            return NumberedKeys.Own(table.Keys!);
        }

        if (ByKey(column) is { } referenced)
        {
            return referenced;
        }

        return column.IsWritable && ChangingDefault.Is(column.Default) ? ByType(column)
            : IsOptional(column) ? null
            : ByCheck(column);
    }

    /// <summary>Whether the database can fill the column.</summary>
    public static bool IsOptional(Column column) =>
        column.IsNullable || column.Default is not null || !column.IsWritable || column.Identity != IdentityKind.None;

    private CellGenerator? ByKey(Column column)
    {
        ForeignKey[] keys = table.Shared.KeysOf(column.Name);
        foreach (ForeignKey key in keys)
        {
            if (LinkFor(key) is { } link)
            {
                // The column leads there too: expressions say x_id.name whoever chose the row.
                table.AddLink(link with { Name = column.Name });
                return TableBinder.Through(link, Referenced(key, column));
            }
        }

        return keys.Length == 0 || IsOptional(column) ? null : Pick(keys[0], column);
    }

    // The way that the rows have to the referenced table already: to their parent, or by another column of the key.
    private BoundLink? LinkFor(ForeignKey key)
    {
        foreach (string other in key.Columns)
        {
            if (table.EntryOf(other) is not null && table.FindLink(other) is { } link && Leads(link, key))
            {
                return link;
            }
        }

        foreach (string name in (string[])["assigned", "parent"])
        {
            // Two keys to one table: which of them the parent is has to be said.
            bool isOnly = table.Table.ForeignKeys.Count(known => known.ReferencedTable == key.ReferencedTable) == 1;
            if (isOnly && table.FindLink(name) is { } link && Leads(link, key))
            {
                return link;
            }
        }

        return table.FindLink(NameOf(key));
    }

    private CellGenerator? Pick(ForeignKey key, Column column)
    {
        if (table.Scenario.BinderOf(key.ReferencedTable) is not { } target)
        {
            return null;
        }

        string name = NameOf(key);
        CellKey cellKey = table.Key.Fold(column.Name);
        Candidates candidates = new(target.Program);
        IReadOnlyList<string> fixedColumns = table.Shared.FixedOf(key, column.Name);
        CellGenerator? rows = fixedColumns.Count == 0
            ? new UniformPick(cellKey, candidates, isNullable: false)
            : PickBinder.Matched(table, column, key, fixedColumns, candidates, cellKey);
        if (rows is null)
        {
            return null;
        }

        int slot = table.Program.Add($"{column.Name} row", rows);
        BoundLink link = new(name, RowLink.Picked(target.Program, slot), target, slot, rows.Type.IsNullable);
        table.AddLink(link);
        table.AddLink(link with { Name = column.Name });
        table.Scenario.NeedRows(table, column, target);
        return TableBinder.Through(link, Referenced(key, column));
    }

    private CellGenerator? ByType(Column column) => ColumnCells.Of(column).Kind switch
    {
        CellKind.Uuid => new UuidGenerator(table.Key.Fold(column.Name)),
        CellKind.Date or CellKind.Timestamp => AsOf(column),
        CellKind.Text when IsMoment(column) => AsOf(column),
        _ => null,
    };

    // What has to be given, and a check says what it may be: one of its values, or something between its bounds.
    private CellGenerator? ByCheck(Column column)
    {
        ColumnLimits limits = table.LimitsOf(column);
        string? kind = limits.Values is { IsEmpty: false } ? "choose"
            : limits is { Min: not null, Max: not null } ? "uniform"
            : null;
        return kind is null ? null : ValueBinder.Bind(
            new ValueRequest(table, column.Name, ColumnCells.Of(column), column),
            new ConfigMap([new ConfigEntry(kind, new ConfigScalar(ValueMap.Allowed, 1, 1), 1, 1)], 1, 1));
    }

    // A clock's value is the beginning of the day that all times are relative to.
    private CellGenerator? AsOf(Column column) => ValueBinder.Bind(
        new ValueRequest(table, column.Name, ColumnCells.Of(column), column), new ConfigScalar(
            ColumnCells.Of(column).Kind == CellKind.Text ? "${text(timestamp(as_of))}" : "${as_of}", 1, 1));

    private static bool IsMoment(Column column) => column.Default is { } text
        && (text.Contains("CURRENT_TIMESTAMP", StringComparison.OrdinalIgnoreCase)
            || text.Contains("now", StringComparison.OrdinalIgnoreCase));

    private static bool Leads(BoundLink link, ForeignKey key) => link.Target.Table.Name == key.ReferencedTable;

    private static string Referenced(ForeignKey key, Column column) =>
        key.ReferencedColumns[key.Columns.IndexOf(column.Name)];

    private static string NameOf(ForeignKey key) => string.Create(CultureInfo.InvariantCulture, $"#{key.Name}");
}
