using System.Text;

namespace Furrow.Transfer.Importing;

/// <summary>
/// Reads rows of comma-separated values: nothing between commas is NULL, <c>""</c> is empty text, and what stands in
/// quotes may hold anything.
/// </summary>
/// <param name="reader">The text; stays open.</param>
internal sealed class CsvCells(TextReader reader)
{
    private readonly StringBuilder _cell = new();

    /// <summary>The row that was read last, from 1.</summary>
    public long Row { get; private set; }

    /// <summary>The next row; null behind the last one.</summary>
    /// <exception cref="InvalidDataException">The text is no such row.</exception>
    public string?[]? Read()
    {
        if (reader.Peek() < 0)
        {
            return null;
        }

        Row++;
        List<string?> cells = [];
        while (true)
        {
            cells.Add(reader.Peek() == '"' ? ReadQuoted() : ReadPlain());
            switch (reader.Read())
            {
                case ',':
                    continue;
                case '\r' when reader.Peek() == '\n':
                    _ = reader.Read();
                    return [.. cells];
                case '\n' or -1:
                    return [.. cells];
                default:
                    throw new InvalidDataException($"row {Row} has text behind a closing quote");
            }
        }
    }

    private string? ReadPlain()
    {
        _cell.Clear();
        while (reader.Peek() is not (',' or '\n' or '\r' or -1))
        {
            _cell.Append((char)reader.Read());
        }

        return _cell.Length == 0 ? null : _cell.ToString();
    }

    private string ReadQuoted()
    {
        _cell.Clear();
        _ = reader.Read();
        while (true)
        {
            int letter = reader.Read();
            if (letter < 0)
            {
                throw new InvalidDataException($"row {Row} ends within quotes");
            }

            if (letter == '"')
            {
                if (reader.Peek() != '"')
                {
                    return _cell.ToString();
                }

                _ = reader.Read();
            }

            _cell.Append((char)letter);
        }
    }
}
