using Furrow.Data.Cells;
using Furrow.Data.Cells.Texts;
using Furrow.Postgres.Catalog;
using Furrow.Schema;

namespace Furrow.Postgres.Loading;

/// <summary>
/// Which binary form a column's cells have. A domain has that of the type it narrows: domain_recv calls its receive
/// function and then checks what the domain adds.
/// </summary>
internal static class BinaryForms
{
    /// <summary>The writer for a column; null where only text will do.</summary>
    public static BinaryCell? For(CellPlace place, CellType cells, LoadTypes types) =>
        For(place, place.Column.Type, cells, types);

    private static BinaryCell? For(
        CellPlace place, ColumnType type, CellType cells, LoadTypes types) => type.Kind switch
    {
        TypeKind.Boolean when cells.Kind == CellKind.Boolean => new FixedCell<bool, BooleanForm>(place),
        TypeKind.Int16 when cells.Kind == CellKind.Integer => new FixedCell<long, Int16Form>(place),
        TypeKind.Int32 when cells.Kind == CellKind.Integer => new FixedCell<long, Int32Form>(place),
        TypeKind.Int64 when cells.Kind == CellKind.Integer => new FixedCell<long, Int64Form>(place),
        TypeKind.Numeric => Numeric(place, type, cells),
        TypeKind.Float32 or TypeKind.Float64 => Float(place, type, cells),
        TypeKind.Text or TypeKind.Character => Text(place, type, cells),
        TypeKind.Bytes when cells.Kind == CellKind.Bytes => new BytesCell(),
        TypeKind.Date when cells.Kind == CellKind.Date => new FixedCell<int, DateForm>(place),
        TypeKind.Time when cells.Kind == CellKind.Time => new FixedCell<long, TimeForm>(place),
        TypeKind.TimeTz when cells.Kind == CellKind.Time => new FixedCell<long, TimeTzForm>(place),
        TypeKind.Timestamp or TypeKind.TimestampTz when cells.Kind == CellKind.Timestamp =>
            new FixedCell<long, TimestampForm>(place),
        TypeKind.Interval when cells.Kind == CellKind.Interval => new FixedCell<IntervalValue, IntervalForm>(place),
        TypeKind.Uuid when cells.Kind == CellKind.Uuid => new FixedCell<Guid, UuidForm>(place),
        TypeKind.Json when cells.Kind == CellKind.Text =>
            type.Name.Name == "jsonb" ? new JsonbCell(place) : new TextCell(place),
        TypeKind.Enum when cells.Kind == CellKind.Text => new TextCell(place),
        TypeKind.Array when cells is { Kind: CellKind.List, Item: { Kind: not CellKind.List } items } =>
            type.Element is { } element && For(place, element, items, types) is { } item
                ? new ArrayCell(item, types.ElementOf(type.Name))
                : null,
        TypeKind.Range when cells is { Kind: CellKind.List, Item: { } bounds } =>
            BoundOf(type.Name) is { } bound && For(place, bound, bounds, types) is { } item
                ? new RangeCell(place, item)
                : null,
        TypeKind.Other when type.Name.Schema == TypeKinds.SystemSchema => Other(place, type, cells, types),
        _ => null,
    };

    private static BinaryCell? Numeric(CellPlace place, ColumnType type, CellType cells) => cells.Kind switch
    {
        CellKind.Decimal => new NumericCell<decimal>(place, type),
        CellKind.Integer => new NumericCell<long>(place, type),
        CellKind.Float => new NumericCell<double>(place, type),
        _ => null,
    };

    private static BinaryCell? Float(CellPlace place, ColumnType type, CellType cells) =>
        (cells.Kind, type.Kind) switch
        {
            (CellKind.Float, TypeKind.Float64) => new FixedCell<double, Float64Form>(place),
            (CellKind.Float, _) => new FixedCell<double, Float32Form>(place),
            (CellKind.Integer, TypeKind.Float64) => new FixedCell<long, Float64OfIntegerForm>(place),
            (CellKind.Integer, _) => new FixedCell<long, Float32OfIntegerForm>(place),
            _ => null,
        };

    private static BinaryCell Text(CellPlace place, ColumnType type, CellType cells) => cells.Kind == CellKind.Text
        ? new TextCell(place)
        : new WrittenCell(CellText.Of(place with { Column = place.Column with { Type = type } }, cells));

    private static BinaryCell? Other(CellPlace place, ColumnType type, CellType cells, LoadTypes types) =>
        (type.Name.Name, cells.Kind) switch
        {
            ("oid", CellKind.Integer) => new FixedCell<long, OidForm>(place),
            ("money", CellKind.Integer or CellKind.Decimal or CellKind.Float) =>
                new MoneyCell(place, cells.Kind, types.MoneyDigits),
            ("xml", CellKind.Text) => new TextCell(place),
            ("char", CellKind.Text) => new ParsedCell<SingleByteForm>(place),
            ("inet", CellKind.Text) => new ParsedCell<InetForm>(place),
            ("cidr", CellKind.Text) => new ParsedCell<CidrForm>(place),
            ("macaddr", CellKind.Text) => new ParsedCell<MacForm>(place),
            ("macaddr8", CellKind.Text) => new ParsedCell<Mac8Form>(place),
            ("bit" or "varbit", CellKind.Text) => new ParsedCell<BitsForm>(place),
            _ => null,
        };

    // A range that users made is not known by its name: its text goes to the server.
    private static ColumnType? BoundOf(ObjectName range) => range.Schema != TypeKinds.SystemSchema
        ? null
        : range.Name switch
        {
            "int4range" => Bound(TypeKind.Int32, "int4"),
            "int8range" => Bound(TypeKind.Int64, "int8"),
            "numrange" => Bound(TypeKind.Numeric, "numeric"),
            "daterange" => Bound(TypeKind.Date, "date"),
            "tsrange" => Bound(TypeKind.Timestamp, "timestamp"),
            "tstzrange" => Bound(TypeKind.TimestampTz, "timestamptz"),
            _ => null,
        };

    private static ColumnType Bound(TypeKind kind, string name) => new()
    {
        Kind = kind,
        SqlName = name,
        Name = new ObjectName(TypeKinds.SystemSchema, name),
    };
}
