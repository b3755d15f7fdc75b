using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Furrow.Data;

/// <summary>Why a text is no JSON, and where.</summary>
internal sealed class JsonTextException(string message, TextPlace place) : Exception(message)
{
    public TextPlace Place { get; } = place;
}

/// <summary>
/// Reads JSON as values with their places. Comments and commas at the end are welcome, as in other files that people
/// write; the same key twice is not.
/// </summary>
internal ref struct JsonSeedValues
{
    private static readonly JsonReaderOptions Options = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    private readonly JsonPlaces _places;
    private Utf8JsonReader _reader;

    private JsonSeedValues(byte[] utf8, TextPlace origin)
    {
        _reader = new Utf8JsonReader(utf8, Options);
        _places = new JsonPlaces(utf8, origin);
    }

    /// <summary>Reads one value and nothing after it.</summary>
    /// <exception cref="JsonTextException">The text is not JSON.</exception>
    public static SeedValue Parse(string text, TextPlace origin)
    {
        JsonSeedValues values = new(Encoding.UTF8.GetBytes(text), origin);
        TextPlace place = origin;
        try
        {
            values._reader.Read();
            SeedValue value = values.ReadValue(ref place);
            values._reader.Read();
            return value;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new JsonTextException(Words(e), Place(e, origin, place));
        }
    }

    private SeedValue ReadValue(ref TextPlace place)
    {
        place = _places.At(_reader.TokenStartIndex);
        return _reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadMap(place, ref place),
            JsonTokenType.StartArray => ReadList(place, ref place),
            JsonTokenType.String => new QuotedText(_reader.GetString()!, place),
            JsonTokenType.Number => new NumberToken(Encoding.ASCII.GetString(_reader.ValueSpan), place),
            JsonTokenType.True or JsonTokenType.False =>
                new BooleanToken(_reader.TokenType == JsonTokenType.True, place),
            _ => new NullValue(place),
        };
    }

    private ListValue ReadList(TextPlace start, ref TextPlace place)
    {
        ImmutableArray<SeedValue>.Builder items = ImmutableArray.CreateBuilder<SeedValue>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref place));
        }

        return new ListValue(items.DrainToImmutable(), start);
    }

    private MapValue ReadMap(TextPlace start, ref TextPlace place)
    {
        ImmutableArray<MapEntry>.Builder entries = ImmutableArray.CreateBuilder<MapEntry>();
        HashSet<string> keys = new(StringComparer.Ordinal);
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            TextPlace keyPlace = place = _places.At(_reader.TokenStartIndex);
            string key = _reader.GetString()!;
            if (!keys.Add(key))
            {
                throw new JsonTextException($"The key {key} stands twice in one object.", keyPlace);
            }

            _reader.Read();
            entries.Add(new MapEntry(key, keyPlace, ReadValue(ref place)));
        }

        return new MapValue(entries.DrainToImmutable(), start);
    }

    // The reader's own words end in its own idea of the place, which counts from 0 and in bytes; they may quote text.
    private static string Words(Exception cause) => cause is InvalidOperationException
        ? "A text holds half a surrogate pair."
        : cause.Message.Contains("depth", StringComparison.Ordinal)
            ? "The JSON is nested more than 64 levels deep."
            : "This is not JSON: a bracket, comma, quote or value is missing or too much here.";

    private static TextPlace Place(Exception cause, TextPlace origin, TextPlace last) =>
        cause is JsonException { LineNumber: { } line, BytePositionInLine: { } column }
            ? new TextPlace(origin.Line + (int)line, (line == 0 ? origin.Column : 1) + (int)column)
            : last;
}
