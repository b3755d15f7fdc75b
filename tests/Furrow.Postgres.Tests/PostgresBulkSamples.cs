using Furrow.Data.Cells;
using Furrow.Specification;

namespace Furrow.Postgres.Tests;

/// <summary>The types that PostgreSQL has and others have not, at the edges of what they hold.</summary>
internal static class PostgresBulkSamples
{
    private const long Day = CellLimits.MicrosPerDay;

    public static IReadOnlyList<BulkSample> All =>
    [
        new("smallint", BulkSample.Of(CellKind.Integer), [-32768, 32767], ["-32768", "32767"]),
        new("integer", BulkSample.Of(CellKind.Integer), [int.MinValue, int.MaxValue], ["-2147483648", "2147483647"]),
        new("oid", BulkSample.Of(CellKind.Integer), [0, 4294967295L], ["0", "4294967295"]),
        new(
            "real",
            BulkSample.Of(CellKind.Float),
            [0.1, double.NaN, double.NegativeInfinity, (double)float.MaxValue],
            ["0.1", "NaN", "-Infinity", "3.4028235e+38"]),
        new("double precision", BulkSample.Of(CellKind.Integer), [7], ["7"]),
        new("double precision", BulkSample.Of(CellKind.Float), [double.MaxValue, double.Epsilon],
            ["1.7976931348623157e+308", "5e-324"]),
        new("numeric", BulkSample.Of(CellKind.Decimal), [1.50m, 0.00m], ["1.50", "0.00"]),
        new(
            "numeric",
            BulkSample.Of(CellKind.Decimal),
            [decimal.MaxValue, decimal.MinValue, 0.0000000000000000000000000001m],
            [
                "79228162514264337593543950335", "-79228162514264337593543950335", "0.0000000000000000000000000001",
            ]),
        new(
            "numeric",
            BulkSample.Of(CellKind.Float),
            [double.PositiveInfinity, double.NegativeInfinity, 1e-7, 123456789012345680000.0],
            ["Infinity", "-Infinity", "0.0000001", "123456789012345680000"]),
        new("numeric(12,2)", BulkSample.Of(CellKind.Integer), [5], ["5.00"]),
        new("numeric(4,2)", BulkSample.Of(CellKind.Decimal), [99.994m, -99.99m], ["99.99", "-99.99"]),
        new("numeric(3,-2)", BulkSample.Of(CellKind.Decimal), [12345m, 50m, 49m], ["12300", "100", "0"]),
        new("numeric(2,4)", BulkSample.Of(CellKind.Decimal), [0.00987m], ["0.0099"]),
        new("char(3)", BulkSample.Of(CellKind.Text), ["a", "abc", ""], ["a", "abc", ""]),
        new("varchar(5)", BulkSample.Of(CellKind.Text), ["", "ünï😀x", "abcde  "], ["", "ünï😀x", "abcde"]),
        new("name", BulkSample.Of(CellKind.Text), ["n"], ["n"]),
        new("\"char\"", BulkSample.Of(CellKind.Text), ["x", ""], ["x", ""]),
        new("text", BulkSample.Of(CellKind.Boolean), [true], ["true"]),
        new("text", BulkSample.Of(CellKind.Uuid), [Guid.Empty], ["00000000-0000-0000-0000-000000000000"]),
        new(
            "date",
            BulkSample.Of(CellKind.Date),
            [CellLimits.EarliestDate, CellLimits.LatestDate, -2_440_588, 2_145_042_905],
            ["-infinity", "infinity", "4714-11-24 BC", "5874897-12-31"]),
        new("time(3)", BulkSample.Of(CellKind.Time), [1_500L, Day], ["00:00:00.002", "24:00:00"]),
        new("timetz", BulkSample.Of(CellKind.Time), [27_000L * 1_000_000], ["07:30:00Z"]),
        new(
            "timestamp(0)",
            BulkSample.Of(CellKind.Timestamp),
            [500_000L, 1_500_000L, CellLimits.LatestTimestamp],
            ["1970-01-01T00:00:00", "1970-01-01T00:00:01", "infinity"]),
        new("timestamp", BulkSample.Of(CellKind.Timestamp), [-62_135_683_200_000_000], ["0001-12-31T00:00:00 BC"]),
        new(
            "timestamptz",
            BulkSample.Of(CellKind.Timestamp),
            [CellLimits.EarliestTimestamp, CellLimits.LatestTimestamp],
            ["-infinity", "infinity"]),
        new(
            "interval",
            BulkSample.Of(CellKind.Interval),
            [
                default(IntervalValue), new IntervalValue(14, -3, 14_706_789_000), new IntervalValue(-1, 0, -5),
                new IntervalValue(0, 0, long.MaxValue), new IntervalValue(-13, 1, 0), new IntervalValue(1, 1, -1),
            ],
            [
                "00:00:00", "1 year 2 mons -3 days +04:05:06.789", "-1 mons -00:00:00.000005",
                "2562047788:00:54.775807", "-1 years -1 mons +1 day", "1 mon 1 day -00:00:00.000001",
            ]),
        new("jsonb", BulkSample.Of(CellKind.Text), ["""{"a": 1}""", "\"ü😀\""], ["""{"a": 1}""", "\"ü😀\""]),
        new(
            "mood",
            BulkSample.Of(CellKind.Text),
            ["sad", "it's"],
            ["sad", "it's"],
            "CREATE TYPE mood AS ENUM ('sad', 'it''s')"),
        new(
            "price",
            BulkSample.Of(CellKind.Decimal),
            [1.005m],
            ["1.01"],
            "CREATE DOMAIN price AS numeric(10,2) CHECK (value > 0)"),
        new(
            "labels",
            BulkSample.Of(CellKind.List, CellKind.Text),
            [new object?[] { "a" }],
            ["{a}"],
            "CREATE DOMAIN labels AS text[]"),
        new("mood[]", BulkSample.Of(CellKind.List, CellKind.Text), [new object?[] { "sad", null }], ["{sad,NULL}"]),
        new("price[]", BulkSample.Of(CellKind.List, CellKind.Decimal), [new object?[] { 1.5m }], ["{1.50}"]),
        new("integer[]", BulkSample.Of(CellKind.List, CellKind.Integer), [new object?[] { 1, -2 }], ["{1,-2}"]),
        new(
            "text[]",
            BulkSample.Of(CellKind.List, CellKind.Text),
            [new object?[] { "", "null", "a\"b\\c", "{x}", "a,b", "t\tn\n", "😀" }],
            ["{\"\",\"null\",\"a\\\"b\\\\c\",\"{x}\",\"a,b\",\"t\tn\n\",😀}"]),
        new("date[]", BulkSample.Of(CellKind.List, CellKind.Date), [new object?[] { 0 }], ["{1970-01-01}"]),
        new("bytea[]", BulkSample.Of(CellKind.List, CellKind.Bytes), [new object?[] { new byte[] { 1 } }],
            ["{\"\\\\x01\"}"]),
        new(
            "int4range",
            BulkSample.Of(CellKind.List, CellKind.Integer),
            [new object?[] { 1, 3 }, new object?[] { null, 3 }, Array.Empty<object?>()],
            ["[1,3)", "(,3)", "empty"]),
        new(
            "daterange",
            BulkSample.Of(CellKind.List, CellKind.Date),
            [new object?[] { 0, null }],
            ["[1970-01-01,)"]),
        new("int4range", BulkSample.Of(CellKind.Text), ["[1,3]", "empty"], ["[1,4)", "empty"]),
        new("int4multirange", BulkSample.Of(CellKind.Text), ["{[1,3),[5,7)}"], ["{[1,3),[5,7)}"]),
        new("inet", BulkSample.Of(CellKind.Text), ["10.0.0.1", "10.0.0.0/8", "::1", "2001:db8::/32"],
            ["10.0.0.1", "10.0.0.0/8", "::1", "2001:db8::/32"]),
        new("cidr", BulkSample.Of(CellKind.Text), ["10.0.0.0/8"], ["10.0.0.0/8"]),
        new("macaddr", BulkSample.Of(CellKind.Text), ["08:00:2b:01:02:03"], ["08:00:2b:01:02:03"]),
        new("macaddr8", BulkSample.Of(CellKind.Text), ["08:00:2b:01:02:03:04:05", "08-00-2B-01-02-03"],
            ["08:00:2b:01:02:03:04:05", "08:00:2b:ff:fe:01:02:03"]),
        new("bit(3)", BulkSample.Of(CellKind.Text), ["101"], ["101"]),
        new("varbit", BulkSample.Of(CellKind.Text), ["", "1", "110010101"], ["", "1", "110010101"]),
        new("money", BulkSample.Of(CellKind.Decimal), [1234.5m, -0.015m], ["$1,234.50", "-$0.02"]),
        new("tsvector", BulkSample.Of(CellKind.Text), ["'a' 'b':2"], ["'a' 'b':2"]),
        new("pair", BulkSample.Of(CellKind.Text), ["(1,\"a b\")"], ["(1,\"a b\")"],
            "CREATE TYPE pair AS (a integer, b text)"),
    ];
}
