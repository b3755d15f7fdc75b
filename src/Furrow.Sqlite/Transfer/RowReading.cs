using System.Buffers;
using System.Text;
using Furrow.Providers;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Transfer;

/// <summary>How a row becomes text.</summary>
internal interface IRowLines
{
    /// <summary>Writes a row, which stands at the reader, with its line end.</summary>
    void Append(StringBuilder text, SqliteDataReader row);
}

/// <summary>Reads the selected columns of a table and writes each row's text, a block at a time.</summary>
internal sealed class RowReading(SqliteConnection connection, SqliteTransaction? transaction, RowSelection rows)
{
    private const int BlockChars = 1 << 16;

    public async Task<long> WriteAsync(IRowLines lines, Stream target, CancellationToken cancellationToken)
    {
        string columns = rows.Columns.IsEmpty
            ? "1"
            : string.Join(", ", rows.Columns.Select(column => SqliteName.Quote(column.Column.Name)));
        await using SqliteCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"SELECT {columns} FROM {SqliteName.QuoteInMain(rows.Table.Name.Name)}";
        await using SqliteDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        StringBuilder text = new();
        long count = 0;
        while (await reader.ReadAsync(cancellationToken))
        {
            lines.Append(text, reader);
            count++;
            if (text.Length >= BlockChars)
            {
                await HandOnAsync(text, target, cancellationToken);
            }
        }

        await HandOnAsync(text, target, cancellationToken);
        return count;
    }

    private static async Task HandOnAsync(StringBuilder text, Stream target, CancellationToken cancellationToken)
    {
        // Between a row's end and the next row's beginning no character is cut in two.
        string block = text.ToString();
        byte[] bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(block.Length));
        try
        {
            int length = Encoding.UTF8.GetBytes(block, bytes);
            await target.WriteAsync(bytes.AsMemory(0, length), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }

        text.Clear();
    }
}
