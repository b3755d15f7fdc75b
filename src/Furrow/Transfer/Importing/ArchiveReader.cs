using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Transfer.Importing;

/// <summary>Reads an archive from its tokens, counting rows and checking files.</summary>
internal sealed class ArchiveReader(ImportFile file, JsonTokens tokens)
{
    private readonly List<ArchivedTable> _tables = [];
    private readonly List<SequenceValue> _sequences = [];
    private string _provider = "";
    private string _format = "";

    /// <summary>Reads the whole document.</summary>
    public RowArchive Read()
    {
        ReadObject(name =>
        {
            switch (name)
            {
                case "format":
                    tokens.Read();
                    _format = tokens.Text ?? "";
                    break;
                case "source":
                    ReadObject(field =>
                        _provider = ReadText() is { } text && field == "provider" ? text : _provider);
                    break;
                case "tables":
                    ReadArray(ReadTable);
                    break;
                case "sequences":
                    ReadArray(ReadSequence);
                    break;
                default:
                    tokens.Skip();
                    break;
            }
        });
        return _format == RowArchive.Format
            ? new RowArchive
            {
                File = file,
                Provider = _provider,
                Tables = [.. _tables],
                Sequences = [.. _sequences],
            }
            : throw new InvalidDataException($"its format is \"{_format}\", expected {RowArchive.Format}");
    }

    private void ReadTable()
    {
        string schema = "", name = "";
        string? csv = null, checksum = null;
        long rows = 0;
        long? offset = null;
        ImmutableArray<ArchivedColumn> columns = [];
        ReadFields(field =>
        {
            switch (field)
            {
                case "schema":
                    schema = ReadText() ?? "";
                    break;
                case "name":
                    name = ReadText() ?? "";
                    break;
                case "file":
                    csv = ReadText();
                    break;
                case "sha256":
                    checksum = ReadText();
                    break;
                case "columns":
                    columns = ReadColumns();
                    break;
                case "rows" when csv is null:
                    offset = tokens.Offset;
                    rows = new ArchivedTable(file, new ObjectName(schema, name), columns).ReadJson(tokens)
                        .LongCount();
                    break;
                case "rows":
                    rows = long.Parse(ReadText() ?? "", NumberStyles.None, CultureInfo.InvariantCulture);
                    break;
                default:
                    tokens.Skip();
                    break;
            }
        });
        ArchivedTable table = new(file, new ObjectName(schema, name), columns) { Rows = rows, Offset = offset };
        _tables.Add(csv is null ? table : CheckCsv(table, csv, checksum));
    }

    private ArchivedTable CheckCsv(ArchivedTable table, string name, string? checksum)
    {
        if (name != Path.GetFileName(name))
        {
            throw new InvalidDataException("it names a file that is not beside it");
        }

        ImportFile csv = new(
            Path.Combine(Path.GetDirectoryName(file.Path)!, name),
            Path.Combine(Path.GetDirectoryName(file.Display) ?? "", name));
        using FileStream stream = csv.Open();
        if (!string.Equals(
            Convert.ToHexStringLower(SHA256.HashData(stream)), checksum, StringComparison.OrdinalIgnoreCase))
        {
            throw csv.Fault("The file does not have the checksum of the manifest.", line: null, "Export it again.");
        }

        return table with { File = csv };
    }

    private void ReadSequence()
    {
        string schema = "", name = "", last = "";
        bool isCalled = true;
        ReadFields(field =>
        {
            string? text = ReadText();
            (schema, name, last, isCalled) = field switch
            {
                "schema" => (text ?? "", name, last, isCalled),
                "name" => (schema, text ?? "", last, isCalled),
                "lastValue" => (schema, name, text ?? "", isCalled),
                "isCalled" => (schema, name, last, tokens.Type == JsonTokenType.True),
                _ => (schema, name, last, isCalled),
            };
        });
        if (!long.TryParse(last, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value))
        {
            throw new InvalidDataException($"the sequence {name} has no lastValue");
        }

        _sequences.Add(new SequenceValue(new ObjectName(schema, name), value, isCalled));
    }

    private ImmutableArray<ArchivedColumn> ReadColumns()
    {
        ImmutableArray<ArchivedColumn>.Builder columns = ImmutableArray.CreateBuilder<ArchivedColumn>();
        ReadArray(() =>
        {
            string name = "", type = "";
            ReadFields(field =>
            {
                string? text = ReadText();
                (name, type) = field switch
                {
                    "name" => (text ?? "", type),
                    "type" => (name, text ?? ""),
                    _ => (name, type),
                };
            });
            columns.Add(new ArchivedColumn(name, type));
        });
        return columns.ToImmutable();
    }

    private string? ReadText()
    {
        tokens.Read();
        return tokens.Text;
    }

    private void ReadObject(Action<string> field)
    {
        tokens.Expect(JsonTokenType.StartObject);
        ReadFields(field);
    }

    // The object has begun.
    private void ReadFields(Action<string> field)
    {
        while (tokens.Read() && tokens.Type == JsonTokenType.PropertyName)
        {
            field(tokens.Text!);
        }

        if (tokens.Type != JsonTokenType.EndObject)
        {
            throw new InvalidDataException("it ends too soon");
        }
    }

    private void ReadArray(Action element)
    {
        tokens.Expect(JsonTokenType.StartArray);
        while (tokens.Read() && tokens.Type == JsonTokenType.StartObject)
        {
            element();
        }

        if (tokens.Type != JsonTokenType.EndArray)
        {
            throw new InvalidDataException("it ends too soon");
        }
    }
}
