using System.Collections.Immutable;
using Furrow.Configuration;
using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Generation;
using Furrow.Generation.Expressions;
using Furrow.Generation.Expressions.Binding;
using Furrow.Generation.Keys;
using Furrow.Generation.Programs;
using Furrow.Scenarios.Checks;
using Furrow.Scenarios.Values;
using Furrow.Schema;

namespace Furrow.Scenarios.Planning;

/// <summary>
/// Binds one table: finds a slot for each of its columns and values when it is first asked for, so that they may read
/// each other in any order.
/// </summary>
internal sealed class TableBinder : LinkScope
{
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);
    private readonly HashSet<string> _withoutSlot = new(StringComparer.Ordinal);
    private readonly List<string> _path = [];
    private readonly ColumnDefaults _defaults;
    private readonly Dictionary<string, string> _drawers = new(StringComparer.Ordinal);
    private ImmutableArray<TableCheck>? _checks;
    private SharedColumns? _shared;

    /// <summary>Creates it for a table that the scenario fills, or for one whose rows are there already.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="definition">What the scenario says; null for rows that are there.</param>
    /// <param name="table">The table, from the catalog.</param>
    /// <param name="program">Its program.</param>
    public TableBinder(ScenarioBinder scenario, ScenarioTable? definition, Table table, TableProgram program)
        : base(scenario, program)
    {
        Definition = definition;
        Table = table;
        Key = scenario.Key.Fold(definition?.Name ?? table.Name.ToString());
        _defaults = new ColumnDefaults(this);
        Keys = definition is not null && NumberedColumn is not null
            ? scenario.Request.Keys.GetValueOrDefault(table.Name, new KeySequence(1, 1))
            : null;
        foreach (ConfigEntry entry in definition is null ? [] : definition.Let.Concat(definition.Columns))
        {
            foreach (string drawn in UniqueTemplateBinder.NamesDrawnBy(entry.Value))
            {
                _drawers.TryAdd(drawn, entry.Key);
            }
        }

        for (int slot = 0; definition is null && slot < program.Slots.Count; slot++)
        {
            _slots.Add(program.Slots[slot].Name, slot);
        }
    }

    /// <summary>What the scenario says; null for rows that are there.</summary>
    public ScenarioTable? Definition { get; }

    /// <summary>The table, from the catalog.</summary>
    public Table Table { get; }

    /// <summary>The key that its columns' are folded from.</summary>
    public CellKey Key { get; }

    /// <summary>How its rows are numbered; null where no column is.</summary>
    public KeySequence? Keys { get; }

    /// <summary>The primary key where it is a number that refers to nothing; else null.</summary>
    public Column? NumberedColumn =>
        Table.PrimaryKey?.Columns is [var name] && Table.Find(name) is { IsWritable: true } column
        && ColumnCells.Of(column.Type).Kind == CellKind.Integer
        && !Table.ForeignKeys.Any(key => key.Columns.Contains(name, StringComparer.Ordinal))
        && Definition?.Columns.Any(given => given.Key == name) != true
            ? column
            : null;

    /// <summary>What its checks leave room for in a column.</summary>
    public ColumnLimits LimitsOf(Column column) => new(
        Table, column, _checks ??= TableCheck.Of(Table, Scenario.Request.Dialect));

    /// <summary>The names of its values and columns.</summary>
    public IEnumerable<string> OwnNames =>
        (Definition?.Let.Select(let => let.Key) ?? []).Concat(Table.Columns.Select(column => column.Name));

    /// <inheritdoc />
    public override IEnumerable<string> Names => OwnNames.Concat(["row", "ordinal"]).Concat(base.Names);

    /// <summary>The slot of a value or column; null where there is none, or a problem was reported.</summary>
    public int? SlotOf(string name)
    {
        if (_slots.TryGetValue(name, out int known))
        {
            return known;
        }

        // What is wrong with it has been reported.
        if (_withoutSlot.Contains(name))
        {
            return null;
        }

        // A unique template fills the columns that its words come from.
        if (_drawers.TryGetValue(name, out string? drawer) && !_path.Contains(drawer, StringComparer.Ordinal))
        {
            SlotOf(drawer);
            return _slots.TryGetValue(name, out int drawn) ? drawn : null;
        }

        if (_path.Contains(name, StringComparer.Ordinal))
        {
            string circle = string.Join(" -> ", _path.SkipWhile(step => step != name).Append(name));
            Scenario.Scope.Report(
                EntryOf(name) ?? Definition!.Entry, $"{Table.Name.Name}: this depends on itself: {circle}");
            return null;
        }

        _path.Add(name);
        CellGenerator? generator = Bind(name);
        _path.RemoveAt(_path.Count - 1);
        if (generator is null)
        {
            _withoutSlot.Add(name);
            return null;
        }

        int slot = Program.Add(name, generator);
        _slots.Add(name, slot);
        return slot;
    }

    /// <summary>Whether a value has its slot already.</summary>
    public bool HasSlot(string name) => _slots.ContainsKey(name);

    /// <summary>Gives a value cells that another one decides.</summary>
    public void AddSlot(string name, CellGenerator generator) => _slots.Add(name, Program.Add(name, generator));

    /// <summary>The slot of the rows' numbers or ordinals.</summary>
    public int RowSlot(RowPart part)
    {
        string name = part == RowPart.Ordinal ? "#ordinal" : "#row";
        if (!_slots.TryGetValue(name, out int slot))
        {
            slot = Program.Add(name, new RowNumbers(part == RowPart.Ordinal));
            _slots.Add(name, slot);
        }

        return slot;
    }

    /// <inheritdoc />
    public override ExpressionSymbol? Resolve(string path)
    {
        if (path.Contains('.', StringComparison.Ordinal))
        {
            return base.Resolve(path);
        }

        if (path is "row" or "ordinal")
        {
            return new RowSymbol(path == "row" ? RowPart.Number : RowPart.Ordinal);
        }

        if (EntryOf(path) is null && Table.Find(path) is null)
        {
            return base.Resolve(path);
        }

        return SlotOf(path) is { } slot
            ? Cells(slot)
            : new UnusableSymbol($"'{path}' has no value here.", "Give it one, or mend what is wrong with it.");
    }

    /// <summary>The way to a parent or to what was assigned; null where there is none.</summary>
    public BoundLink? FindRowLink(string name)
    {
        Scenario.EnsureRows(this);
        return base.FindLink(name);
    }

    /// <summary>Which foreign key decides columns that several have.</summary>
    public SharedColumns Shared => _shared ??= new SharedColumns(this);

    /// <inheritdoc />
    public override BoundLink? FindLink(string name)
    {
        Scenario.EnsureRows(this);

        // A column that picks is a way once it is bound.
        if (base.FindLink(name) is null && (EntryOf(name) is not null || Table.Find(name) is not null))
        {
            SlotOf(name);
        }

        return base.FindLink(name);
    }

    /// <summary>The cells of a column of the rows that a link leads to.</summary>
    public static CellGenerator? Through(BoundLink link, string column)
    {
        if (link.Target is { Keys: { } keys, NumberedColumn: { } numbered } && numbered.Name == column)
        {
            return link.Slot is { } picked
                ? NumberedKeys.OfSlot(keys, picked, link.IsNullable)
                : NumberedKeys.OfParents(keys);
        }

        return link.Target.SlotOf(column) is { } slot ? new LinkedCells(link.Link, slot, link.IsNullable) : null;
    }

    /// <summary>
    /// A slot of whole numbers that tells rows of a group: of a column that leads to another table the row's number
    /// there, of everything else the number itself. Null after a problem was reported.
    /// </summary>
    public int? GroupSlot(string name, ConfigNode at)
    {
        if (FindLink(name) is { Slot: { } picked })
        {
            return picked;
        }

        if (SlotOf(name) is { } slot && Program.Slots[slot].Generator.Type.Kind == CellKind.Integer)
        {
            return slot;
        }

        string? nearest = NearestName.Find(name, OwnNames);
        Scenario.Scope.Report(
            at,
            $"{Table.Name.Name} has no whole number or reference '{name}'",
            nearest is null || nearest == name ? null : $"did you mean '{nearest}'?");
        return null;
    }

    /// <summary>Where a value or column is given in the scenario; null where it is not.</summary>
    public ConfigEntry? EntryOf(string name) =>
        Definition?.Let.FirstOrDefault(let => let.Key == name)
            ?? Definition?.Columns.FirstOrDefault(column => column.Key == name);

    private CellGenerator? Bind(string name)
    {
        if (Definition?.Let.FirstOrDefault(let => let.Key == name) is { } value)
        {
            return ValueBinder.Bind(new ValueRequest(this, name, Expected: null, Column: null), value.Value);
        }

        if (Table.Find(name) is not { } column)
        {
            return null;
        }

        ConfigEntry? given = Definition?.Columns.FirstOrDefault(entry => entry.Key == name);
        return given is null
            ? _defaults.Of(column)
            : ValueBinder.Bind(new ValueRequest(this, name, ColumnCells.Of(column), column), given.Value);
    }
}
