using Furrow.Errors;
using Furrow.Schema;

namespace Furrow.Providers;

/// <summary>The error for generated rows that a database does not take; shows no value.</summary>
public static class BulkRefusal
{
    /// <summary>Names the table, and column and constraint where the database does.</summary>
    /// <param name="table">The table that was loaded.</param>
    /// <param name="code">The <see cref="ErrorCode"/> that fits.</param>
    /// <param name="fault">What the database says.</param>
    /// <param name="cause">The driver's exception.</param>
    public static FurrowException Of(ObjectName table, string code, DatabaseFault fault, Exception cause)
    {
        string column = fault.Column is null ? "" : $", column {fault.Column}";
        string constraint = fault.Constraint is null ? "" : $", constraint {fault.Constraint}";
        return new FurrowException(
            code, $"Rows generated for {table}{column}{constraint} were refused: {fault.Message}", cause)
        {
            Detail = fault.Detail,
            Hint = fault.Hint ?? "Change what is generated for this table, or the table's definition.",
            SqlState = fault.SqlState,
        };
    }
}
