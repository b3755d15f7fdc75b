using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Furrow.Postgres.Snapshots;

/// <summary>
/// What furrow writes as the comment of a database that it keeps: which one it stands for, since when, and the comment
/// that it had before.
/// </summary>
/// <param name="Of">The database that it stands for.</param>
/// <param name="At">Since when, UTC.</param>
/// <param name="Comment">The comment that it had; null for none.</param>
internal sealed record DatabaseMark(string Of, DateTimeOffset At, string? Comment)
{
    private const string OfKey = "furrow keeps this for";
    private const string AtKey = "since";
    private const string CommentKey = "comment";

    /// <summary>The mark in a comment; null where it holds none.</summary>
    public static DatabaseMark? Read(string? comment)
    {
        if (comment is null || !comment.StartsWith('{'))
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(comment);
            JsonElement root = document.RootElement;
            return root.TryGetProperty(OfKey, out JsonElement of) && of.ValueKind == JsonValueKind.String
                && root.TryGetProperty(AtKey, out JsonElement at) && at.TryGetDateTimeOffset(out DateTimeOffset time)
                ? new DatabaseMark(
                    of.GetString()!,
                    time,
                    root.TryGetProperty(CommentKey, out JsonElement text) ? text.GetString() : null)
                : null;
        }
        catch (JsonException)
        {
            // Somebody else's comment, which happens to begin with a brace.
            return null;
        }
    }

    /// <summary>The comment to write.</summary>
    public string Write()
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString(OfKey, Of);
            writer.WriteString(
                AtKey, At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
            if (Comment is not null)
            {
                writer.WriteString(CommentKey, Comment);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
