using System.Collections.Frozen;
using Furrow.Schema;

namespace Furrow.Postgres.Catalog;

/// <summary>Which family a type belongs to.</summary>
internal static class TypeKinds
{
    public const string SystemSchema = "pg_catalog";

    private static readonly FrozenDictionary<string, TypeKind> System = new Dictionary<string, TypeKind>
    {
        ["bool"] = TypeKind.Boolean,
        ["int2"] = TypeKind.Int16,
        ["int4"] = TypeKind.Int32,
        ["int8"] = TypeKind.Int64,
        ["numeric"] = TypeKind.Numeric,
        ["float4"] = TypeKind.Float32,
        ["float8"] = TypeKind.Float64,
        ["text"] = TypeKind.Text,
        ["varchar"] = TypeKind.Text,
        ["name"] = TypeKind.Text,
        ["bpchar"] = TypeKind.Character,
        ["bytea"] = TypeKind.Bytes,
        ["date"] = TypeKind.Date,
        ["time"] = TypeKind.Time,
        ["timetz"] = TypeKind.TimeTz,
        ["timestamp"] = TypeKind.Timestamp,
        ["timestamptz"] = TypeKind.TimestampTz,
        ["interval"] = TypeKind.Interval,
        ["uuid"] = TypeKind.Uuid,
        ["json"] = TypeKind.Json,
        ["jsonb"] = TypeKind.Json,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static TypeKind Of(TypeRow type) => type.Family switch
    {
        "e" => TypeKind.Enum,
        "c" => TypeKind.Composite,
        "r" or "m" => TypeKind.Range,
        _ when type.Name.Schema == SystemSchema => System.GetValueOrDefault(type.Name.Name, TypeKind.Other),

        // The one extension type that is text in all but its comparison; it may be installed into any schema.
        _ when type is { IsUsers: false, Name.Name: "citext" } => TypeKind.Text,
        _ => TypeKind.Other,
    };
}
