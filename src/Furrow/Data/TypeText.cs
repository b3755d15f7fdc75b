using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Data;

/// <summary>What a column takes, in words, with the form to write it in where that is not plain.</summary>
internal static class TypeText
{
    private const int LabelCountMax = 20;

    public static string Of(ColumnType type) => type.Kind switch
    {
        TypeKind.Boolean => "boolean (true or false)",
        TypeKind.Int16 => "integer (16 bits)",
        TypeKind.Int32 => "integer (32 bits)",
        TypeKind.Int64 => "integer (64 bits)",
        TypeKind.Numeric => Numeric(type),
        TypeKind.Float32 => "floating point number (32 bits)",
        TypeKind.Float64 => "floating point number (64 bits)",
        TypeKind.Text or TypeKind.Character when type.LengthMax is { } length => $"text of at most {length} characters",
        TypeKind.Text or TypeKind.Character => "text",
        TypeKind.Bytes => @"bytes (\x and hex digits, or base64: and base64)",
        TypeKind.Date => "date (2026-01-05)",
        TypeKind.Time => $"time (07:30:00){Fraction(type)}",
        TypeKind.TimeTz => $"time with offset (07:30:00Z){Fraction(type)}",
        TypeKind.Timestamp => $"timestamp (2026-01-05T07:30:00){Fraction(type)}",
        TypeKind.TimestampTz => $"timestamp with offset (2026-01-05T07:30:00Z){Fraction(type)}",
        TypeKind.Uuid => "UUID",
        TypeKind.Json => "JSON",
        TypeKind.Enum => Labels(type.Labels),
        TypeKind.Array => $"list of {(type.Element is { } element ? Of(element) : "values")}",
        _ => type.SqlName.Length > 0 ? type.SqlName : "text",
    };

    private static string Numeric(ColumnType type) => type switch
    {
        { Precision: { } precision, Scale: { } scale } => $"numeric({precision},{scale})",
        { Precision: { } precision } => $"numeric({precision})",
        _ => "numeric",
    };

    private static string Fraction(ColumnType type) =>
        type.Precision is { } digits and < 6 ? $" with at most {digits} digits of a second" : "";

    private static string Labels(ImmutableArray<string> labels) => labels.Length <= LabelCountMax
        ? $"one of {string.Join(", ", labels)}"
        : $"one of {string.Join(", ", labels[..LabelCountMax])} and {labels.Length - LabelCountMax} more";
}
