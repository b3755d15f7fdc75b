using System.Collections.Immutable;
using Furrow.Schema;
using Furrow.Sql;

namespace Furrow.Scenarios.Checks;

/// <summary>A check that a table's rows have to pass.</summary>
/// <param name="Name">The constraint, or what stands for its name where a domain brings it.</param>
/// <param name="Expression">What it says, as the server writes it.</param>
/// <param name="Condition">That, read.</param>
/// <param name="Value">The column that a domain's check is about; null where columns have their own names.</param>
internal sealed record TableCheck(string Name, string Expression, CheckNode Condition, Column? Value)
{
    /// <summary>The checks of a table and of its columns' domains.</summary>
    public static ImmutableArray<TableCheck> Of(Table table, SqlDialect dialect) =>
    [
        .. table.Checks.Select(check => new TableCheck(
            check.Name, check.Expression, CheckParser.Parse(check.Expression, dialect), Value: null)),
        .. table.Columns.SelectMany(column => column.Type.DomainChecks.Select(expression => new TableCheck(
            $"the domain {column.Type.Domain?.Name} of {column.Name}",
            expression,
            CheckParser.Parse(expression, dialect),
            column))),
        .. table.Columns.SelectMany(column => column.Type.Element is { DomainChecks.IsEmpty: false } element
            ? element.DomainChecks.Select(expression => new TableCheck(
                $"the domain {element.Domain?.Name} of the items of {column.Name}",
                expression,
                new CheckNode.Unknown(),
                column))
            : []),
    ];

    /// <summary>The column that a name in the condition means; null where there is none.</summary>
    public Column? Find(Table table, string name) => Value is not null
        ? name.Equals("value", StringComparison.OrdinalIgnoreCase) ? Value : null
        : table.Find(name) ?? table.Columns.FirstOrDefault(
            column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
