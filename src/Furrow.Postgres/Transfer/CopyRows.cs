using System.Buffers;
using Furrow.Postgres.Changes;
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
/// <param name="connection">The connection.</param>
/// <param name="second">Another session, for tables that are worth it; null for none.</param>
internal sealed class CopyRows(NpgsqlConnection connection, SecondSession? second = null)
{
    private const int BlockBytes = 1 << 17;

    // Of 8 kB each: 16 MB lie in memory for each session.
    private const int PagesPerStretch = 2048;

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
        long pages = second is null || rows.Table.Kind != TableKind.Ordinary || rows.Columns.IsEmpty
            ? 0
            : (await TablePages.CountAsync(connection, [rows.Table], cancellationToken))[0];
        if (pages < TablePages.SplitMin)
        {
            return await CopyOutAloneAsync(rows, target, cancellationToken);
        }

        string snapshot = (string)(await RawSql.ScalarAsync(
            connection, RawSql.Command("SELECT pg_export_snapshot()"), cancellationToken))!;
        await using NpgsqlTransaction? other = await BeginOtherAsync(rows, snapshot, cancellationToken);
        if (other?.Connection is not { } helper)
        {
            return await CopyOutAloneAsync(rows, target, cancellationToken);
        }

        using SplitCopy split = new([connection, helper], PagesPerStretch);
        return await split.WriteAsync(Select(rows), pages, target, cancellationToken);
    }

    // Null where there is no other connection to be had, or somebody waits to change the table: he waits for us.
    private async Task<NpgsqlTransaction?> BeginOtherAsync(
        RowSelection rows, string snapshot, CancellationToken cancellationToken)
    {
        if (await second!.BeginAsync(snapshot, cancellationToken) is not { } transaction)
        {
            return null;
        }

        try
        {
            NpgsqlConnection helper = transaction.Connection!;
            await RawSql.ExecuteAsync(
                helper, $"LOCK TABLE {TableSql.Own(rows.Table)} IN ACCESS SHARE MODE", cancellationToken);
            await TextForms.SetAsync(helper, cancellationToken);
            await RawSql.ExecuteAsync(helper, "SET LOCAL row_security = off", cancellationToken);
            return transaction;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            await transaction.DisposeAsync();
            return null;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    private async Task<long> CopyOutAloneAsync(
        RowSelection rows, Stream target, CancellationToken cancellationToken)
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
        string source = rows.Table.Kind == TableKind.Partitioned ? $"({Select(rows)})" : Target(rows);
        return $"COPY {source} TO STDOUT";
    }

    private static string Select(RowSelection rows) =>
        $"SELECT {(rows.Columns.IsEmpty ? "" : Columns(rows))} FROM {TableSql.Own(rows.Table)}";

    private static string Columns(RowSelection rows) => string.Join(
        ", ", rows.Columns.Select(column => SqlDialect.Postgres.QuoteIdentifier(column.Column.Name)));
}
