using Furrow.Schema;

namespace Furrow.Specification;

/// <summary>A column type and values, in canonical text, that must come back from it as they went in.</summary>
/// <param name="Kind">What the catalog reader makes of the type.</param>
/// <param name="SqlType">The type in SQL.</param>
/// <param name="Values">The values; NULL is tried with every type.</param>
/// <param name="Setup">A statement that the type needs first, or null.</param>
public sealed record TypeSample(TypeKind Kind, string SqlType, string[] Values, string? Setup = null)
{
    /// <summary>The types that every database has.</summary>
    public static IReadOnlyList<TypeSample> Shared(SqlFragments sql) =>
    [
        new(TypeKind.Boolean, sql.BooleanType, ["true", "false"]),
        new(TypeKind.Int64, sql.Int64Type, ["0", "-1", "9223372036854775807", "-9223372036854775808"]),
        new(TypeKind.Numeric, sql.NumericType, ["0", "-7.25", "0.1", "1234567890.12", "100000000000000000000"]),
        new(TypeKind.Float64, sql.Float64Type, ["0.1", "-2.5", "NaN", "Infinity", "-Infinity"]),
        new(
            TypeKind.Text,
            sql.TextType,
            [
                "", " ", "NULL", "null", "007", "1.50", "true", @"\x41", @"a\b", "O'Brien", "\"q\"",
                "two\nlines\tand tab", "ünï線😀",
            ]),
        new(TypeKind.Bytes, sql.BytesType, [@"\x", @"\x00ff10", @"\x4142"]),
        new(TypeKind.Date, sql.DateType, ["2026-01-05", "1969-12-31", "9999-12-31"]),
        new(TypeKind.Time, sql.TimeType, ["07:30:00", "00:00:00", "23:59:59.5"]),
        new(
            TypeKind.Timestamp,
            sql.TimestampType,
            ["2026-01-05T07:30:00", "2026-01-05T07:30:00.25", "1969-12-31T23:59:59"]),
        new(TypeKind.TimestampTz, sql.TimestampTzType, ["2026-01-05T07:30:00Z", "2026-07-05T23:59:59.123456Z"]),
        new(
            TypeKind.Uuid,
            sql.UuidType,
            ["6f9619ff-8b86-d011-b42d-00c04fc964ff", "00000000-0000-0000-0000-000000000000"]),
        new(TypeKind.Json, sql.JsonType, ["""{"a": 1}""", "[]", "\"text\"", """{"ü": [null, true]}"""]),
        new(TypeKind.Array, sql.ArrayType, sql.ArrayValues),
    ];
}
