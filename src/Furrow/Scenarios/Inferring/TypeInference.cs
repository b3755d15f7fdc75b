using System.Globalization;
using Furrow.Data.Cells;
using Furrow.Schema;

namespace Furrow.Scenarios.Inferring;

/// <summary>What a column is made of by its type alone.</summary>
internal static class TypeInference
{
    private const int CodeLengthMax = 4;
    private const decimal NumberMax = 100;

    /// <summary>The value; null for a type whose values nobody could guess.</summary>
    public static Value? Of(InferredColumn column) => column.Column.Type.Kind switch
    {
        TypeKind.Enum => Value.Choose([.. column.Column.Type.Labels.Select(Value.Text)]),
        TypeKind.Json => Value.Json(),
        TypeKind.Other => OfName(column.Column.Type.Name.Name),
        TypeKind.Array when column.Column.Type.Element is { } element =>
            Of(column with { Column = column.Column with { Type = element }, IsUnique = false }) is { } item
                && item.IsKind
                ? Value.Array(item, 0, 3)
                : null,
        TypeKind.Text or TypeKind.Character => Text(column),
        _ => OfCells(column),
    };

    /// <summary>A number that the column holds, from the least on.</summary>
    public static Value Number(InferredColumn column, decimal min, decimal max)
    {
        if (column.IsUnique)
        {
            return Value.Expression("${row + 1}");
        }

        decimal limit = column.Column.Type is { Kind: TypeKind.Numeric, Precision: { } precision } type
            ? Power(precision - (type.Scale ?? 0)) - 1
            : decimal.MaxValue;
        decimal most = Math.Min(max, limit);
        return Value.Uniform(Math.Min(min, most), most);
    }

    /// <summary>A day from so many days before the day of the run to so many after it.</summary>
    public static Value Moment(InferredColumn column, int daysBefore, int daysAfter)
    {
        Value from = Day(-daysBefore);
        Value to = Day(daysAfter);
        return column switch
        {
            { IsUnique: true } => Value.Expression("${as_of - row - 1}"),
            { Kind: CellKind.Timestamp } => Value.Moments(from, to),
            { Kind: CellKind.Date } => Value.Uniform(from, to),
            _ => Value.Expression($"${{text({column.Let(Value.Moments(from, to))})}}"),
        };

        static Value Day(int days) => Value.Expression(
            string.Create(CultureInfo.InvariantCulture, $"${{as_of {(days < 0 ? '-' : '+')} {Math.Abs(days)}}}"));
    }

    private static Value? OfCells(InferredColumn column) => column.Kind switch
    {
        CellKind.Boolean => Value.Chance(0.5),
        CellKind.Integer or CellKind.Decimal or CellKind.Float => Number(column, 0, NumberMax),
        CellKind.Date or CellKind.Timestamp => Moment(column, 365, 0),
        CellKind.Time => Value.Uniform(new TimeOnly(8, 0), new TimeOnly(18, 0)),
        CellKind.Interval => Value.Expression("${minutes(uniform(15, 120))}"),
        CellKind.Uuid => Value.Uuid(),
        CellKind.Bytes => Value.Bytes(16),
        _ => null,
    };

    private static Value Text(InferredColumn column) => column switch
    {
        { IsUnique: true } => column.Fit(Value.Words(1), "-"),
        { LengthMax: <= CodeLengthMax and > 0 and { } length } => Value.Pattern(new string('?', length)),
        _ => column.Fit(Value.Words(2, 5)),
    };

    private static Value? OfName(string type) => type switch
    {
        "inet" => Value.Network("ipv4"),
        "cidr" => Value.Network("cidr"),
        "macaddr" => Value.Network("mac"),
        "citext" => Value.Words(2, 5),
        _ => null,
    };

    private static decimal Power(int digits) => digits is < 0 or > 27
        ? decimal.MaxValue
        : decimal.Parse("1" + new string('0', digits), CultureInfo.InvariantCulture);
}
