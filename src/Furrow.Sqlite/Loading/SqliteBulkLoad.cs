using System.Globalization;
using Furrow.Data.Cells;
using Furrow.Providers;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Furrow.Sqlite.Loading;

/// <summary>
/// Prepared INSERTs of some rows each, bound and run past the driver, which would make objects of every value.
/// Meanwhile more pages are kept in memory, so that indexes are not read again and again.
/// </summary>
internal sealed class SqliteBulkLoad : IBulkLoad
{
    // In KiB, as SQLite writes it: below zero.
    private const long CacheSize = -65_536;
    private const int CancelCheckRows = 1024;

    // More rows than these gain nothing more; the values that one statement takes are limited.
    private const int RowsPerStatementMax = 16;
    private const int ValuesPerStatementMax = 2_000;

    private readonly SqliteConnection _connection;
    private readonly BulkRequest _request;
    private readonly StatementTrace? _trace;
    private readonly NativeInsert _insertOne;
    private readonly NativeInsert _insertMany;
    private readonly int _rowsPerStatement;
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
        _rowsPerStatement = Math.Clamp(ValuesPerStatementMax / request.Columns.Length, 1, RowsPerStatementMax);
        _sql = Sql(request, rowCount: 1);
        _insertOne = new NativeInsert(connection, _sql);
        _insertMany = new NativeInsert(connection, Sql(request, _rowsPerStatement));
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
            int checkedAt = -CancelCheckRows;
            int row = 0;
            while (row < chunk.RowCount)
            {
                if (row - checkedAt >= CancelCheckRows)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    checkedAt = row;
                }

                bool isWhole = chunk.RowCount - row >= _rowsPerStatement;
                NativeInsert insert = isWhole ? _insertMany : _insertOne;
                int rows = isWhole ? _rowsPerStatement : 1;
                int result = binding.Bind(insert, rows * columnCount);
                result = result == SQLITE_OK ? insert.Step() : result;
                if (result != SQLITE_DONE)
                {
                    throw Fault(insert, result, cancellationToken);
                }

                insert.Reset();
                row += rows;
            }
        }

        _rowCount += chunk.RowCount;
        return chunk.RowCount;
    }

    // The message is gone once the statement is reset.
    private Exception Fault(NativeInsert insert, int result, CancellationToken cancellationToken)
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

        insert.Reset();
        return result == SQLITE_INTERRUPT && cancellationToken.IsCancellationRequested
            ? new OperationCanceledException("The load was interrupted.", exception, cancellationToken)
            : LoadFault.Of(_request.Table.Name, exception!);
    }

    private void End()
    {
        _isOver = true;
        _insertOne.Dispose();
        _insertMany.Dispose();
        SetCacheSize(_cacheSizeBefore);
    }

    private static string Sql(BulkRequest request, int rowCount)
    {
        IEnumerable<string> columns = request.Columns.Select(column => SqliteName.Quote(column.Column.Name));
        string row = $"({string.Join(", ", Enumerable.Repeat("?", request.Columns.Length))})";
        return $"INSERT INTO {SqliteName.QuoteInMain(request.Table.Name.Name)} ({string.Join(", ", columns)}) "
            + $"VALUES {string.Join(", ", Enumerable.Repeat(row, rowCount))}";
    }

    private void SetCacheSize(long size) => sqlite3_exec(
        _connection.Handle, string.Create(CultureInfo.InvariantCulture, $"PRAGMA main.cache_size = {size}"));
}
