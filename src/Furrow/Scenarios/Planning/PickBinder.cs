using Furrow.Configuration;
using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Generation;
using Furrow.Generation.Generators;
using Furrow.Generation.Keys;
using Furrow.Generation.Picks;
using Furrow.Generation.Programs;
using Furrow.Scenarios.Values;
using Furrow.Schema;

namespace Furrow.Scenarios.Planning;

/// <summary>Binds <c>pick</c>: a reference to a row of another table, and what decides which one.</summary>
internal sealed class PickBinder(ValueMap map)
{
    public static readonly string[] Options =
        ["where", "distinct", "other_than", "weight", "within", "column", "null_rate"];

    private readonly ValueRequest _request = map.Request;
    private readonly Dictionary<string, ConfigNode> _keys = map.Options;

    private TableBinder Table => _request.Table;

    /// <summary>The candidates of a table that a condition of its own rows leaves; null after a problem.</summary>
    public static Candidates? Candidates(TableBinder target, ConfigNode? where)
    {
        if (where is null)
        {
            return new Candidates(target.Program);
        }

        ValueRequest condition = new(target, "where", new CellType(CellKind.Boolean, IsNullable: true), null)
        {
            Key = target.Key.Fold("where"),
        };
        return ValueBinder.Bind(condition, where) is { } holds
            ? new Candidates(target.Program, new QualifyingRows(
                target.Program, target.Program.Add(ValueBinder.Shown(where), holds)))
            : null;
    }

    /// <summary>
    /// Picks among the rows that have the same values in columns that other keys decide; null after a problem.
    /// </summary>
    public static MatchedPick? Matched(
        TableBinder table, Column column, ForeignKey key, IReadOnlyList<string> fixedColumns, Candidates candidates,
        CellKey cells)
    {
        if (table.Scenario.BinderOf(key.ReferencedTable) is not { } target)
        {
            return null;
        }

        int?[] ours = [.. fixedColumns.Select(table.SlotOf)];
        int?[] theirs =
        [
            .. fixedColumns.Select(name => target.SlotOf(key.ReferencedColumns[key.Columns.IndexOf(name)])),
        ];
        if (ours.Concat(theirs).Any(slot => slot is null))
        {
            return null;
        }

        int[] slots = [.. ours.OfType<int>()];
        MatchGroups groups = new(candidates, [.. theirs.OfType<int>()]);
        MatchCheck? check = column.IsNullable ? null : new MatchCheck(table.Program, column.Name, slots, groups);
        return new MatchedPick(cells, table.Program, slots, groups, check);
    }

    /// <summary>The column's cells: the key of the row picked; null after a problem was reported.</summary>
    public CellGenerator? Bind(Located<string> name)
    {
        if (Table.Scenario.BinderOf(name.Value, name.Line, name.Column) is not { } target
            || Candidates(target, _keys.GetValueOrDefault("where")) is not { } candidates
            || Rows(target, candidates) is not { } rows)
        {
            return null;
        }

        double nullRate = map.Float("null_rate") ?? 0;
        if (nullRate is < 0 or > 1)
        {
            map.Scope.Report(_keys["null_rate"], "null_rate must be from 0 to 1");
            return null;
        }

        if (nullRate > 0)
        {
            rows = new NullableGenerator(_request.Key, nullRate, rows);
        }
        else if (_request.Column is { IsNullable: false } column && !rows.Type.IsNullable)
        {
            Table.Scenario.NeedRows(Table, column, target);
        }

        int slot = Table.Program.Add($"{_request.Name} row", rows);
        BoundLink link = new(_request.Name, RowLink.Picked(target.Program, slot), target, slot, rows.Type.IsNullable);
        Table.AddLink(link);
        return TableBinder.Through(link, Referenced(target));
    }

    private CellGenerator? Rows(TableBinder target, Candidates candidates)
    {
        CellKey key = _request.Key.Fold("pick");
        if (_keys.GetValueOrDefault("within") is { } within)
        {
            return Grouped(target, candidates, within, key);
        }

        if (_keys.GetValueOrDefault("weight") is { } weight)
        {
            ValueRequest weights = new(target, "weight", new CellType(CellKind.Float, IsNullable: true), null)
            {
                Key = key.Fold("weight"),
            };
            return ValueBinder.Bind(weights, weight) is { } generator
                ? new WeightedPick(
                    key,
                    new RunningWeights(candidates, target.Program.Add("weight", generator)),
                    _request.Column?.IsNullable != false)
                : null;
        }

        if (!map.Flag("distinct") && _request.Column is { } column && KeyTo(target) is { } composite
            && Table.Shared.FixedOf(composite, _request.Name) is { Count: > 0 } fixedColumns)
        {
            return Matched(Table, column, composite, fixedColumns, candidates, key);
        }

        if (!map.Flag("distinct"))
        {
            return new UniformPick(key, candidates, _request.Column?.IsNullable != false);
        }

        if (Table.FindLink("parent") is not { Slot: null } parent || Table.Definition?.Per is null)
        {
            Table.Scenario.Scope.Report(
                _keys["distinct"], "distinct needs rows with a parent: no two children of one parent pick the same",
                "give the table `per`");
            return null;
        }

        bool isOther = map.Word("other_than") == "parent";
        return new DistinctPick(key, Table.Program, parent.Link, candidates, isOther);
    }

    private GroupedPick? Grouped(TableBinder target, Candidates candidates, ConfigNode within, CellKey key)
    {
        if (within is not ConfigMap { Entries: [var pair] }
            || Table.Scenario.Scope.Text(pair.Value, "within") is not { } own)
        {
            Table.Scenario.Scope.Report(
                within, "within must be one pair: a name of the table picked from, and one of this table",
                "{ user_id: user_id } picks among rows with the same user_id");
            return null;
        }

        return target.GroupSlot(pair.Key, within) is { } theirs && Table.GroupSlot(own.Value, within) is { } ours
            ? new GroupedPick(key, new RowGroups(candidates, theirs), ours)
            : null;
    }

    private ForeignKey? KeyTo(TableBinder target) => Table.Shared.KeysOf(_request.Name)
        .FirstOrDefault(key => key.ReferencedTable == target.Table.Name);

    private string Referenced(TableBinder target)
    {
        if (map.Word("column") is { } named)
        {
            return named;
        }

        return KeyTo(target) is { } key ? key.ReferencedColumns[key.Columns.IndexOf(_request.Name)]
            : target.Table.PrimaryKey?.Columns is [var only] ? only
            : throw new FurrowException(
                ErrorCode.ScenarioInvalid,
                $"{Table.Table.Name.Name}.{_request.Name} picks {target.Table.Name.Name}, "
                    + "whose primary key is not one column.")
            {
                Hint = "Say which column is meant: `column: NAME`.",
            };
    }
}
