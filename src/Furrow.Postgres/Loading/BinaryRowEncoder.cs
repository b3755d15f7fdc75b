using System.Buffers.Binary;
using Furrow.Data.Cells;

namespace Furrow.Postgres.Loading;

/// <summary>
/// Rows in COPY's binary format (PostgreSQL's documentation, "COPY", "Binary Format"): how many fields, then each with
/// its length.
/// </summary>
internal sealed class BinaryRowEncoder(BinaryCell[] cells) : IRowEncoder
{
    private const int CountBytes = 2;

    /// <summary>What the data begins with: signature, no flags, no extension.</summary>
    public static ReadOnlyMemory<byte> Header { get; } = new byte[]
    {
        (byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0,
        0, 0, 0, 0, 0, 0, 0, 0,
    };

    /// <summary>What it ends with: in place of a row's fields, -1.</summary>
    public static ReadOnlyMemory<byte> Trailer { get; } = new byte[] { 0xFF, 0xFF };

    public void Encode(IReadOnlyList<CellVector> columns, int rowCount, RowChunk chunk)
    {
        for (int place = 0; place < cells.Length; place++)
        {
            cells[place].Bind(columns[place]);
        }

        for (int row = 0; row < rowCount; row++)
        {
            BinaryPrimitives.WriteInt16BigEndian(chunk.Take(CountBytes), (short)cells.Length);
            foreach (BinaryCell cell in cells)
            {
                cell.Write(row, chunk);
            }
        }

        chunk.AddRows(rowCount);
    }
}
