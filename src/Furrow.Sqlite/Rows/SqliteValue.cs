using System.Globalization;
using Furrow.Data;
using Furrow.Errors;
using Furrow.Schema;

namespace Furrow.Sqlite.Rows;

/// <summary>
/// Cells on their way in and out: canonical text on one side, one of SQLite's five kinds of value on the other. What
/// SQLite would keep only with loss is refused, because nothing would ever show it.
/// </summary>
internal static class SqliteValue
{
    /// <summary>What to bind for a cell: DBNull, long, double, string or bytes.</summary>
    public static object ToStored(Table table, Column column, string? cell)
    {
        if (cell is null)
        {
            return DBNull.Value;
        }

        return column.Type.Kind switch
        {
            TypeKind.Boolean => Boolean(cell),
            TypeKind.Int16 or TypeKind.Int32 or TypeKind.Int64 => Integer(table, column, cell),
            TypeKind.Float32 or TypeKind.Float64 => Float(cell),
            TypeKind.Numeric => Numeric(table, column, cell),
            TypeKind.Bytes => Bytes(cell),
            TypeKind.Timestamp or TypeKind.TimestampTz => SqliteTime.ToStored(cell),
            _ => cell,
        };
    }

    /// <summary>The canonical text of a stored value; null for NULL.</summary>
    public static string? ToCanonical(Column column, object? stored) => stored switch
    {
        null or DBNull => null,
        long integer when column.Type.Kind == TypeKind.Boolean && integer is 0 or 1 =>
            integer == 1 ? CanonicalText.True : CanonicalText.False,
        long integer => integer.ToString(CultureInfo.InvariantCulture),
        double number when column.Type.Kind == TypeKind.Numeric => ExactNumber.Write(number),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        byte[] bytes => CanonicalText.BytesPrefix + Convert.ToHexStringLower(bytes),
        string text => Text(column, text),
        _ => Convert.ToString(stored, CultureInfo.InvariantCulture),
    };

    private static string Text(Column column, string text) => column.Type.Kind switch
    {
        TypeKind.Timestamp => SqliteTime.ToCanonical(text, withZone: false),
        TypeKind.TimestampTz => SqliteTime.ToCanonical(text, withZone: true),
        TypeKind.Uuid when Guid.TryParse(text, out Guid uuid) => uuid.ToString("D"),
        _ => text,
    };

    private static object Boolean(string cell) => cell switch
    {
        CanonicalText.True => 1L,
        CanonicalText.False => 0L,
        _ => cell,
    };

    private static long Integer(Table table, Column column, string cell) =>
        long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer)
            ? integer
            : throw NotKept(table, column, "is no integer of 64 bits, which is all that SQLite keeps");

    // A NaN that is bound as a number becomes NULL; as text it stays.
    private static object Float(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && !double.IsNaN(number)
            ? number
            : cell;

    private static object Numeric(Table table, Column column, string cell) => cell switch
    {
        "NaN" => cell,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => ExactNumber.Read(cell)
            ?? throw NotKept(table, column, "has more digits than SQLite keeps in a column declared as a number"),
    };

    private static object Bytes(string cell) =>
        cell.StartsWith(CanonicalText.BytesPrefix, StringComparison.Ordinal)
            ? Convert.FromHexString(cell.AsSpan(CanonicalText.BytesPrefix.Length))
            : cell;

    private static FurrowException NotKept(Table table, Column column, string what) =>
        new(ErrorCode.SeedInvalid, $"A value for {table.Name.Name}.{column.Name} ({column.Type.SqlName}) {what}.")
        {
            Hint = "Declare the column as TEXT, or round the value.",
        };
}
