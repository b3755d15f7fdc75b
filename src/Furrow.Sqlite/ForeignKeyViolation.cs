using System.Globalization;
using Furrow.Errors;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite;

/// <summary>Rows that refer to rows which are not there.</summary>
internal sealed record ForeignKeyViolation(string Table, string Referenced, long Rows)
{
    /// <summary>All of them, by table and referenced table.</summary>
    public static List<ForeignKeyViolation> Find(SqliteConnection connection, SqliteTransaction? transaction) =>
        connection.Query(
            """
            SELECT "table", parent, count(*) FROM pragma_foreign_key_check(NULL, 'main')
            GROUP BY "table", parent ORDER BY "table", parent
            """,
            row => new ForeignKeyViolation(row.GetString(0), row.GetString(1), row.GetInt64(2)),
            transaction);

    /// <summary>For people, without any row's values.</summary>
    public override string ToString()
    {
        (string rows, string refer) = Rows == 1 ? ("row", "refers") : ("rows", "refer");
        return string.Create(
            CultureInfo.InvariantCulture,
                $"{Rows} {rows} of {Table} {refer} to {Referenced}, where there is no such row");
    }

    public static string Describe(IEnumerable<ForeignKeyViolation> violations) => string.Join("\n", violations);

    /// <summary>What a change of definitions is refused with.</summary>
    public static FurrowException Refusal(List<ForeignKeyViolation> violations) =>
        new(ErrorCode.MigrationFailed, $"Foreign keys would not hold: {string.Join("; ", violations)}.")
        {
            Detail = Describe(violations),
            Hint = "Add the missing rows, or change or remove the ones that refer to them, in the same migration; "
                + "rows that were wrong before count too.",
        };

    /// <summary>What a seed is refused with.</summary>
    public static FurrowException RowRefusal(List<ForeignKeyViolation> violations) =>
        new(ErrorCode.SeedFailed, $"Foreign keys would not hold: {string.Join("; ", violations)}.")
        {
            Detail = Describe(violations),
            Hint = "Add the missing rows in the same seed, or change the ones that refer to them.",
        };
}
