using Furrow.Configuration;
using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Generation;
using Furrow.Generation.Assignments;
using Furrow.Generation.Expressions;
using Furrow.Generation.Picks;
using Furrow.Generation.Programs;
using Furrow.Scenarios.Values;

namespace Furrow.Scenarios.Planning;

/// <summary>Binds what decides how many rows a table has, and what they belong to.</summary>
internal sealed class RowsBinder(ScenarioBinder scenario, TableBinder table)
{
    private static readonly CellType Whole = new(CellKind.Integer, IsNullable: true);
    private static readonly CellType Truth = new(CellKind.Boolean, IsNullable: true);

    private ScenarioTable Definition => table.Definition!;

    // Rows go on behind those of an earlier run.
    private long First => scenario.Request.FirstRows.GetValueOrDefault(table.Table.Name);

    public void Bind()
    {
        if (Definition.Per is { } per)
        {
            BindChildren(per);
        }
        else if (Definition.Assign is { } assign)
        {
            BindAssignment(assign);
        }
        else
        {
            BindRoot();
            if (Definition.Pairs is { } pairs)
            {
                BindPairs(pairs);
            }
        }
    }

    private void BindRoot()
    {
        BoundExpression? rows = scenario.BindRows(() => ValueBinder.Expression(
            new ValueRequest(table, "rows", new CellType(CellKind.Integer), null)
            {
                Scope = new ArgumentScope(scenario),
            },
            Definition.Rows!));
        if (rows is null)
        {
            return;
        }

        IReadOnlyList<Dependency> dependencies =
            [.. rows.Arguments.OfType<ScenarioArgument>().SelectMany(argument => argument.Dependencies)];
        table.Program.RowWork = new RootRows(table.Program, First, Count, dependencies);

        long Count()
        {
            long count = scenario.Request.RowCount ?? (long)rows.Evaluate(ScenarioBinder.ValueOf).Value!;
            return count is >= 0 and <= RootRows.CountMax ? count : throw new FurrowException(
                ErrorCode.ScenarioInvalid,
                $"{table.Table.Name.Name} is to have {count} rows; expected 0 or more"
                    + (count < 0 ? "." : $", and at most {RootRows.CountMax}."))
            {
                File = scenario.Scope.File,
                Line = Definition.Rows!.Line,
                Column = Definition.Rows.Column,
            };
        }
    }

    private void BindChildren(Located<string> per)
    {
        if (scenario.BinderOf(per.Value, per.Line, per.Column) is not { } parent)
        {
            return;
        }

        LinkParent(parent);
        if (CountSlot(parent, Definition.Count!) is { } slot)
        {
            table.Program.RowWork = new ChildRows(table.Program, parent.Program, slot, First);
        }
    }

    private void LinkParent(TableBinder parent) =>
        table.AddLink(new BoundLink("parent", RowLink.Parent(parent.Program), parent, null, IsNullable: false));

    // How many children a row has is the parent's to say: by the parent's address, under the child's name.
    private int? CountSlot(TableBinder parent, ConfigNode node)
    {
        ValueRequest request = new(parent, "count", Whole, null)
        {
            Scope = new CountScope(parent),
            Key = table.Key.Fold("count"),
        };
        return ValueBinder.Bind(request, node) is { } count
            ? parent.Program.Add($"count of {table.Program.Name}", count)
            : null;
    }

    private void BindPairs(ConfigNode node)
    {
        Dictionary<string, ConfigNode> keys = scenario.Scope.Known(
            node is ConfigScalar ? null : node, "pairs", "of", "where", "within");
        Located<string>? of = scenario.Scope.Text(node is ConfigScalar ? node : keys.GetValueOrDefault("of"), "of");
        if (of is null)
        {
            scenario.Scope.Report(node, "pairs needs `of`: the table whose rows are paired");
            return;
        }

        if (scenario.BinderOf(of.Value, of.Line, of.Column) is not { } target
            || PickBinder.Candidates(target, keys.GetValueOrDefault("where")) is not { } candidates)
        {
            return;
        }

        RowGroups? groups = null;
        if (keys.GetValueOrDefault("within") is { } within)
        {
            if (scenario.Scope.Text(within, "within") is not { } name
                || target.GroupSlot(name.Value, within) is not { } slot)
            {
                return;
            }

            groups = new RowGroups(candidates, slot);
        }

        PairPlan pairs = new(table.Key.Fold("pairs"), table.Program, candidates, groups);
        AddRowLink("first", target, new PairMember(pairs, isSecond: false));
        AddRowLink("second", target, new PairMember(pairs, isSecond: true));
    }

    private void BindAssignment(ConfigNode node)
    {
        Dictionary<string, ConfigNode> keys = scenario.Scope.Known(
            node, "assign", "per", "count", "from", "where", "when", "except", "capacity", "distinct", "together",
            "together_rate", "when_short");
        if (Table(keys, "per", node) is not { } parent || Table(keys, "from", node) is not { } target
            || keys.GetValueOrDefault("count") is not { } count)
        {
            if (!keys.ContainsKey("count"))
            {
                scenario.Scope.Report(node, "assign needs `count`: how many each row of `per` wants");
            }

            return;
        }

        LinkParent(parent);
        Candidates? candidates = PickBinder.Candidates(target, keys.GetValueOrDefault("where"));
        int? wanted = CountSlot(parent, count);
        TableProgram pairs = new($"{table.Program.Name} and {target.Program.Name}");
        int candidate = pairs.Add("candidate", new GivenCells(new CellType(CellKind.Integer)));
        LinkScope pairScope = new(scenario, pairs);
        pairScope.AddLink(new BoundLink("parent", RowLink.Parent(parent.Program), parent, null, false));
        pairScope.AddLink(new BoundLink(
            "candidate", RowLink.Picked(target.Program, candidate), target, candidate, IsNullable: false));
        if (candidates is null || wanted is null)
        {
            return;
        }

        (TakenValues Values, int By)? taken = Except(keys.GetValueOrDefault("except"), parent, target);
        AssignmentRules rules = new()
        {
            Key = table.Key.Fold("assign"),
            Table = table.Program,
            Parent = parent.Program,
            Wanted = wanted.Value,
            Candidates = candidates,
            Pairs = pairs,
            Condition = Condition(keys.GetValueOrDefault("when"), pairScope),
            Capacity = Capacity(keys.GetValueOrDefault("capacity"), target),
            Taken = taken?.Values,
            TakenBy = taken?.By ?? 0,
            Distinct = Group(keys.GetValueOrDefault("distinct"), target),
            Together = Group(keys.GetValueOrDefault("together"), target),
            TogetherRate = TogetherRate(keys.GetValueOrDefault("together_rate")),
            First = First,
            MayBeFewer = MayBeFewer(keys.GetValueOrDefault("when_short")),
        };
        Assignment assignment = new(rules);
        table.Program.RowWork = assignment;
        AddRowLink("assigned", target, new AssignedRow(assignment));
    }

    private TableBinder? Table(Dictionary<string, ConfigNode> keys, string key, ConfigNode at)
    {
        if (scenario.Scope.Text(keys.GetValueOrDefault(key), key) is { } name)
        {
            return scenario.BinderOf(name.Value, name.Line, name.Column);
        }

        scenario.Scope.Report(at, $"assign needs `{key}`: a table");
        return null;
    }

    private void AddRowLink(string name, TableBinder target, CellGenerator rows)
    {
        int slot = table.Program.Add($"{name} row", rows);
        table.AddLink(new BoundLink(name, RowLink.Picked(target.Program, slot), target, slot, IsNullable: false));
    }

    private int? Condition(ConfigNode? node, LinkScope pairs) => node is null ? null
        : ValueBinder.Bind(
            new ValueRequest(table, "when", Truth, null) { Scope = pairs, Key = table.Key.Fold("when") }, node)
        is { } condition ? pairs.Program.Add("when", condition) : null;

    // Not those that rows of another table with the same parent have already.
    private (TakenValues Values, int By)? Except(ConfigNode? node, TableBinder parent, TableBinder target)
    {
        if (node is null)
        {
            return null;
        }

        if (node is not ConfigMap { Entries: [{ Value: ConfigMap { Entries: [var pair] } } entry] }
            || scenario.Scope.Text(pair.Value, "except") is not { } own)
        {
            scenario.Scope.Report(
                node, "except must be a table, and a name of it with one of the table assigned from",
                "{ bookings: { user_id: id } } leaves out those whose id is a booking's user_id");
            return null;
        }

        if (scenario.BinderOf(entry.Key, entry.Line, entry.Column) is not { } other)
        {
            return null;
        }

        if (other.FindLink("parent")?.Target != parent)
        {
            scenario.Scope.Report(
                entry, $"the rows of {entry.Key} do not come with those of {parent.Table.Name.Name}",
                "except needs a table of the same `per`");
            return null;
        }

        return other.GroupSlot(pair.Key, pair.Value) is { } theirs
            && target.GroupSlot(own.Value, pair.Value) is { } ours
            ? (new TakenValues(parent.Program, other.Program, theirs), ours)
            : null;
    }

    private int? Capacity(ConfigNode? node, TableBinder target) => node is null ? null
        : ValueBinder.Bind(
            new ValueRequest(target, "capacity", Whole, null) { Key = table.Key.Fold("capacity") }, node)
        is { } capacity ? target.Program.Add("capacity", capacity) : null;

    private int? Group(ConfigNode? node, TableBinder target) =>
        scenario.Scope.Text(node, "a name") is { } name ? target.GroupSlot(name.Value, node!) : null;

    private double TogetherRate(ConfigNode? node)
    {
        if (node is null)
        {
            return 0.5;
        }

        ValueRequest request = new(table, "together_rate", new CellType(CellKind.Float), null)
        {
            Scope = new ArgumentScope(scenario),
        };
        double rate = ValueBinder.Expression(request, node) is { } bound
            ? (double)bound.Evaluate(ScenarioBinder.ValueOf).Value! : 0;
        if (rate is < 0 or > 1)
        {
            scenario.Scope.Report(node, "together_rate must be from 0 to 1");
        }

        return rate;
    }

    private bool MayBeFewer(ConfigNode? node)
    {
        string? word = scenario.Scope.Text(node, "when_short")?.Value;
        if (word is not (null or "fewer" or "refuse"))
        {
            scenario.Scope.Report(node!, $"when_short is '{word}'", "expected fewer or refuse");
        }

        return word == "fewer";
    }
}
