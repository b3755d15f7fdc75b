using System.Collections.Immutable;

namespace Furrow.Schema;

/// <summary>The families of types that values are converted by.</summary>
public enum TypeKind
{
    /// <summary>Anything without a family of its own: text goes to the server, which judges it.</summary>
    Other,

    /// <summary>true and false.</summary>
    Boolean,

    /// <summary>16 bits.</summary>
    Int16,

    /// <summary>32 bits.</summary>
    Int32,

    /// <summary>64 bits; every integer column of SQLite.</summary>
    Int64,

    /// <summary>Exact decimals; precision and scale when declared.</summary>
    Numeric,

    /// <summary>Floating point, 32 bits.</summary>
    Float32,

    /// <summary>Floating point, 64 bits.</summary>
    Float64,

    /// <summary>Text of any or a limited length, citext included.</summary>
    Text,

    /// <summary>Text padded to a fixed length.</summary>
    Character,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A time of day.</summary>
    Time,

    /// <summary>A time of day with an offset.</summary>
    TimeTz,

    /// <summary>A day and time without zone.</summary>
    Timestamp,

    /// <summary>A moment.</summary>
    TimestampTz,

    /// <summary>A span of time.</summary>
    Interval,

    /// <summary>A UUID.</summary>
    Uuid,

    /// <summary>JSON, kept as text or binary.</summary>
    Json,

    /// <summary>One of a list of labels.</summary>
    Enum,

    /// <summary>An array; see <see cref="ColumnType.Element"/>.</summary>
    Array,

    /// <summary>A row type.</summary>
    Composite,

    /// <summary>A range or multirange.</summary>
    Range,
}

/// <summary>
/// The type of a column. A domain is described by the type it narrows, with <see cref="Domain"/> naming it.
/// </summary>
public sealed record ColumnType
{
    /// <summary>The family.</summary>
    public required TypeKind Kind { get; init; }

    /// <summary>
    /// The type as the server spells it, modifiers included, ready to stand in SQL
    /// (<c>character varying(20)</c>, <c>"My Schema".mood[]</c>); on SQLite the declared type.
    /// </summary>
    public required string SqlName { get; init; }

    /// <summary>
    /// The type's own schema and name (<c>pg_catalog.varchar</c>); on SQLite schema <c>main</c> and the declared
    /// name.
    /// </summary>
    public required ObjectName Name { get; init; }

    /// <summary>The longest text or bit string in characters or bits; null when not limited.</summary>
    public int? LengthMax { get; init; }

    /// <summary>Digits in all, or fractional-second digits for times; null when not declared.</summary>
    public int? Precision { get; init; }

    /// <summary>Digits after the point; null when not declared.</summary>
    public int? Scale { get; init; }

    /// <summary>An array's element type.</summary>
    public ColumnType? Element { get; init; }

    /// <summary>An enum's labels in order.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>The outermost domain, or null.</summary>
    public ObjectName? Domain { get; init; }

    /// <summary>The check expressions that domains add, outermost first.</summary>
    public ImmutableArray<string> DomainChecks { get; init; } = [];
}
