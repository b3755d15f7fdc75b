using System.Buffers;
using System.Text;
using System.Text.Json;
using Furrow.Schema;

namespace Furrow.Data;

/// <summary>
/// Lists: each item by the element type, nested lists as further dimensions, of equal length. Text is an array literal
/// or a JSON list. SQLite has no arrays and keeps them as JSON.
/// </summary>
internal static class ArrayConversion
{
    public static Conversion Convert(ColumnType type, SeedValue value)
    {
        if (type.Element is not { } element)
        {
            return value.Scalar is { } text ? Conversion.Of(text) : Conversion.Fail(type, value);
        }

        string bounds = "";
        ListValue? list = value as ListValue;
        if (value is PlainText or QuotedText)
        {
            string text = value.Scalar!.Trim();
            int boundsLength = ArrayLiteral.BoundsLength(text);
            bounds = text[..boundsLength];
            list = Read(text[boundsLength..], value.Place);
        }

        if (list is null)
        {
            return Conversion.Fail(type, value);
        }

        if (KeepsJson(type))
        {
            return bounds.Length == 0 ? WriteJson(element, list) : Conversion.Fail(type, value);
        }

        StringBuilder literal = new(bounds);
        return WriteLiteral(type, list, literal, ShapeOf(type, list)) ?? Conversion.Of(literal.ToString());
    }

    // SQLite's types carry their declared name, brackets included; the name of a PostgreSQL array type has none.
    private static bool KeepsJson(ColumnType type) => type.Name.Name.EndsWith("[]", StringComparison.Ordinal);

    private static ListValue? Read(string text, TextPlace place)
    {
        if (!text.StartsWith('['))
        {
            return ArrayLiteral.Read(text, place);
        }

        try
        {
            return JsonSeedValues.Parse(text, place) as ListValue;
        }
        catch (JsonTextException)
        {
            return null;
        }
    }

    // The lengths of the dimensions, by the first item of each; a list within json[] is a json value.
    private static List<int> ShapeOf(ColumnType type, ListValue list)
    {
        List<int> lengths = [list.Items.Length];
        ListValue? inner = list;
        while (type.Element!.Kind != TypeKind.Json && inner is { Items: [ListValue first, ..] })
        {
            lengths.Add(first.Items.Length);
            inner = first;
        }

        return lengths;
    }

    private static Conversion? WriteLiteral(
        ColumnType type, ListValue list, StringBuilder literal, List<int> lengths, int depth = 0)
    {
        if (list.Items.Length != lengths[depth])
        {
            return Conversion.Fail(type, list, "lists of different lengths within one another");
        }

        literal.Append('{');
        for (int i = 0; i < list.Items.Length; i++)
        {
            literal.Append(i == 0 ? "" : ",");
            SeedValue item = list.Items[i];
            bool isDimension = depth + 1 < lengths.Count;
            if (isDimension != (item is ListValue && type.Element!.Kind != TypeKind.Json))
            {
                return Conversion.Fail(type, item, "lists and single values beside one another");
            }

            if (isDimension)
            {
                if (WriteLiteral(type, (ListValue)item, literal, lengths, depth + 1) is { } problem)
                {
                    return problem;
                }

                continue;
            }

            Conversion converted = ValueConverter.Convert(type.Element!, item);
            if (converted.Problem is not null)
            {
                return converted;
            }

            ArrayLiteral.Append(literal, converted.Text);
        }

        literal.Append('}');
        return null;
    }

    private static Conversion WriteJson(ColumnType element, ListValue list)
    {
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter writer = new(buffer, JsonConversion.Options);
        if (WriteJsonItems(writer, element, list) is { } problem)
        {
            return problem;
        }

        writer.Flush();
        return Conversion.Of(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static Conversion? WriteJsonItems(Utf8JsonWriter writer, ColumnType element, ListValue list)
    {
        writer.WriteStartArray();
        foreach (SeedValue item in list.Items)
        {
            if (item is ListValue nested && element.Kind != TypeKind.Json)
            {
                if (WriteJsonItems(writer, element, nested) is { } problem)
                {
                    return problem;
                }

                continue;
            }

            Conversion converted = ValueConverter.Convert(element, item);
            if (converted.Problem is not null)
            {
                return converted;
            }

            WriteJsonItem(writer, element, converted.Text);
        }

        writer.WriteEndArray();
        return null;
    }

    private static void WriteJsonItem(Utf8JsonWriter writer, ColumnType element, string? text)
    {
        bool isRaw = element.Kind is TypeKind.Boolean or TypeKind.Int16 or TypeKind.Int32 or TypeKind.Int64
            or TypeKind.Json or TypeKind.Numeric or TypeKind.Float32 or TypeKind.Float64;
        if (text is null)
        {
            writer.WriteNullValue();
        }
        else if (isRaw && text is not ("NaN" or "Infinity" or "-Infinity"))
        {
            writer.WriteRawValue(text, skipInputValidation: true);
        }
        else
        {
            writer.WriteStringValue(text);
        }
    }
}
