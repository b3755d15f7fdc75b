using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Furrow.Schema;

namespace Furrow.Transfer.Importing;

/// <summary>A table's rows in an export.</summary>
/// <param name="File">The file that holds them.</param>
/// <param name="Name">The table's name where they come from.</param>
/// <param name="Columns">The columns in the order of the cells.</param>
internal sealed record ArchivedTable(ImportFile File, ObjectName Name, ImmutableArray<ArchivedColumn> Columns)
{
    /// <summary>Of JSON: where the array of the rows begins, in bytes; null for a csv file.</summary>
    public long? Offset { get; init; }

    /// <summary>How many rows there are.</summary>
    public long Rows { get; init; }

    /// <summary>Reads the rows, each as its cells in text and null for NULL.</summary>
    public IEnumerable<string?[]> ReadRows(Stream stream) =>
        Offset is null ? ReadCsv(stream) : ReadJson(new JsonTokens(stream));

    /// <summary>Reads the rows of a JSON array that begins here.</summary>
    public IEnumerable<string?[]> ReadJson(JsonTokens tokens)
    {
        tokens.Expect(JsonTokenType.StartArray);
        long row = 0;
        while (tokens.Read() && tokens.Type == JsonTokenType.StartArray)
        {
            row++;
            List<string?> cells = new(Columns.Length);
            while (tokens.Read() && tokens.Type != JsonTokenType.EndArray)
            {
                cells.Add(tokens.Type switch
                {
                    JsonTokenType.Null => null,
                    JsonTokenType.True => "true",
                    JsonTokenType.False => "false",
                    JsonTokenType.String or JsonTokenType.Number => tokens.Text,
                    _ => throw Wrong(row, "holds what is no value"),
                });
            }

            yield return cells.Count == Columns.Length ? [.. cells] : throw Wrong(row, "has other columns");
        }

        if (tokens.Type != JsonTokenType.EndArray)
        {
            throw Wrong(row, "is followed by what is no row");
        }
    }

    private IEnumerable<string?[]> ReadCsv(Stream stream)
    {
        using StreamReader text = new(
            stream, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false,
            bufferSize: 1 << 16, leaveOpen: true);
        CsvCells cells = new(text);
        string?[]? header = cells.Read();
        if (Columns.IsEmpty ? header is not [null] : header?.SequenceEqual(
            Columns.Select(column => column.Name), StringComparer.Ordinal) != true)
        {
            throw new InvalidDataException("its first row does not have the columns of the manifest");
        }

        while (cells.Read() is { } row)
        {
            yield return Columns.IsEmpty ? []
                : row.Length == Columns.Length ? row : throw Wrong(cells.Row, "has other columns");
        }
    }

    private InvalidDataException Wrong(long row, string what) => new(string.Create(
        CultureInfo.InvariantCulture, $"row {row} of {Name} {what} than the table's {Columns.Length}"));
}
