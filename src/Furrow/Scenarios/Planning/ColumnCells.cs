using Furrow.Data.Cells;
using Furrow.Schema;

namespace Furrow.Scenarios.Planning;

/// <summary>What cells a column takes.</summary>
internal static class ColumnCells
{
    /// <summary>The cells of a column: types without a kind of their own are written as text.</summary>
    public static CellType Of(Column column) => Of(column.Type) with { IsNullable = column.IsNullable };

    /// <summary>The cells of a type.</summary>
    public static CellType Of(ColumnType type) => new(
        type.Kind switch
        {
            TypeKind.Boolean => CellKind.Boolean,
            TypeKind.Int16 or TypeKind.Int32 or TypeKind.Int64 => CellKind.Integer,
            TypeKind.Numeric => CellKind.Decimal,
            TypeKind.Float32 or TypeKind.Float64 => CellKind.Float,
            TypeKind.Bytes => CellKind.Bytes,
            TypeKind.Date => CellKind.Date,
            TypeKind.Time or TypeKind.TimeTz => CellKind.Time,
            TypeKind.Timestamp or TypeKind.TimestampTz => CellKind.Timestamp,
            TypeKind.Interval => CellKind.Interval,
            TypeKind.Uuid => CellKind.Uuid,
            TypeKind.Array when type.Element is not null => CellKind.List,
            TypeKind.Other when IsServer(type, "money") => CellKind.Decimal,
            TypeKind.Other when IsServer(type, "oid") => CellKind.Integer,
            _ => CellKind.Text,
        },
        IsNullable: false,
        type is { Kind: TypeKind.Array, Element: { } element } ? Of(element) with { IsNullable = true } : null);

    private static bool IsServer(ColumnType type, string name) =>
        type.Name is { Schema: "pg_catalog" } && type.Name.Name == name;
}
