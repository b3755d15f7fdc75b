using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Furrow.Events;

/// <summary>Writes an event as the log's one line: the four fields of every line, its name, then its own.</summary>
internal static class EventJson
{
    // Relaxed escapes only what JSON requires and what no terminal should see: the log is read by people too.
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The line, ended by a line feed.</summary>
    internal static string Line(FurrowEvent furrowEvent)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(bytes, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("timestamp", Rfc3339(furrowEvent.Timestamp));
            writer.WriteString("operation", furrowEvent.Operation.Word());
            writer.WriteString("details", furrowEvent.Details);
            WriteError(writer, furrowEvent.Error);
            writer.WriteString("event", furrowEvent.Name);
            furrowEvent.WriteFields(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan) + "\n";
    }

    /// <summary>The event's own fields.</summary>
    internal static IReadOnlyList<KeyValuePair<string, object?>> Fields(FurrowEvent furrowEvent)
    {
        ArrayBufferWriter<byte> bytes = new(256);
        using (Utf8JsonWriter writer = new(bytes, Options))
        {
            writer.WriteStartObject();
            furrowEvent.WriteFields(writer);
            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(bytes.WrittenMemory);
        return [.. document.RootElement.EnumerateObject().Select(Field)];
    }

    private static KeyValuePair<string, object?> Field(JsonProperty field) => new(field.Name, Value(field.Value));

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number => value.GetInt64(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };

    private static void WriteError(Utf8JsonWriter writer, EventError? error)
    {
        if (error is null)
        {
            writer.WriteNull("error");
            return;
        }

        writer.WriteStartObject("error");
        writer.WriteString("code", error.Code);
        writer.WriteString("message", error.Message);
        writer.WriteString("sqlState", error.SqlState);
        writer.WriteString("file", error.File);
        if (error.Line is { } line) writer.WriteNumber("line", line);
        else writer.WriteNull("line");
        writer.WriteEndObject();
    }

    private static string Rfc3339(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
