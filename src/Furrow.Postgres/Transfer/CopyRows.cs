using System.Buffers;
using Furrow.Postgres.Rows;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;
using Furrow.Transfer;
using Npgsql;

namespace Furrow.Postgres.Transfer;

/// <summary>
/// Rows as the server's own COPY text, byte for byte: nothing is decoded on the way unless a column is projected.
/// </summary>
internal sealed class CopyRows(NpgsqlConnection connection)
{
    private const int BlockBytes = 1 << 17;

    /// <summary>The table and columns that rows are loaded into: of a partitioned table the table itself.</summary>
    public static string Target(RowSelection rows)
    {
        // Without a list COPY leaves generated columns out by itself.
        string name = PostgresTransfer.TableName(rows.Table.Name);
        return rows.Columns.IsEmpty ? name : $"{name} ({Columns(rows)})";
    }

    public async Task<long> WriteAsync(RowSelection rows, Stream target, CancellationToken cancellationToken)
    {
        if (rows.KeepsAll)
        {
            return await CopyOutAsync(rows, target, cancellationToken);
        }

        await using ProjectedRowStream projected = new(target, rows.Columns);
        await CopyOutAsync(rows, projected, cancellationToken);
        await projected.FlushAsync(cancellationToken);
        return projected.RowCount;
    }

    /// <summary>Runs a COPY … FROM STDIN; the rows go past the text writer, since they are encoded already.</summary>
    public static async Task SendAsync(
        NpgsqlConnection connection,
        string sql,
        Func<Stream, CancellationToken, Task> write,
        CancellationToken cancellationToken)
    {
        NpgsqlCopyTextWriter writer = await connection.BeginTextImportAsync(sql, cancellationToken);
        try
        {
            await write(writer.BaseStream, cancellationToken);
        }
        catch
        {
            await writer.CancelAsync();
            throw;
        }

        // Completing is what loads the rows.
        await writer.DisposeAsync();
    }

    public async Task<long> LoadAsync(RowSelection rows, Stream source, CancellationToken cancellationToken)
    {
        long count = 0;
        await SendAsync(
            connection,
            $"COPY {Target(rows)} FROM STDIN",
            async (target, token) => count = await CountAsync(source, target, token),
            cancellationToken);
        return count;
    }

    private static async Task<long> CountAsync(Stream source, Stream target, CancellationToken cancellationToken)
    {
        long count = 0;
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            int length;
            while ((length = await source.ReadAsync(block, cancellationToken)) > 0)
            {
                count += block.AsSpan(0, length).Count((byte)'\n');
                await target.WriteAsync(block.AsMemory(0, length), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        return count;
    }

    private async Task<long> CopyOutAsync(RowSelection rows, Stream target, CancellationToken cancellationToken)
    {
        using TextReader reader = await connection.BeginTextExportAsync(Statement(rows), cancellationToken);
        Stream source = ((StreamReader)reader).BaseStream;
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        long count = 0;
        try
        {
            int filled = 0;
            int length;
            while ((length = await source.ReadAsync(block.AsMemory(filled), cancellationToken)) > 0)
            {
                // The driver gives at most a row at a time.
                filled += length;
                if (filled >= BlockBytes / 2)
                {
                    count += block.AsSpan(0, filled).Count((byte)'\n');
                    await target.WriteAsync(block.AsMemory(0, filled), cancellationToken);
                    filled = 0;
                }
            }

            count += block.AsSpan(0, filled).Count((byte)'\n');
            await target.WriteAsync(block.AsMemory(0, filled), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        return count;
    }

    private static string Statement(RowSelection rows)
    {
        if (rows.Table.Kind == TableKind.Partitioned)
        {
            string list = rows.Columns.IsEmpty ? "" : Columns(rows);
            return $"COPY (SELECT {list} FROM {TableSql.Own(rows.Table)}) TO STDOUT";
        }

        return $"COPY {Target(rows)} TO STDOUT";
    }

    private static string Columns(RowSelection rows) => string.Join(
        ", ", rows.Columns.Select(column => SqlDialect.Postgres.QuoteIdentifier(column.Column.Name)));
}
