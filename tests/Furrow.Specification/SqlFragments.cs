namespace Furrow.Specification;

/// <summary>The few pieces of SQL that the providers do not share.</summary>
public sealed record SqlFragments
{
    /// <summary>Type and constraint of a primary key that the database numbers by default.</summary>
    public required string IdentityColumn { get; init; }

    public string BooleanType { get; init; } = "boolean";

    public string Int64Type { get; init; } = "bigint";

    /// <summary>Exact decimals without declared digits.</summary>
    public string NumericType { get; init; } = "numeric";

    public string Float64Type { get; init; } = "double precision";

    public string TextType { get; init; } = "text";

    public required string BytesType { get; init; }

    public string DateType { get; init; } = "date";

    public string TimeType { get; init; } = "time";

    public string TimestampType { get; init; } = "timestamp";

    public required string TimestampTzType { get; init; }

    public string UuidType { get; init; } = "uuid";

    public required string JsonType { get; init; }

    /// <summary>An array of text.</summary>
    public string ArrayType { get; init; } = "text[]";

    /// <summary>Canonical texts of such arrays.</summary>
    public required string[] ArrayValues { get; init; }
}
