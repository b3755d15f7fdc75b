using System.Globalization;
using System.Text.Json;
using Furrow.Data;
using Furrow.Schema;

namespace Furrow.Seeds.Code;

/// <summary>Turns canonical text into values of C#.</summary>
internal static class CellReader
{
    private const DateTimeStyles Exact = DateTimeStyles.RoundtripKind;

    /// <summary>The value that a column's type suggests; text where it has no type of its own in C#.</summary>
    public static object Natural(ColumnType type, string text)
    {
        Type? target = type.Kind switch
        {
            TypeKind.Boolean => typeof(bool),
            TypeKind.Int16 or TypeKind.Int32 or TypeKind.Int64 => typeof(long),
            TypeKind.Numeric => typeof(decimal),
            TypeKind.Float32 => typeof(float),
            TypeKind.Float64 => typeof(double),
            TypeKind.Bytes => typeof(byte[]),
            TypeKind.Date => typeof(DateOnly),
            TypeKind.Time => typeof(TimeOnly),
            TypeKind.Timestamp => typeof(DateTime),
            TypeKind.TimestampTz => typeof(DateTimeOffset),
            TypeKind.Uuid => typeof(Guid),
            _ => null,
        };

        // Infinity, years before Christ, SQLite's columns that hold anything: then it is the text.
        return target is not null && Read(target, text) is { } value ? value : text;
    }

    /// <summary>The value as a type; null where the text is none of that type.</summary>
    public static object? Read(Type target, string text)
    {
        try
        {
            return target.IsEnum ? OfEnum(target, text)
                : target.IsArray && target != typeof(byte[]) ? OfArray(target.GetElementType()!, text)
                : OfScalar(target, text);
        }
        catch (Exception e) when (e is FormatException or OverflowException or JsonException or InvalidCastException)
        {
            return null;
        }
    }

    private static object? OfScalar(Type target, string text)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        return target switch
        {
            _ when target == typeof(string) || target == typeof(object) => text,
            _ when target == typeof(bool) => text switch
            {
                CanonicalText.True or "1" => true,
                CanonicalText.False or "0" => false,
                _ => null,
            },
            _ when target == typeof(decimal) => decimal.Parse(text, NumberStyles.Float, culture),
            _ when target == typeof(double) => double.Parse(text, culture),
            _ when target == typeof(float) => float.Parse(text, culture),
            _ when target.IsPrimitive && target != typeof(char) => Convert.ChangeType(
                decimal.Parse(text, NumberStyles.AllowLeadingSign, culture), target, culture),
            _ when target == typeof(Guid) => Guid.Parse(text),
            _ when target == typeof(DateOnly) => DateOnly.ParseExact(text, "yyyy-MM-dd", culture),
            _ when target == typeof(TimeOnly) => TimeOnly.Parse(text, culture),
            _ when target == typeof(TimeSpan) => TimeSpan.Parse(text, culture),
            _ when target == typeof(DateTime) => DateTime.Parse(text, culture, Exact),
            _ when target == typeof(DateTimeOffset) => DateTimeOffset.Parse(
                text, culture, DateTimeStyles.AssumeUniversal),
            _ when target == typeof(byte[]) => text.StartsWith(CanonicalText.BytesPrefix, StringComparison.Ordinal)
                ? Convert.FromHexString(text.AsSpan(CanonicalText.BytesPrefix.Length))
                : null,
            _ when target == typeof(JsonElement) => Json(text),
            _ => null,
        };
    }

    private static object? OfEnum(Type target, string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? Enum.ToObject(target, number)
            : EnumNames.Parse(target, text);

    // PostgreSQL's arrays are literals, SQLite's JSON.
    private static Array? OfArray(Type element, string text)
    {
        ListValue? list = text.StartsWith('[') && ArrayLiteral.BoundsLength(text) == 0
            ? JsonSeedValues.Parse(text, new TextPlace(1, 1)) as ListValue
            : ArrayLiteral.Read(text[ArrayLiteral.BoundsLength(text)..], new TextPlace(1, 1));
        if (list is null)
        {
            return null;
        }

        Array values = Array.CreateInstance(element, list.Items.Length);
        for (int i = 0; i < values.Length; i++)
        {
            object? value = list.Items[i].Scalar is { } scalar
                ? Read(Nullable.GetUnderlyingType(element) ?? element, scalar)
                : null;
            if (value is null && (list.Items[i] is not NullValue || IsNeverNull(element)))
            {
                return null;
            }

            values.SetValue(value, i);
        }

        return values;
    }

    /// <summary>Whether a type has no room for NULL.</summary>
    public static bool IsNeverNull(Type type) => type.IsValueType && Nullable.GetUnderlyingType(type) is null;

    private static JsonElement Json(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
