using Furrow.Data.Cells;

namespace Furrow.Generation.Expressions.Functions;

/// <summary>
/// What becomes something else where that is wanted: numbers what holds more of them, as in C#, and exact decimals
/// floating point beside such, since nothing else would be left to do; a date the midnight it begins with.
/// </summary>
internal static class Conversions
{
    private static readonly Step[] Implicit =
    [
        Step.Unary<IntegerToDecimal, long, decimal>("decimal", CellKind.Integer, CellKind.Decimal),
        Step.Unary<IntegerToFloat, long, double>("number", CellKind.Integer, CellKind.Float),
        Step.Unary<DecimalToFloat, decimal, double>("number", CellKind.Decimal, CellKind.Float),
        Step.Unary<DateToTimestamp, int, long>("timestamp", CellKind.Date, CellKind.Timestamp),
    ];

    /// <summary>How far a conversion goes, 0 for none; null where there is none.</summary>
    public static int? Cost(CellKind from, CellKind to) => (from, to) switch
    {
        _ when from == to => 0,
        (CellKind.Integer, CellKind.Float) => 2,
        _ => Find(from, to) is null ? null : 1,
    };

    /// <summary>The conversion, or null.</summary>
    public static Step? Find(CellKind from, CellKind to) =>
        Array.Find(Implicit, step => step.Operands[0] == from && step.Result == to);

    /// <summary>The kind that two kinds have in common, or null.</summary>
    public static CellKind? InCommon(CellKind left, CellKind right) =>
        Cost(left, right) is not null ? right : Cost(right, left) is not null ? left : null;

    /// <summary>The function that makes one kind of another though that may lose something; null for none.</summary>
    public static string? Explicit(CellKind from, CellKind to) => (from, to) switch
    {
        (CellKind.Decimal or CellKind.Float or CellKind.Text, CellKind.Integer) => "integer(…)",
        (CellKind.Float or CellKind.Text, CellKind.Decimal) => "decimal(…)",
        (CellKind.Text, CellKind.Float) => "number(…)",
        (not CellKind.List, CellKind.Text) => "text(…)",
        (CellKind.Timestamp or CellKind.Text, CellKind.Date) => "date(…)",
        (CellKind.Timestamp or CellKind.Text, CellKind.Time) => "time(…)",
        (CellKind.Text, CellKind.Timestamp) => "timestamp(…)",
        _ => null,
    };
}
