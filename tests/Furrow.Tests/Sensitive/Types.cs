using Furrow.Schema;

namespace Furrow.Tests.Sensitive;

/// <summary>Column types in a word: <c>text</c>, <c>varchar(20)</c>, <c>text[]</c>, <c>numeric(9,2)</c>.</summary>
internal static class Types
{
    public static ColumnType Of(string written)
    {
        if (written.EndsWith("[]", StringComparison.Ordinal))
        {
            return Named(TypeKind.Array, written) with { Element = Of(written[..^2]) };
        }

        string[] parts = written.TrimEnd(')').Split('(');
        int[] numbers = parts.Length == 1 ? [] : [.. parts[1].Split(',').Select(int.Parse)];
        ColumnType type = Named(
            parts[0] switch
            {
                "text" or "varchar" or "citext" => TypeKind.Text,
                "char" => TypeKind.Character,
                "boolean" => TypeKind.Boolean,
                "smallint" => TypeKind.Int16,
                "integer" => TypeKind.Int32,
                "bigint" => TypeKind.Int64,
                "numeric" => TypeKind.Numeric,
                "float" => TypeKind.Float64,
                "date" => TypeKind.Date,
                "timestamp" => TypeKind.Timestamp,
                "timestamptz" => TypeKind.TimestampTz,
                "uuid" => TypeKind.Uuid,
                "json" => TypeKind.Json,
                "bytes" => TypeKind.Bytes,
                "enum" => TypeKind.Enum,
                "inet" or "cidr" or "point" => TypeKind.Other,
                _ => throw new ArgumentException($"No type {written}.", nameof(written)),
            },
            parts[0]);
        return type.Kind == TypeKind.Numeric && numbers.Length > 0
            ? type with { Precision = numbers[0], Scale = numbers.ElementAtOrDefault(1) }
            : type with { LengthMax = numbers.Length > 0 ? numbers[0] : null };
    }

    private static ColumnType Named(TypeKind kind, string name) =>
        new() { Kind = kind, SqlName = name, Name = new ObjectName("pg_catalog", name) };
}
