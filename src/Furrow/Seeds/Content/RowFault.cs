using Furrow.Data;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Seeds.Content;

/// <summary>Says what the database refused, with the place in the file and no value of it.</summary>
internal static class RowFault
{
    private const string BadValueClass = "22";

    /// <summary>One row is refused; its cell is named where the fault is about one.</summary>
    public static FurrowException OfRow(TablePlan plan, string file, PlannedRow row, Refusal refusal)
    {
        int index = ColumnAtFault(row, refusal.Fault);
        if (index < 0)
        {
            return Of(file, row.Source.Place, plan.Name, refusal);
        }

        Column column = row.Shape.Columns[index];
        string what = $"{plan.Name}.{column.Name} ({TypeText.Of(column.Type)})";
        return Of(file, row.Source.Cells[index].Place, what, refusal);
    }

    /// <summary>Rows are refused together, or nothing more can be written at all.</summary>
    public static FurrowException OfTable(TablePlan plan, string file, PlannedRow first, Refusal refusal) =>
        Of(file, first.Source.Place, $"{plan.Name}, in this row or one after it", refusal);

    private static FurrowException Of(string file, TextPlace place, string what, Refusal refusal)
    {
        DatabaseFault fault = refusal.Fault;
        string code = fault.Code ?? (refusal.Cause as FurrowException)?.Code ?? ErrorCode.SeedFailed;

        // Without the driver's exception as its cause: that one shows the row, and a seed may hold secrets.
        string message = $"{what}: {fault.Message}";
        return new FurrowException(code, place.IsRow ? $"Row {place.Line}: {message}" : message)
        {
            File = place.IsRow ? null : file,
            Line = place.IsRow ? null : place.Line,
            Column = place.IsRow ? null : place.Column,
            Detail = fault.Detail,
            Hint = fault.Hint ?? (fault.IsLockTimeout
                ? "Another session holds a lock on the table; run the command again when it is done."
                : null),
            SqlState = fault.SqlState,
        };
    }

    // A value that is none of its type names no column; where the server judges just one of them, it is that one.
    private static int ColumnAtFault(PlannedRow row, DatabaseFault fault)
    {
        List<int> suspects = [];
        for (int i = 0; i < row.Shape.Columns.Length; i++)
        {
            Column column = row.Shape.Columns[i];
            if (string.Equals(column.Name, fault.Column, StringComparison.Ordinal))
            {
                return i;
            }

            if (row.HasValue(i) && ValueConverter.IsJudgedByServer(column.Type))
            {
                suspects.Add(i);
            }
        }

        bool isBadValue = fault.SqlState?.StartsWith(BadValueClass, StringComparison.Ordinal) == true
            && fault.SqlState.Length == 5 && fault.Column is null;
        return isBadValue && suspects.Count == 1 ? suspects[0] : -1;
    }
}
