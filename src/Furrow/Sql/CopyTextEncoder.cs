using System.Buffers;
using Furrow.Data.Cells;
using Furrow.Data.Cells.Texts;

namespace Furrow.Sql;

/// <summary>
/// Rows as COPY text (PostgreSQL's documentation, "COPY", "Text Format"), their cells in canonical text: what every
/// import and every file format of furrow's can be made of.
/// </summary>
public sealed class CopyTextEncoder : IRowEncoder
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create("\\\b\f\n\r\t\v"u8);

    private readonly CellText[] _texts;
    private readonly RowChunk _scratch = new();

    /// <summary>An encoder for columns that are given in this order.</summary>
    public CopyTextEncoder(IEnumerable<CellText> columns) => _texts = [.. columns];

    /// <inheritdoc />
    public void Encode(IReadOnlyList<CellVector> columns, int rowCount, RowChunk chunk)
    {
        for (int place = 0; place < _texts.Length; place++)
        {
            _texts[place].Bind(columns[place]);
        }

        for (int row = 0; row < rowCount; row++)
        {
            for (int place = 0; place < _texts.Length; place++)
            {
                if (place > 0)
                {
                    chunk.Take(1)[0] = (byte)'\t';
                }

                Write(_texts[place], row, chunk);
            }

            chunk.Take(1)[0] = (byte)'\n';
        }

        chunk.AddRows(rowCount);
    }

    private void Write(CellText text, int row, RowChunk chunk)
    {
        if (text.IsNull(row))
        {
            chunk.Write("\\N"u8);
            return;
        }

        int start = chunk.ByteCount;
        text.Write(row, chunk);
        if (!text.IsPlain && chunk.From(start).ContainsAny(Escaped))
        {
            Escape(start, chunk);
        }
    }

    // Few texts have anything to escape: those are written a second time.
    private void Escape(int start, RowChunk chunk)
    {
        _scratch.Clear();
        _scratch.Write(chunk.From(start));
        chunk.CutTo(start);
        ReadOnlySpan<byte> rest = _scratch.Bytes.Span;
        while (rest.IndexOfAny(Escaped) is var length and >= 0)
        {
            chunk.Write(rest[..length]);
            Span<byte> escape = chunk.Take(2);
            escape[0] = (byte)'\\';
            escape[1] = Letter(rest[length]);
            rest = rest[(length + 1)..];
        }

        chunk.Write(rest);
    }

    private static byte Letter(byte escaped) => escaped switch
    {
        (byte)'\b' => (byte)'b',
        (byte)'\f' => (byte)'f',
        (byte)'\n' => (byte)'n',
        (byte)'\r' => (byte)'r',
        (byte)'\t' => (byte)'t',
        (byte)'\v' => (byte)'v',
        _ => escaped,
    };
}
