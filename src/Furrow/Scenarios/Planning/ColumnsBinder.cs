using System.Collections.Immutable;
using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Scenarios.Reading;
using Furrow.Schema;

namespace Furrow.Scenarios.Planning;

/// <summary>Binds what a scenario says of a table's columns to those that the table has.</summary>
internal sealed class ColumnsBinder(ScenarioScope scope, TableBinder binder)
{
    /// <summary>The columns that are written; whatever does not fit is reported.</summary>
    public ImmutableArray<PlannedColumn> Bind()
    {
        CheckNames();
        return Columns();
    }

    private void CheckNames()
    {
        foreach (ConfigEntry given in binder.Definition!.Columns)
        {
            Column? column = binder.Table.Find(given.Key);
            if (column is null)
            {
                string? nearest = NearestName.Find(given.Key, binder.Table.Columns.Select(known => known.Name));
                scope.Report(
                    given,
                    $"{binder.Table.Name.Name} has no column '{given.Key}'",
                    nearest is null ? "what only other values read belongs under `let`" : $"did you mean '{nearest}'?");
            }
            else if (!column.IsWritable)
            {
                scope.Report(
                    given, $"{binder.Table.Name.Name}.{given.Key} is computed by the database", "leave it out");
            }
        }

        foreach (ConfigEntry let in binder.Definition.Let.Where(let => binder.Table.Find(let.Key) is not null))
        {
            scope.Report(let, $"'{let.Key}' is a column of {binder.Table.Name.Name}", "give it under `columns`");
        }
    }

    private ImmutableArray<PlannedColumn> Columns()
    {
        ImmutableArray<PlannedColumn>.Builder columns = ImmutableArray.CreateBuilder<PlannedColumn>();
        List<string> missing = [];
        foreach (Column column in binder.Table.Columns.Where(column => column.IsWritable))
        {
            if (binder.SlotOf(column.Name) is { } slot)
            {
                columns.Add(new PlannedColumn(column, slot, binder.Program.Slots[slot].Generator.Type));
            }
            else if (!ColumnDefaults.IsOptional(column) && binder.EntryOf(column.Name) is null)
            {
                missing.Add(column.Name);
            }
        }

        if (missing.Count > 0)
        {
            scope.Report(
                binder.Definition!.Entry,
                $"{binder.Table.Name.Name} needs {(missing.Count == 1 ? "a value" : "values")} for "
                    + string.Join(", ", missing),
                "these columns are NOT NULL and have no default: give them under `columns`, or `infer: true`");
        }

        foreach (ConfigEntry let in binder.Definition!.Let)
        {
            binder.SlotOf(let.Key);
        }

        return columns.ToImmutable();
    }
}
