using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Furrow.Cli.Rendering;

namespace Furrow.Cli.Documents;

/// <summary>The one document that <c>--json</c> puts on standard output.</summary>
internal static class DocumentText
{
    /// <summary>A document of a command that did its work.</summary>
    public static string Ok(DocumentHead head, Action<Utf8JsonWriter> writeFields) =>
        Write(head, isOk: true, writeFields);

    /// <summary>A document of a command that did not.</summary>
    public static string Failed(DocumentHead head, Errors.FurrowException error) => Write(head, isOk: false, json =>
    {
        json.WriteStartObject("error");
        json.WriteString("code", error.Code);
        json.WriteString("message", error.Message);
        json.WriteString("detail", error.Detail);
        json.WriteString("hint", error.Hint);
        json.WriteString("file", error.File);
        json.WriteNumberOrNull("line", error.Line);
        json.WriteEndObject();
    });

    private static string Write(DocumentHead head, bool isOk, Action<Utf8JsonWriter> writeFields)
    {
        ArrayBufferWriter<byte> bytes = new(1024);
        JsonWriterOptions options = new()
        {
            Indented = head.IsIndented,
            NewLine = "\n",
            // Readable where the output can say it; otherwise everything beyond ASCII is escaped.
            Encoder = head.HasUnicode ? JavaScriptEncoder.UnsafeRelaxedJsonEscaping : JavaScriptEncoder.Default,
        };
        using (Utf8JsonWriter json = new(bytes, options))
        {
            json.WriteStartObject();
            json.WriteBoolean("ok", isOk);
            json.WriteString("command", head.Command);
            json.WriteNumber("durationMs", head.DurationMs);
            writeFields(json);
            json.WriteEndObject();
        }

        return EscapeInvisible(Encoding.UTF8.GetString(bytes.WrittenSpan)) + "\n";
    }

    // The encoder leaves alone what turns the direction of text or hides in it; such characters stand only in strings,
    // where an escape means the same.
    private static string EscapeInvisible(string document)
    {
        if (Ascii.IsValid(document))
        {
            return document;
        }

        StringBuilder escaped = new(document.Length);
        foreach (Rune rune in document.EnumerateRunes())
        {
            if (rune.IsAscii || !VisibleText.NeedsEscape(rune))
            {
                escaped.Append(rune.ToString());
                continue;
            }

            foreach (char c in rune.ToString())
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            }
        }

        return escaped.ToString();
    }
}

/// <summary>What every document begins with, and how it is written.</summary>
/// <param name="Command">The command as typed; null when none was recognised.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
/// <param name="IsIndented">Whether a person reads it at a terminal.</param>
/// <param name="HasUnicode">Whether the output can say more than ASCII.</param>
internal sealed record DocumentHead(string? Command, long DurationMs, bool IsIndented, bool HasUnicode);

/// <summary>How times and missing values stand in documents.</summary>
internal static class DocumentValues
{
    /// <summary>Writes a time as RFC 3339 in UTC.</summary>
    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset? time) => json.WriteString(
        name, time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    /// <summary>Writes a number, or null.</summary>
    public static void WriteNumberOrNull(this Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } value) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }

    /// <summary>Writes an array of objects.</summary>
    public static void WriteObjects<T>(
        this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> writeFields)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            writeFields(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes an array of texts.</summary>
    public static void WriteStrings(this Utf8JsonWriter json, string name, IEnumerable<string> items)
    {
        json.WriteStartArray(name);
        foreach (string item in items) json.WriteStringValue(item);
        json.WriteEndArray();
    }
}
