using Furrow.Data;
using Furrow.Schema;

namespace Furrow.Seeds.Content;

/// <summary>What a cell comes to: canonical text, null for NULL, or something to be looked up.</summary>
internal readonly record struct CellPlan(string? Text, ReferenceTarget? Target = null);

/// <summary>Converts single cells; what a variable holds is in no message, not even its length.</summary>
internal sealed class CellPlanner(
    bool isVolatile,
    IReadOnlyDictionary<string, string> variables,
    ReferencePlanner references,
    SeedProblems problems)
{
    public CellPlan Plan(string tableName, Column column, Table table, SeedCell cell)
    {
        switch (cell.Value)
        {
            case ReferenceValue reference:
                ReferenceTarget? target = references.Plan(reference, out string? wrong);
                if (wrong is not null)
                {
                    problems.Add(cell.Place, $"{tableName}.{column.Name}: {wrong}", "Write table[column=value].");
                }

                return new CellPlan(null, target);
            case VariableValue variable:
                return CheckNull(tableName, column, table, cell, ReadVariable(tableName, column, variable));
            default:
                Conversion converted = ValueConverter.Convert(column.Type, cell.Value);
                if (converted.Problem is { } problem)
                {
                    problems.Add(problem.Place, $"{tableName}.{column.Name}: {problem.Message}");
                    return default;
                }

                return CheckNull(tableName, column, table, cell, (converted.Text, false));
        }
    }

    private (string? Text, bool IsWrong) ReadVariable(string tableName, Column column, VariableValue variable)
    {
        if (!isVolatile)
        {
            problems.Add(
                variable.Place,
                $"{tableName}.{column.Name} reads the variable {variable.Name}, which only a volatile seed may",
                "Add volatile: true, so that what it writes stays out of snapshots.");
            return (null, true);
        }

        if (!variables.TryGetValue(variable.Name, out string? value))
        {
            return (null, false);
        }

        Conversion converted = ValueConverter.Convert(column.Type, new QuotedText(value, variable.Place));
        if (converted.Problem is { } problem)
        {
            problems.Add(
                variable.Place,
                $"{tableName}.{column.Name}: expected {problem.Expected}, "
                    + $"found the value of {variable.Name}, which is none");
        }

        return (converted.Text, converted.Problem is not null);
    }

    // A trigger may fill in what is missing, so only a table without one is sure to refuse NULL.
    private CellPlan CheckNull(
        string tableName, Column column, Table table, SeedCell cell, (string? Text, bool IsWrong) value)
    {
        bool isRefused = value is { Text: null, IsWrong: false } && !column.IsNullable
            && column.Identity == IdentityKind.None && table.Triggers.IsEmpty;
        if (isRefused)
        {
            string found = cell.Value is VariableValue unset ? $"the variable {unset.Name}, which is not set" : "NULL";
            problems.Add(
                cell.Place,
                $"{tableName}.{column.Name}: expected {TypeText.Of(column.Type)}, found {found}; "
                    + "the column takes no NULL",
                "Leave the column out to take its default.");
        }

        return new CellPlan(value.Text);
    }
}
