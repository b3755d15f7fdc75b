using Furrow.Data.Cells;
using Furrow.Data.Cells.Texts;
using Furrow.Schema;

namespace Furrow.Sqlite.Loading;

/// <summary>What SQLite is to store of a column's cells, by its declared type as for seeds.</summary>
internal static class StoredForms
{
    public static StoredCell For(CellPlace place, CellType cells)
    {
        TypeKind kind = place.Column.Type.Kind;
        return (kind, cells.Kind) switch
        {
            (TypeKind.Boolean or TypeKind.Int16 or TypeKind.Int32 or TypeKind.Int64, CellKind.Boolean) =>
                new StoredBoolean(),
            (TypeKind.Boolean or TypeKind.Int16 or TypeKind.Int32 or TypeKind.Int64 or TypeKind.Numeric,
                CellKind.Integer) => new StoredInteger(),
            (TypeKind.Int16 or TypeKind.Int32 or TypeKind.Int64 or TypeKind.Numeric, CellKind.Decimal) =>
                new StoredNumeric(place),
            (TypeKind.Int16 or TypeKind.Int32 or TypeKind.Int64 or TypeKind.Numeric, CellKind.Float) =>
                new StoredNumericOfReal(place),
            (TypeKind.Float32 or TypeKind.Float64, CellKind.Float) => new StoredReal(),
            (TypeKind.Float32 or TypeKind.Float64, CellKind.Integer) => new StoredRealOfInteger(),
            (TypeKind.Float32 or TypeKind.Float64, CellKind.Decimal) => new StoredRealOfDecimal(),
            (TypeKind.Bytes, CellKind.Bytes) => new StoredBytes(),
            (TypeKind.Bytes, CellKind.Text) => new StoredBytesOfText(place),
            _ => new StoredText(CellText.Of(place, cells, Separator(kind))),
        };
    }

    // As SQLite's own functions write them (SqliteTime).
    private static char Separator(TypeKind kind) => kind is TypeKind.Timestamp or TypeKind.TimestampTz ? ' ' : 'T';
}
