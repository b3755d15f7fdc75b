using System.Globalization;
using Furrow.Data.Cells;
using Furrow.Providers;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Furrow.Sqlite.Loading;

/// <summary>
/// One prepared INSERT, bound and run row by row past the driver, which would make objects of every value. Meanwhile
/// more pages are kept in memory, so that indexes are not read again and again.
/// </summary>
internal sealed class SqliteBulkLoad : IBulkLoad
{
    // In KiB, as SQLite writes it: below zero.
    private const long CacheSize = -65_536;
    private const int CancelCheckRows = 1024;

    private readonly SqliteConnection _connection;
    private readonly BulkRequest _request;
    private readonly StatementTrace? _trace;
    private readonly sqlite3_stmt _insert;
    private readonly NativeInsert _native;
    private readonly string _sql;
    private readonly long _cacheSizeBefore;
    private long _rowCount;
    private bool _isOver;

    public SqliteBulkLoad(
        SqliteConnection connection, SqliteTransaction transaction, BulkRequest request, StatementTrace? trace)
    {
        _connection = connection;
        _request = request.Checked();
        _trace = trace;
        IEnumerable<string> columns = request.Columns.Select(column => SqliteName.Quote(column.Column.Name));
        string values = string.Join(", ", Enumerable.Repeat("?", request.Columns.Length));
        _sql = $"INSERT INTO {SqliteName.QuoteInMain(request.Table.Name.Name)} ({string.Join(", ", columns)}) "
            + $"VALUES ({values})";
        SqliteException.ThrowExceptionForRC(
            sqlite3_prepare_v2(connection.Handle, _sql, out _insert), connection.Handle);
        _native = new NativeInsert(_insert);
        _cacheSizeBefore = Convert.ToInt64(
            connection.Scalar("PRAGMA main.cache_size", transaction), CultureInfo.InvariantCulture);
        SetCacheSize(CacheSize);
    }

    public IRowEncoder CreateEncoder() => new StoredRowEncoder(
    [
        .. _request.Columns.Select(column =>
            StoredForms.For(new CellPlace(_request.Table.Name, column.Column), column.Cells)),
    ]);

    public Task WriteAsync(RowChunk chunk, CancellationToken cancellationToken) => _trace is { } trace
        ? trace.AroundAsync(_sql, () => Task.FromResult(Write(chunk, cancellationToken)))
        : Task.FromResult(Write(chunk, cancellationToken));

    public Task<long> CompleteAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        End();
        return Task.FromResult(_rowCount);
    }

    public ValueTask DisposeAsync()
    {
        if (!_isOver)
        {
            End();

            // Rows without the ones behind them are not for anybody to commit.
            if (sqlite3_get_autocommit(_connection.Handle) == 0)
            {
                sqlite3_exec(_connection.Handle, "ROLLBACK");
            }
        }

        return ValueTask.CompletedTask;
    }

    private unsafe long Write(RowChunk chunk, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration interrupt = _connection.InterruptOn(cancellationToken);
        int columnCount = _request.Columns.Length;
        fixed (byte* bytes = chunk.Bytes.Span)
        {
            RowBinding binding = new(bytes);
            for (int row = 0; row < chunk.RowCount; row++)
            {
                if (row % CancelCheckRows == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                int result = binding.Bind(_native, columnCount);
                result = result == SQLITE_OK ? _native.Step() : result;
                if (result != SQLITE_DONE)
                {
                    throw Fault(result, cancellationToken);
                }

                _native.Reset();
            }
        }

        _rowCount += chunk.RowCount;
        return chunk.RowCount;
    }

    // The message is gone once the statement is reset.
    private Exception Fault(int result, CancellationToken cancellationToken)
    {
        SqliteException? exception = null;
        try
        {
            SqliteException.ThrowExceptionForRC(result, _connection.Handle);
        }
        catch (SqliteException e)
        {
            exception = e;
        }

        sqlite3_reset(_insert);
        return result == SQLITE_INTERRUPT && cancellationToken.IsCancellationRequested
            ? new OperationCanceledException("The load was interrupted.", exception, cancellationToken)
            : LoadFault.Of(_request.Table.Name, exception!);
    }

    private void End()
    {
        _isOver = true;
        _insert.Dispose();
        SetCacheSize(_cacheSizeBefore);
    }

    private void SetCacheSize(long size) => sqlite3_exec(
        _connection.Handle, string.Create(CultureInfo.InvariantCulture, $"PRAGMA main.cache_size = {size}"));
}
