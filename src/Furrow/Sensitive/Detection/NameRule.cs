using Furrow.Schema;

namespace Furrow.Sensitive.Detection;

/// <summary>Which types can hold what a name promises.</summary>
[Flags]
internal enum Holds
{
    /// <summary>None.</summary>
    Nothing = 0,

    /// <summary>Text, JSON, arrays of them, and what only the server knows (inet).</summary>
    Text = 1,

    /// <summary>Whole numbers that refer to nothing, and decimals.</summary>
    Number = 2,

    /// <summary>Days and moments.</summary>
    Date = 4,

    /// <summary>Bytes.</summary>
    Bytes = 8,

    /// <summary>Enums.</summary>
    Label = 16,

    /// <summary>Geometric types and other things that only the server knows.</summary>
    Other = 32,

    /// <summary>UUIDs.</summary>
    Uuid = 64,
}

/// <summary>Where a word means what it seems to mean.</summary>
internal enum Surroundings
{
    /// <summary>In every table.</summary>
    Any,

    /// <summary>In a table of people, or behind a word for a person.</summary>
    People,

    /// <summary>Not in a list of places, which holds nobody's address.</summary>
    NotPlaces,
}

/// <summary>Names that promise one kind of data.</summary>
/// <param name="Kind">What is held.</param>
/// <param name="Types">By which types.</param>
/// <param name="Where">In which surroundings.</param>
/// <param name="Names">The names, words with blanks between, in the singular.</param>
internal sealed record NameRule(SensitiveKind Kind, Holds Types, Surroundings Where, params string[] Names)
{
    /// <summary>What a column's type can hold.</summary>
    public static Holds Of(ColumnType type) => type.Kind switch
    {
        TypeKind.Text or TypeKind.Character or TypeKind.Json => Holds.Text,
        TypeKind.Array => type.Element is { } element ? Of(element) : Holds.Nothing,
        TypeKind.Int16 or TypeKind.Int32 or TypeKind.Int64 or TypeKind.Numeric or TypeKind.Float32 or TypeKind.Float64
            => Holds.Number,
        TypeKind.Date or TypeKind.Timestamp or TypeKind.TimestampTz => Holds.Date,
        TypeKind.Bytes => Holds.Bytes,
        TypeKind.Enum => Holds.Label,
        TypeKind.Uuid => Holds.Uuid,
        TypeKind.Other or TypeKind.Composite => Holds.Text | Holds.Other,
        _ => Holds.Nothing,
    };
}
