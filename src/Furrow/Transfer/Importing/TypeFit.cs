using System.Collections.Frozen;
using Furrow.Schema;

namespace Furrow.Transfer.Importing;

/// <summary>
/// Whether values of an export's type can be what a column holds, as far as types tell: what no value of the one is for
/// the other, and what the other would keep only with loss. Lengths and ranges are a matter of each value, which the
/// database judges. Pure.
/// </summary>
internal static class TypeFit
{
    // Both databases' own names and those that people use. Of others, such as an enum, nothing can be said.
    private static readonly FrozenDictionary<string, TypeKind> Known = new Dictionary<string, TypeKind>
    {
        ["boolean"] = TypeKind.Boolean,
        ["bool"] = TypeKind.Boolean,
        ["smallint"] = TypeKind.Int16,
        ["int2"] = TypeKind.Int16,
        ["integer"] = TypeKind.Int32,
        ["int"] = TypeKind.Int32,
        ["int4"] = TypeKind.Int32,
        ["bigint"] = TypeKind.Int64,
        ["int8"] = TypeKind.Int64,
        ["numeric"] = TypeKind.Numeric,
        ["decimal"] = TypeKind.Numeric,
        ["real"] = TypeKind.Float32,
        ["float4"] = TypeKind.Float32,
        ["double precision"] = TypeKind.Float64,
        ["double"] = TypeKind.Float64,
        ["float8"] = TypeKind.Float64,
        ["text"] = TypeKind.Text,
        ["character varying"] = TypeKind.Text,
        ["varchar"] = TypeKind.Text,
        ["citext"] = TypeKind.Text,
        ["name"] = TypeKind.Text,
        ["character"] = TypeKind.Character,
        ["char"] = TypeKind.Character,
        ["bytea"] = TypeKind.Bytes,
        ["blob"] = TypeKind.Bytes,
        ["date"] = TypeKind.Date,
        ["time"] = TypeKind.Time,
        ["time without time zone"] = TypeKind.Time,
        ["timetz"] = TypeKind.TimeTz,
        ["time with time zone"] = TypeKind.TimeTz,
        ["datetime"] = TypeKind.Timestamp,
        ["timestamp"] = TypeKind.Timestamp,
        ["timestamp without time zone"] = TypeKind.Timestamp,
        ["timestamptz"] = TypeKind.TimestampTz,
        ["timestamp with time zone"] = TypeKind.TimestampTz,
        ["interval"] = TypeKind.Interval,
        ["uuid"] = TypeKind.Uuid,
        ["json"] = TypeKind.Json,
        ["jsonb"] = TypeKind.Json,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a column takes the values of an export's type.</summary>
    /// <param name="type">The type as the export spells it.</param>
    /// <param name="isForeign">
    /// Whether the export is of another kind of database. What that keeps as text or as a number may mean anything.
    /// </param>
    /// <param name="column">The column's type.</param>
    public static bool Takes(string type, bool isForeign, ColumnType column)
    {
        TypeKind kind = KindOf(type);
        bool isSpecial = column.Kind is TypeKind.Enum or TypeKind.Other or TypeKind.Composite or TypeKind.Range;
        if (kind == TypeKind.Other || kind == column.Kind || column.Kind is TypeKind.Text or TypeKind.Character
            || (isSpecial && IsText(kind)))
        {
            return true;
        }

        return isForeign
            ? IsText(kind) || TakesOfOwn(kind, column.Kind) || TakesOfForeign(kind, column.Kind)
            : TakesOfOwn(kind, column.Kind);
    }

    private static bool TakesOfOwn(TypeKind kind, TypeKind column) => column switch
    {
        TypeKind.Int16 or TypeKind.Int32 or TypeKind.Int64 => IsInteger(kind),
        TypeKind.Numeric => IsNumber(kind),
        TypeKind.Float64 => IsInteger(kind) || kind is TypeKind.Float32,
        TypeKind.Timestamp => kind == TypeKind.Date,
        TypeKind.Other => true,
        _ => false,
    };

    // SQLite has no booleans, and its numbers are of any kind.
    private static bool TakesOfForeign(TypeKind kind, TypeKind column) =>
        (column == TypeKind.Boolean && IsInteger(kind)) || (IsNumber(kind) && IsNumber(column));

    private static bool IsText(TypeKind kind) => kind is TypeKind.Text or TypeKind.Character;

    private static bool IsInteger(TypeKind kind) => kind is TypeKind.Int16 or TypeKind.Int32 or TypeKind.Int64;

    private static bool IsNumber(TypeKind kind) =>
        IsInteger(kind) || kind is TypeKind.Numeric or TypeKind.Float32 or TypeKind.Float64;

    // Without what stands in brackets: timestamp(3) with time zone.
    private static TypeKind KindOf(string type)
    {
        string name = type.Trim();
        if (name.EndsWith("[]", StringComparison.Ordinal))
        {
            return TypeKind.Array;
        }

        int open = name.IndexOf('(', StringComparison.Ordinal);
        int close = name.IndexOf(')', open + 1);
        name = open >= 0 && close > open ? (name[..open].TrimEnd() + name[(close + 1)..]).Trim() : name;
        return Known.GetValueOrDefault(name, TypeKind.Other);
    }
}
