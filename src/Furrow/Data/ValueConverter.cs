using System.Text;
using Furrow.Errors;
using Furrow.Schema;

namespace Furrow.Data;

/// <summary>
/// Turns a value of a file into canonical text (<see cref="CanonicalText"/>) by the type of its column, or says what
/// was expected. Decides only what is certain: what it cannot judge goes on to the server as it is. Pure.
/// </summary>
internal static class ValueConverter
{
    private static readonly string[] Truths = ["true", "t", "yes", "y", "on", "1"];
    private static readonly string[] Untruths = ["false", "f", "no", "n", "off", "0"];

    /// <summary>Converts one value.</summary>
    public static Conversion Convert(ColumnType type, SeedValue value)
    {
        if (value is NullValue)
        {
            return Conversion.Null;
        }

        Conversion converted = type.Kind switch
        {
            TypeKind.Json => JsonConversion.Convert(type, value),
            TypeKind.Array => ArrayConversion.Convert(type, value),
            TypeKind.Bytes => BytesConversion.Convert(type, value),

            // Many a text column holds JSON, on SQLite nearly every one that does.
            TypeKind.Text when value is MapValue or ListValue => JsonConversion.Convert(type, value) switch
            {
                { Text: { } json } => Limited(type, value, json),
                var problem => problem,
            },
            _ => value.Scalar is { } scalar ? ConvertScalar(type, value, scalar) : Conversion.Fail(type, value),
        };
        return converted.Text is { } text && !UnicodeText.IsStorable(text)
            ? Conversion.Fail(type, value, "text with a NUL character or half a surrogate pair")
            : converted;
    }

    /// <summary>
    /// Whether only the server can tell if a value is one of this type: then its complaint is about such a column.
    /// </summary>
    public static bool IsJudgedByServer(ColumnType type) => type.Kind switch
    {
        TypeKind.Interval or TypeKind.Range or TypeKind.Composite or TypeKind.Other => true,
        TypeKind.Array => type.Element is null || IsJudgedByServer(type.Element),
        _ => false,
    };

    private static Conversion ConvertScalar(ColumnType type, SeedValue value, string text) => type.Kind switch
    {
        TypeKind.Boolean => Boolean(type, value, text),
        TypeKind.Int16 or TypeKind.Int32 or TypeKind.Int64 => NumberConversion.Integer(type, value, text),
        TypeKind.Numeric => NumberConversion.Numeric(type, value, text),
        TypeKind.Float32 or TypeKind.Float64 => NumberConversion.Float(type, value, text),
        TypeKind.Text or TypeKind.Character => Limited(type, value, text),
        TypeKind.Date => TimeConversion.Date(type, value, text),
        TypeKind.Time or TypeKind.TimeTz => TimeConversion.Time(type, value, text),
        TypeKind.Timestamp or TypeKind.TimestampTz => TimeConversion.Timestamp(type, value, text),
        TypeKind.Uuid => Uuid(type, value, text),
        TypeKind.Enum => Label(type, value, text),
        _ => Conversion.Of(text),
    };

    private static Conversion Boolean(ColumnType type, SeedValue value, string text)
    {
        string word = text.Trim().ToLowerInvariant();
        return Truths.Contains(word, StringComparer.Ordinal) ? Conversion.Of(CanonicalText.True)
            : Untruths.Contains(word, StringComparer.Ordinal) ? Conversion.Of(CanonicalText.False)
            : Conversion.Fail(type, value);
    }

    // Characters are code points, as the server counts them; blanks at the end of character(n) do not count.
    private static Conversion Limited(ColumnType type, SeedValue value, string text)
    {
        if (type.LengthMax is not { } lengthMax || text.Length <= lengthMax)
        {
            return Conversion.Of(text);
        }

        ReadOnlySpan<char> counted = type.Kind == TypeKind.Character ? text.AsSpan().TrimEnd(' ') : text;
        int length = 0;
        foreach (Rune _ in counted.EnumerateRunes())
        {
            length++;
        }

        return length <= lengthMax ? Conversion.Of(text) : Conversion.Fail(type, value);
    }

    private static Conversion Uuid(ColumnType type, SeedValue value, string text)
    {
        string trimmed = text.Trim();
        bool isUuid = Guid.TryParseExact(trimmed, "D", out Guid uuid)
            || Guid.TryParseExact(trimmed, "N", out uuid)
            || Guid.TryParseExact(trimmed, "B", out uuid);
        return isUuid ? Conversion.Of(uuid.ToString("D")) : Conversion.Fail(type, value);
    }

    private static Conversion Label(ColumnType type, SeedValue value, string text)
    {
        if (type.Labels.Contains(text, StringComparer.Ordinal))
        {
            return Conversion.Of(text);
        }

        string? nearest = NearestName.Find(text, type.Labels);
        return new Conversion(null, new ValueProblem(TypeText.Of(type), value.Description, value.Place, nearest));
    }
}
