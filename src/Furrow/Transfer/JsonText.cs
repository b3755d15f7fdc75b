using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Furrow.Providers;

namespace Furrow.Transfer;

/// <summary>The parts of documents that are small enough to be put together at once.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>The version of both formats.</summary>
    public const int Version = 1;

    public static string Of(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes, Options))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    public static string Source(ExportSource source) => Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("provider", source.Provider);
        json.WriteString("serverVersion", source.ServerVersion);
        json.WriteString("database", source.Database);
        json.WriteString("environment", source.Environment);
        json.WriteEndObject();
    });

    public static string Columns(RowSelection rows) => Of(json =>
    {
        json.WriteStartArray();
        foreach (ProjectedColumn column in rows.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Column.Name);
            json.WriteString("type", column.Column.Type.SqlName);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static string Numbering(IReadOnlyList<SequenceValue> numbering) => Of(json =>
    {
        json.WriteStartArray();
        foreach (SequenceValue value in numbering)
        {
            json.WriteStartObject();
            json.WriteString("schema", value.Sequence.Schema);
            json.WriteString("name", value.Sequence.Name);
            json.WriteNumber("lastValue", value.LastValue);
            json.WriteBoolean("isCalled", value.IsCalled);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static string Text(string text) => Of(json => json.WriteStringValue(text));
}
