using System.Buffers;
using System.Text;
using Furrow.Data.Cells;
using Furrow.Data.Cells.Texts;

namespace Furrow.Generation.Generators;

/// <summary>
/// Other generators' values in the text form of one of PostgreSQL's types that hold several: rows as <c>("a",,"c")</c>,
/// hstore as <c>"name"=>"value"</c>. Every value stands in quotes.
/// </summary>
internal sealed class LiteralGenerator : CellGenerator
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create("\"\\"u8);

    private readonly (byte[] Before, CellGenerator Generator)[] _parts;
    private readonly byte[] _end;
    private readonly byte[] _null;
    private readonly int[] _reads;

    private LiteralGenerator(IEnumerable<(string Before, CellGenerator Generator)> parts, string end, string ofNull)
    {
        _parts = [.. parts.Select(part => (Encoding.UTF8.GetBytes(part.Before), part.Generator))];
        _reads = [.. _parts.SelectMany(part => part.Generator.Reads).Distinct()];
        (_end, _null) = (Encoding.UTF8.GetBytes(end), Encoding.UTF8.GetBytes(ofNull));
    }

    /// <inheritdoc />
    public override CellType Type { get; } = new(CellKind.Text);

    /// <inheritdoc />
    public override IReadOnlyList<int> Reads => _reads;

    /// <summary>A row of these fields (PostgreSQL's manual, 8.16.6); NULL is nothing at all.</summary>
    public static LiteralGenerator OfRow(IReadOnlyList<CellGenerator> fields) =>
        new(fields.Select((field, place) => (place == 0 ? "(" : ",", field)), fields.Count == 0 ? "()" : ")", "");

    /// <summary>An hstore of these names and values.</summary>
    public static LiteralGenerator OfPairs(IReadOnlyList<(string Name, CellGenerator Generator)> pairs) =>
        new(
            pairs.Select((pair, place) => ($"{(place == 0 ? "" : ",")}{Quoted(pair.Name)}=>", pair.Generator)),
            "",
            "NULL");

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        BytesVector texts = (BytesVector)target;
        ArrayBufferWriter<byte> scratch = new();
        CellVector[] cells = new CellVector[_parts.Length];
        for (int part = 0; part < cells.Length; part++)
        {
            cells[part] = batch.Rent(_parts[part].Generator.Type);
            _parts[part].Generator.Fill(batch, cells[part]);
        }

        for (int row = 0; row < batch.Count; row++)
        {
            for (int part = 0; part < cells.Length; part++)
            {
                texts.Write(_parts[part].Before);
                if (cells[part].IsNull(row))
                {
                    texts.Write(_null);
                    continue;
                }

                scratch.ResetWrittenCount();
                ValueText.Write(cells[part], row, default, scratch);
                WriteQuoted(scratch.WrittenSpan, texts);
            }

            texts.Write(_end);
            texts.EndRow();
        }

        Array.ForEach(cells, batch.Return);
    }

    private static string Quoted(string name) =>
        $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static void WriteQuoted(ReadOnlySpan<byte> text, BytesVector target)
    {
        target.Write("\""u8);
        while (text.IndexOfAny(Escaped) is var length and >= 0)
        {
            target.Write(text[..length]);
            target.Write("\\"u8);
            target.Write(text.Slice(length, 1));
            text = text[(length + 1)..];
        }

        target.Write(text);
        target.Write("\""u8);
    }
}
