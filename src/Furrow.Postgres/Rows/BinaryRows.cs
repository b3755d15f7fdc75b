using System.Buffers;
using System.Buffers.Binary;
using Furrow.Data;
using Furrow.Providers;
using Npgsql;

namespace Furrow.Postgres.Rows;

/// <summary>
/// Reads rows of COPY's binary format (<c>COPY</c>, section "Binary Format") and hashes each as the bytes that it is:
/// the number of its fields, and for each its length, -1 for NULL, and its bytes. One row is held at a time.
/// </summary>
internal sealed class BinaryRows(NpgsqlConnection connection) : IDisposable
{
    private const int BlockBytes = 1 << 18;

    // Signature, flags, and the length of what a later version may put behind them.
    private const int HeaderBytes = 11 + sizeof(int) + sizeof(int);
    private const short EndOfRows = -1;

    private byte[] _block = ArrayPool<byte>.Shared.Rent(BlockBytes);
    private int _start;
    private int _end;

    public async Task<TableContent> HashAsync(
        string statement, ContentRequest request, CancellationToken cancellationToken)
    {
        ContentHash rows = ContentHash.Empty;
        ContentHash[] columns = new ContentHash[request.EachColumn ? request.Cells.Length : 0];
        await using NpgsqlRawCopyStream source = await connection.BeginRawBinaryCopyAsync(statement, cancellationToken);
        (_start, _end) = (0, 0);
        while (_end < HeaderBytes)
        {
            await FillAsync(source, cancellationToken);
        }

        _start = HeaderBytes + BinaryPrimitives.ReadInt32BigEndian(_block.AsSpan(HeaderBytes - sizeof(int)));
        while (!HashBlock(ref rows, columns))
        {
            await FillAsync(source, cancellationToken);
        }

        // Up to the end of the server's answer, so that it says whether all went well.
        while (await source.ReadAsync(_block, cancellationToken) > 0)
        {
        }

        return new TableContent(request.Table.Name, rows, [.. columns]);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_block);

    // Whether the last row was among them.
    private bool HashBlock(ref ContentHash rows, ContentHash[] columns)
    {
        ReadOnlySpan<byte> block = _block.AsSpan(0, _end);
        ContentHash sum = rows;
        bool isEnd = false;
        int start = _start;
        while (RowEnd(block, start) is int end and > 0)
        {
            ReadOnlySpan<byte> row = block[start..end];
            start = end;
            if (BinaryPrimitives.ReadInt16BigEndian(row) == EndOfRows)
            {
                isEnd = true;
                break;
            }

            sum = sum.Add(row);
            HashColumns(row, columns);
        }

        _start = start;
        rows = sum;
        return isEnd;
    }

    private static void HashColumns(ReadOnlySpan<byte> row, ContentHash[] columns)
    {
        int place = sizeof(short);
        for (int i = 0; i < columns.Length; i++)
        {
            int length = sizeof(int) + Math.Max(BinaryPrimitives.ReadInt32BigEndian(row[place..]), 0);
            columns[i] = columns[i].Add(row.Slice(place, length));
            place += length;
        }
    }

    // Where the row that begins here ends; 0 where it is not all there.
    private static int RowEnd(ReadOnlySpan<byte> block, int start)
    {
        if (block.Length - start < sizeof(short))
        {
            return 0;
        }

        int fields = BinaryPrimitives.ReadInt16BigEndian(block[start..]);
        long place = start + sizeof(short);
        for (int i = 0; i < fields; i++)
        {
            if (block.Length - place < sizeof(int))
            {
                return 0;
            }

            int length = BinaryPrimitives.ReadInt32BigEndian(block[(int)place..]);
            place += sizeof(int) + Math.Max(length, 0);
        }

        return place <= block.Length ? (int)place : 0;
    }

    // The driver gives at most a row at a time: a block is filled before it is looked at.
    private async ValueTask FillAsync(NpgsqlRawCopyStream source, CancellationToken cancellationToken)
    {
        int rest = _end - _start;
        if (rest > _block.Length / 2)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(checked(_block.Length * 2));
            _block.AsSpan(_start, rest).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_block);
            _block = larger;
        }
        else
        {
            _block.AsSpan(_start, rest).CopyTo(_block);
        }

        (_start, _end) = (0, rest);
        do
        {
            int length = await source.ReadAsync(_block.AsMemory(_end), cancellationToken);
            if (length == 0)
            {
                break;
            }

            _end += length;
        }
        while (_end < _block.Length / 2);

        if (_end == rest)
        {
            throw new InvalidDataException("The server's answer to COPY ends within a row.");
        }
    }
}
