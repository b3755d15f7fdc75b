using Furrow.Schema;
using Furrow.Sql;

namespace Furrow.Postgres.Rows;

/// <summary>SQL that turns cells from canonical text to values and back, and compares them.</summary>
internal static class CellSql
{
    private const string SystemSchema = "pg_catalog";

    /// <summary>
    /// The value of a cell. Casting to <c>varchar(3)</c> would cut longer text without a word; without the length, the
    /// column itself refuses it when it is written.
    /// </summary>
    public static string Value(string text, ColumnType type) => $"CAST({text} AS {CastName(type)})";

    /// <summary>
    /// The condition that a key's column has a value, so that an index on it serves. The operator of a type outside
    /// the system's schema need not be on the search path, and its absence may mean another comparison (citext).
    /// </summary>
    public static string KeyEquals(string column, string value, ColumnType type)
    {
        bool isOwnOperator = type.Kind is TypeKind.Text or TypeKind.Other && type.Name.Schema != SystemSchema;
        string equals = isOwnOperator
            ? $"OPERATOR({SqlDialect.Postgres.QuoteIdentifier(type.Name.Schema)}.=)"
            : "=";
        return $"{column} {equals} {value}";
    }

    /// <summary>
    /// The condition that a column differs from a value. Where a type's own <c>=</c> is missing (json, xml, point),
    /// means something else (box) or overlooks what is worth writing (citext), the texts are compared.
    /// </summary>
    public static string Differs(string column, string value, ColumnType type) => type.Kind switch
    {
        TypeKind.Boolean or TypeKind.Int16 or TypeKind.Int32 or TypeKind.Int64 or TypeKind.Numeric
            or TypeKind.Float32 or TypeKind.Float64 or TypeKind.Bytes or TypeKind.Date or TypeKind.Time
            or TypeKind.Timestamp or TypeKind.TimestampTz or TypeKind.Uuid or TypeKind.Enum
            => $"{column} IS DISTINCT FROM {value}",
        _ => $"CAST({column} AS text) COLLATE \"C\" IS DISTINCT FROM CAST({value} AS text) COLLATE \"C\"",
    };

    /// <summary>A value as canonical text, whatever the session's settings.</summary>
    public static string Canonical(string column, ColumnType type) => type.Kind switch
    {
        // JSON output is ISO 8601 under any DateStyle.
        TypeKind.Date or TypeKind.Timestamp => $"to_json({column}) #>> '{{}}'",
        TypeKind.TimestampTz => $"""
            CASE WHEN isfinite({column}) AND {column} >= '0001-01-01 00:00:00+00'
                THEN (to_json({column} AT TIME ZONE 'UTC') #>> '{"{}"}') || 'Z' ELSE CAST({column} AS text) END
            """,
        TypeKind.TimeTz => $"CAST(CAST({column} AT TIME ZONE 'UTC' AS time) AS text) || 'Z'",
        TypeKind.Bytes => $"'\\x' || encode({column}, 'hex')",

        // The cast of inet has a form of its own (10.0.0.1/32); format writes what the type itself writes.
        TypeKind.Other => $"CASE WHEN {column} IS DISTINCT FROM NULL THEN format('%s', {column}) END",
        _ => $"CAST({column} AS text)",
    };

    private static string CastName(ColumnType type) => CutsWhenCast(type)
        ? SqlDialect.Postgres.QuoteName(type.Name.Schema, type.Name.Name)
        : type.SqlName;

    private static bool CutsWhenCast(ColumnType type) => type.Kind switch
    {
        TypeKind.Text or TypeKind.Character => true,
        TypeKind.Array => CutsWhenCast(type.Element!),
        _ => type.Name is { Schema: SystemSchema, Name: "bit" or "varbit" },
    };
}
