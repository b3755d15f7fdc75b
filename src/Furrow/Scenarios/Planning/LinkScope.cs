using Furrow.Errors;
using Furrow.Generation.Expressions.Binding;
using Furrow.Generation.Expressions.Syntax;
using Furrow.Generation.Programs;

namespace Furrow.Scenarios.Planning;

/// <summary>
/// What names mean in expressions over the rows of one program: the scenario's parameters, and what the links from
/// these rows lead to. Every cell that an expression reads is a slot, added when it is first asked for.
/// </summary>
internal class LinkScope : IExpressionScope
{
    private readonly Dictionary<string, BoundLink> _links = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _linkedSlots = new(StringComparer.Ordinal);

    public LinkScope(ScenarioBinder scenario, TableProgram program) => (Scenario, Program) = (scenario, program);

    /// <summary>The scenario.</summary>
    public ScenarioBinder Scenario { get; }

    /// <summary>The program whose slots the cells are.</summary>
    public TableProgram Program { get; }

    /// <inheritdoc />
    public virtual IEnumerable<string> Names =>
        Scenario.ArgumentNames.Concat(_links.Values.SelectMany(
            link => link.Target.OwnNames.Select(name => $"{link.Name}.{name}")));

    /// <summary>Gives a way to another table's rows its name.</summary>
    public void AddLink(BoundLink link) => _links[link.Name] = link;

    /// <summary>The way of that name; null where there is none.</summary>
    public virtual BoundLink? FindLink(string name) => _links.GetValueOrDefault(name);

    /// <inheritdoc />
    public virtual ExpressionSymbol? Resolve(string path)
    {
        int dot = path.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            return Scenario.Argument(path);
        }

        if (FindLink(path[..dot]) is not { } link)
        {
            return null;
        }

        return link.Target.Resolve(path[(dot + 1)..]) switch
        {
            CellSymbol cell => Cells(Linked(path, link, cell.Slot)),
            RowSymbol row => Cells(Linked(path, link, link.Target.RowSlot(row.Part))),
            var other => other,
        };
    }

    /// <inheritdoc />
    public ExpressionSymbol? Count(
        CallSyntax call, ExpressionText source, ICollection<FurrowException> problems) =>
        Scenario.Count(call, source, problems);

    /// <summary>The slot that holds, for each row, a slot's cell of the row that a link leads to.</summary>
    public int Linked(string name, BoundLink link, int slot)
    {
        string place = $"{link.Name}#{slot}";
        if (!_linkedSlots.TryGetValue(place, out int linked))
        {
            linked = Program.Add(name, new LinkedCells(link.Link, slot, link.IsNullable));
            _linkedSlots.Add(place, linked);
        }

        return linked;
    }

    /// <summary>What a slot's cells are in an expression.</summary>
    protected CellSymbol Cells(int slot) => new(slot, Program.Slots[slot].Generator.Type);
}
