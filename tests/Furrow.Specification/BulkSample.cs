using Furrow.Data.Cells;

namespace Furrow.Specification;

/// <summary>Generated values for a column, and as what they must be found in it, in canonical text.</summary>
/// <param name="SqlType">The column's type.</param>
/// <param name="Cells">What the vector holds.</param>
/// <param name="Values">The values; NULL is tried with every type.</param>
/// <param name="Found">What is found, for each of them.</param>
/// <param name="Setup">A statement that the type needs first, or null.</param>
public sealed record BulkSample(
    string SqlType, CellType Cells, object[] Values, string[] Found, string? Setup = null)
{
    private const long Day = CellLimits.MicrosPerDay;

    /// <summary>2026-01-05T07:30:00.</summary>
    private const long Morning = (20_458 * Day) + (27_000L * 1_000_000);

    public static CellType Of(CellKind kind, CellKind? item = null) =>
        new(kind, IsNullable: true, item is { } known ? new CellType(known, IsNullable: true) : null);

    /// <summary>The types that every database has.</summary>
    public static IReadOnlyList<BulkSample> Shared(SqlFragments sql) =>
    [
        new(sql.BooleanType, Of(CellKind.Boolean), [true, false], ["true", "false"]),
        new(
            sql.Int64Type,
            Of(CellKind.Integer),
            [0, -1, long.MaxValue, long.MinValue],
            ["0", "-1", "9223372036854775807", "-9223372036854775808"]),
        new(
            sql.NumericType,
            Of(CellKind.Decimal),
            [0m, -7.25m, 0.1m, 1234567890.12m, 100000000000000000000m, 0.0001m, 9999m, 10000m, -10000.0001m],
            [
                "0", "-7.25", "0.1", "1234567890.12", "100000000000000000000", "0.0001", "9999", "10000",
                "-10000.0001",
            ]),
        new(sql.NumericType, Of(CellKind.Integer), [7, -123456], ["7", "-123456"]),
        new(sql.NumericType, Of(CellKind.Float), [0.5, -1e20, double.NaN], ["0.5", "-100000000000000000000", "NaN"]),
        new("numeric(12,2)", Of(CellKind.Decimal), [1.255m, -1.255m, 12.34m], ["1.26", "-1.26", "12.34"]),
        new("numeric(12,2)", Of(CellKind.Float), [1.115, -2.125], ["1.12", "-2.13"]),
        new(
            sql.Float64Type,
            Of(CellKind.Float),
            [0.1, -2.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity],
            ["0.1", "-2.5", "NaN", "Infinity", "-Infinity"]),
        new(
            sql.TextType,
            Of(CellKind.Text),
            ["", " ", "NULL", @"\N", @"\.", @"a\b", "O'Brien", "\"q\"", "two\nlines\r\tand\btab\f\v", "ünï線😀", "a,b"],
            ["", " ", "NULL", @"\N", @"\.", @"a\b", "O'Brien", "\"q\"", "two\nlines\r\tand\btab\f\v", "ünï線😀", "a,b"]),
        new(sql.TextType, Of(CellKind.Integer), [12, -3], ["12", "-3"]),
        new(sql.TextType, Of(CellKind.Timestamp), [Morning], ["2026-01-05T07:30:00"]),
        new(
            sql.BytesType,
            Of(CellKind.Bytes),
            [Array.Empty<byte>(), new byte[] { 0, 255, 16 }, "AB"u8.ToArray()],
            [@"\x", @"\x00ff10", @"\x4142"]),
        new(sql.DateType, Of(CellKind.Date), [20_458, -1, 2_932_896], ["2026-01-05", "1969-12-31", "9999-12-31"]),
        new(sql.TimeType, Of(CellKind.Time), [0L, 86_399_500_000], ["00:00:00", "23:59:59.5"]),
        new(
            sql.TimestampType,
            Of(CellKind.Timestamp),
            [Morning, Morning + 250_000, -1_000_000L],
            ["2026-01-05T07:30:00", "2026-01-05T07:30:00.25", "1969-12-31T23:59:59"]),
        new(
            sql.TimestampTzType,
            Of(CellKind.Timestamp),
            [Morning, Morning + 123_456],
            ["2026-01-05T07:30:00Z", "2026-01-05T07:30:00.123456Z"]),
        new(
            sql.UuidType,
            Of(CellKind.Uuid),
            [new Guid("6f9619ff-8b86-d011-b42d-00c04fc964ff"), Guid.Empty],
            ["6f9619ff-8b86-d011-b42d-00c04fc964ff", "00000000-0000-0000-0000-000000000000"]),
        new(
            sql.JsonType,
            Of(CellKind.Text),
            ["""{"a": 1}""", "[]", """{"ü": [null, "\\ \" 😀"]}"""],
            ["""{"a": 1}""", "[]", """{"ü": [null, "\\ \" 😀"]}"""]),
        new(
            sql.ArrayType,
            Of(CellKind.List, CellKind.Text),
            [Array.Empty<object?>(), new object?[] { "a", "b c", null }],
            sql.ArrayValues[..2]),
    ];
}
