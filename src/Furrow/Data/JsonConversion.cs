using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Furrow.Schema;

namespace Furrow.Data;

/// <summary>
/// Values of json columns. Text must itself be JSON and stays as it is; maps and lists become JSON, their plain
/// scalars typed by <see cref="YamlCoreSchema"/>.
/// </summary>
internal static class JsonConversion
{
    public static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static Conversion Convert(ColumnType type, SeedValue value)
    {
        if (value is PlainText or QuotedText)
        {
            string text = value.Scalar!.Trim();
            return IsJson(text)
                ? Conversion.Of(text)
                : Conversion.Fail(type, value, $"{value.Description} that is not JSON");
        }

        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter writer = new(buffer, Options);
        if (Write(writer, value) is { } misfit)
        {
            return new Conversion(null, new ValueProblem(TypeText.Of(type), misfit.Found, misfit.Place));
        }

        writer.Flush();
        return Conversion.Of(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    /// <summary>Writes a value as JSON; what has no form there is returned.</summary>
    public static (string Found, TextPlace Place)? Write(Utf8JsonWriter writer, SeedValue value)
    {
        switch (value)
        {
            case NullValue:
                writer.WriteNullValue();
                return null;
            case BooleanToken boolean:
                writer.WriteBooleanValue(boolean.Value);
                return null;
            case NumberToken number:
                writer.WriteRawValue(number.Text, skipInputValidation: true);
                return null;
            case QuotedText quoted:
                return WriteText(writer, quoted.Text, quoted.Place);
            case PlainText plain:
                return WritePlain(writer, plain);
            case ListValue list:
                return WriteList(writer, list);
            case MapValue map:
                return WriteMap(writer, map);
            default:
                return (value.Description, value.Place);
        }
    }

    private static (string Found, TextPlace Place)? WriteList(Utf8JsonWriter writer, ListValue list)
    {
        writer.WriteStartArray();
        foreach (SeedValue item in list.Items)
        {
            if (Write(writer, item) is { } misfit)
            {
                return misfit;
            }
        }

        writer.WriteEndArray();
        return null;
    }

    private static (string Found, TextPlace Place)? WriteMap(Utf8JsonWriter writer, MapValue map)
    {
        writer.WriteStartObject();
        foreach (MapEntry entry in map.Entries)
        {
            if (!UnicodeText.IsWhole(entry.Key))
            {
                return ("a key with half a surrogate pair", entry.Place);
            }

            writer.WritePropertyName(entry.Key);
            if (Write(writer, entry.Value) is { } misfit)
            {
                return misfit;
            }
        }

        writer.WriteEndObject();
        return null;
    }

    private static (string Found, TextPlace Place)? WritePlain(Utf8JsonWriter writer, PlainText plain)
    {
        if (YamlCoreSchema.IsNull(plain.Text))
        {
            writer.WriteNullValue();
        }
        else if (YamlCoreSchema.ReadBoolean(plain.Text) is { } boolean)
        {
            writer.WriteBooleanValue(boolean);
        }
        else if (YamlCoreSchema.ReadNumber(plain.Text) is { } number)
        {
            writer.WriteRawValue(number, skipInputValidation: true);
        }
        else if (YamlCoreSchema.IsUnlimited(plain.Text))
        {
            return ("infinity or NaN, which JSON does not have", plain.Place);
        }
        else
        {
            return WriteText(writer, plain.Text, plain.Place);
        }

        return null;
    }

    private static (string Found, TextPlace Place)? WriteText(Utf8JsonWriter writer, string text, TextPlace place)
    {
        if (!UnicodeText.IsWhole(text))
        {
            return ("text with half a surrogate pair", place);
        }

        writer.WriteStringValue(text);
        return null;
    }

    private static bool IsJson(string text)
    {
        try
        {
            Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(text));
            while (reader.Read())
            {
                // Reading to the end is the proof.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
