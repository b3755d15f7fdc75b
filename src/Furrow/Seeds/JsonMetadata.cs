using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Furrow.Errors;

namespace Furrow.Seeds;

/// <summary>Reads the top-level keys of a JSON seed without building a tree of its rows.</summary>
internal static class JsonMetadata
{
    private static readonly JsonReaderOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public static IReadOnlyList<MetadataEntry> Read(string text, string file)
    {
        List<MetadataEntry> entries = [];
        byte[] utf8 = Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF'));
        Utf8JsonReader reader = new(utf8, Lenient);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                throw new JsonException("The text does not begin with an object.");
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string key = reader.GetString()!;
                int line = 1 + utf8.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n');
                reader.Read();
                if (ReadEntry(ref reader, key, line) is { } entry)
                {
                    entries.Add(entry);
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Half of a surrogate pair in an escape is found only when the text is taken out.
            JsonException? place = e as JsonException;
            throw new FurrowException(ErrorCode.SeedInvalid, $"This is not a JSON object: {Say(e)}", e)
            {
                File = file,
                Line = (int?)place?.LineNumber + 1,
                Column = (int?)place?.BytePositionInLine + 1,
                Hint = "Expected an object with keys such as version, description, depends and tables.",
            };
        }

        return entries;
    }

    // Its place, which the parser appends, is told as every other.
    private static string Say(Exception e)
    {
        int place = e.Message.IndexOf(" LineNumber: ", StringComparison.Ordinal);
        return place < 0 ? e.Message : e.Message[..place];
    }

    private static MetadataEntry? ReadEntry(ref Utf8JsonReader reader, string key, int line)
    {
        if (key == "tables")
        {
            reader.Skip();
            return null;
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                ImmutableArray<string>.Builder items = ImmutableArray.CreateBuilder<string>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(reader.TokenType == JsonTokenType.String
                        ? reader.GetString()!
                        : throw new JsonException($"{key} holds something that is no text."));
                }

                return new MetadataEntry(key, string.Join(", ", items), items.ToImmutable(), line);
            case JsonTokenType.StartObject:
                reader.Skip();
                return new MetadataEntry(key, "an object", [], line);
            default:
                string text = reader.TokenType == JsonTokenType.String
                    ? reader.GetString()!
                    : Encoding.UTF8.GetString(reader.ValueSpan);
                return MetadataEntry.OfText(key, text, line);
        }
    }
}
