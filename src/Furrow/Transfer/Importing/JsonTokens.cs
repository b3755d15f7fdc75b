using System.Text;
using System.Text.Json;

namespace Furrow.Transfer.Importing;

/// <summary>Reads the tokens of a JSON document one by one, holding a block or the longest token.</summary>
/// <param name="input">The document in UTF-8; stays open.</param>
internal sealed class JsonTokens(Stream input)
{
    private const int BufferBytes = 1 << 17;

    private byte[] _buffer = new byte[BufferBytes];
    private int _start;
    private int _end;
    private bool _isAtEnd;
    private JsonReaderState _state;
    private long _read;

    /// <summary>What was read last.</summary>
    public JsonTokenType Type { get; private set; }

    /// <summary>The text of a string or a name, a number as it stands; otherwise null.</summary>
    public string? Text { get; private set; }

    /// <summary>Where the last token ends, in bytes from where reading began.</summary>
    public long Offset => _read + _start;

    /// <summary>Goes on to the next token; false behind the last one.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public bool Read()
    {
        while (true)
        {
            Utf8JsonReader reader = new(_buffer.AsSpan(_start, _end - _start), _isAtEnd, _state);
            if (reader.Read())
            {
                Type = reader.TokenType;
                Text = reader.TokenType switch
                {
                    JsonTokenType.String or JsonTokenType.PropertyName => reader.GetString(),
                    JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
                    _ => null,
                };
                _start += (int)reader.BytesConsumed;
                _state = reader.CurrentState;
                return true;
            }

            if (_isAtEnd)
            {
                return false;
            }

            _start += (int)reader.BytesConsumed;
            _state = reader.CurrentState;
            Fill();
        }
    }

    /// <summary>Goes on to a token that must be of a type.</summary>
    /// <exception cref="JsonException">It is another, or there is none.</exception>
    public void Expect(JsonTokenType type)
    {
        if (!Read() || Type != type)
        {
            throw new JsonException($"Expected {type}, found {Type}.");
        }
    }

    /// <summary>Goes behind the value that comes next.</summary>
    public void Skip()
    {
        int depth = 0;
        do
        {
            if (!Read())
            {
                throw new JsonException("The document ends too soon.");
            }

            depth += Type switch
            {
                JsonTokenType.StartObject or JsonTokenType.StartArray => 1,
                JsonTokenType.EndObject or JsonTokenType.EndArray => -1,
                _ => 0,
            };
        }
        while (depth > 0);
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _read += _start;
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        int length = input.Read(_buffer.AsSpan(_end));
        _end += length;
        _isAtEnd = length == 0;
    }
}
