using System.Collections.Immutable;
using Furrow.Configuration;
using Furrow.Data.Cells;
using Furrow.Scenarios.Checks;
using Furrow.Scenarios.Planning;
using Furrow.Scenarios.Reading;
using Furrow.Scenarios.Values;
using Furrow.Schema;
using Furrow.Sensitive.Detection;
using Furrow.Sql;

namespace Furrow.Scenarios.Inferring;

/// <summary>
/// Completes what a scenario says of a table, by the names and types of the columns that it leaves out: with the values
/// that a person would have written there. What is numbered, refers to other tables or has a default is left to
/// <see cref="ColumnDefaults"/> and the database. Pure.
/// </summary>
internal static class TableInference
{
    // A nullable column that says when something came to an end: most rows have not.
    private static readonly string[] Ends =
    [
        "deleted", "archived", "cancelled", "canceled", "closed", "banned", "blocked", "removed", "disabled", "revoked",
        "suspended", "refunded",
    ];

    /// <summary>
    /// The definition with a value for each column that has to have one or whose name says what it is.
    /// </summary>
    public static ScenarioTable Complete(ScenarioTable definition, Table table, SqlDialect dialect)
    {
        ImmutableArray<TableCheck> checks = TableCheck.Of(table, dialect);
        HashSet<string> given = [.. definition.Columns.Select(entry => entry.Key)];
        HashSet<string> referring = [.. table.ForeignKeys.SelectMany(key => key.Columns)];
        Column[] open =
        [
            .. table.Columns.Where(column => column.IsWritable && !given.Contains(column.Name)
                && !referring.Contains(column.Name) && !IsLeft(table, column)),
        ];
        HashSet<string> unique = [.. Keys(table).Select(key => Distinguishing(key, open)).OfType<string>()];
        ImmutableArray<string> readable =
        [
            .. definition.Let.Concat(definition.Columns).Select(entry => entry.Key)
                .Concat(open.Select(column => column.Name)).Where(ScenarioNames.IsName),
        ];
        ImmutableArray<ConfigEntry>.Builder lets = definition.Let.ToBuilder();
        ImmutableArray<ConfigEntry>.Builder columns = definition.Columns.ToBuilder();
        foreach (Column column in open)
        {
            InferredColumn inferred = new(
                table, column, [.. NameWords.Of(column.Name)], unique.Contains(column.Name), readable);
            if ((Allowed(inferred, checks) ?? ValueOf(inferred)) is { } value)
            {
                lets.AddRange(inferred.Values.Select(let => Entry(let.Name, let.Value)));
                columns.Add(Entry(column.Name, value));
            }
        }

        return definition with { Let = lets.ToImmutable(), Columns = columns.ToImmutable() };

        ConfigEntry Entry(string name, Value value) => new(
            name, value.ToNode(definition.Entry.Line, definition.Entry.Column), definition.Entry.Line,
            definition.Entry.Column);
    }

    // Numbers itself, or is filled by the database in the same way each time; a key that is not would be unknown.
    private static bool IsLeft(Table table, Column column)
    {
        bool isKey = table.PrimaryKey?.Columns.Contains(column.Name, StringComparer.Ordinal) == true;
        bool isNumbered = table.PrimaryKey?.Columns is [var only] && only == column.Name
            && ColumnCells.Of(column.Type).Kind == CellKind.Integer;
        return isNumbered || column.Identity != IdentityKind.None
            || (column.Default is not null && !(isKey && ColumnCells.Of(column.Type).Kind == CellKind.Text));
    }

    // What a check lists, or bounds on both sides, says more than a name; where rows must differ it says too little.
    private static Value? Allowed(InferredColumn column, ImmutableArray<TableCheck> checks)
    {
        ColumnLimits limits = new(column.Table, column.Column, checks);
        return column.IsUnique ? null
            : limits.Values is { IsEmpty: false } ? Value.Kind("choose", ValueMap.Allowed)
            : limits is { Min: not null, Max: not null } && !column.Column.IsNullable
            ? Value.Kind("uniform", ValueMap.Allowed)
            : null;
    }

    private static Value? ValueOf(InferredColumn column)
    {
        bool isNeeded = !column.Column.IsNullable || column.IsUnique;
        if (!isNeeded && column.Words.Any(Ends.Contains))
        {
            return null;
        }

        return NameInference.Of(column) ?? (isNeeded ? TypeInference.Of(column) : null);
    }

    private static IEnumerable<UniqueKey> Keys(Table table) =>
        table.PrimaryKey is { } primary ? table.UniqueKeys.Prepend(primary) : table.UniqueKeys;

    // One column of a key is enough to tell rows apart: the one that is easiest to make another in every row.
    private static string? Distinguishing(UniqueKey key, Column[] open) => open
        .Where(column => key.Parts.Any(part => part.Column == column.Name
            || part.Expression?.Contains(column.Name, StringComparison.Ordinal) == true))
        .Where(column => Ease(column) > 0).MaxBy(Ease)?.Name;

    private static int Ease(Column column) => ColumnCells.Of(column.Type).Kind switch
    {
        CellKind.Uuid => 4,
        CellKind.Text when column.Type.Kind is TypeKind.Text or TypeKind.Character => 3,
        CellKind.Integer or CellKind.Decimal or CellKind.Float => 2,
        CellKind.Date or CellKind.Timestamp => 1,
        _ => 0,
    };
}
