using System.Data;
using System.Data.Common;
using Furrow.Providers;
using Furrow.Sqlite.Changes;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Furrow.Sqlite;

/// <summary>
/// A transaction that has the right to write from its first moment (BEGIN IMMEDIATE), so that it never fails half-way
/// because another one wrote in between.
/// </summary>
internal sealed class SqliteSessionTransaction : ISessionTransaction
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly bool _isSchemaChange;
    private readonly Action _onEnd;
    private bool _ended;

    public SqliteSessionTransaction(
        SqliteConnection connection, SqliteTransaction transaction, bool isSchemaChange, Action onEnd)
    {
        _connection = connection;
        _transaction = transaction;
        _isSchemaChange = isSchemaChange;
        _onEnd = onEnd;
    }

    /// <summary>What <see cref="SqliteSession.Explain"/> finds with a commit's exception.</summary>
    public const string ViolationsKey = "Furrow.Violations";

    public DbTransaction Transaction => _transaction;

    public SqliteTransaction Driver => _transaction;

    /// <summary>Counts changes, once somebody has asked for them.</summary>
    public ChangeCounter? Counter { get; set; }

    /// <summary>Keeps changes, once somebody has asked for that.</summary>
    public SqliteCapture? Capture { get; set; }

    public Task CheckAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using (_connection.InterruptOn(cancellationToken))
        {
            if (!_isSchemaChange)
            {
                CheckDeferred();
            }
            else if (ForeignKeyViolation.Find(_connection, _transaction) is { Count: > 0 } violations)
            {
                throw ForeignKeyViolation.Refusal(violations);
            }
        }

        return Task.CompletedTask;
    }

    public Task CommitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using (_connection.InterruptOn(cancellationToken))
        {
            Counter?.DropTriggers();
            if (_isSchemaChange && ForeignKeyViolation.Find(_connection, _transaction) is { Count: > 0 } violations)
            {
                throw ForeignKeyViolation.Refusal(violations);
            }
        }

        Commit();
        End();
        return Task.CompletedTask;
    }

    public Task RollbackAsync(CancellationToken cancellationToken)
    {
        Rollback();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Rollback();
        return ValueTask.CompletedTask;
    }

    // A commit that deferred keys forbid leaves the transaction open, so the rows at fault can still be found.
    private void Commit()
    {
        try
        {
            _transaction.Commit();
        }
        catch (SqliteException exception) when (exception.SqliteExtendedErrorCode == SQLITE_CONSTRAINT_FOREIGNKEY)
        {
            exception.Data[ViolationsKey] =
                ForeignKeyViolation.Describe(ForeignKeyViolation.Find(_connection, _transaction));
            throw;
        }
    }

    // What a commit goes by: rows that were wrong before are none of this transaction's.
    private void CheckDeferred()
    {
        sqlite3_db_status(_connection.Handle, SQLITE_DBSTATUS_DEFERRED_FKS, out int open, out _, resetFlg: 0);
        if (open > 0)
        {
            throw ForeignKeyViolation.RowRefusal(ForeignKeyViolation.Find(_connection, _transaction));
        }
    }

    private void Rollback()
    {
        if (_ended)
        {
            return;
        }

        if (_connection.State != ConnectionState.Open)
        {
            // Whoever was lent the connection has closed it, and the driver has rolled back with that.
            _ended = true;
            Counter = null;
            _onEnd();
            return;
        }

        try
        {
            // A full disk or a script's own COMMIT or ROLLBACK may have ended it already: then nothing is to undo.
            if (sqlite3_get_autocommit(_connection.Handle) == 0)
            {
                _transaction.Rollback();
            }
            else
            {
                Complete();
            }
        }
        finally
        {
            End();
        }
    }

    // The driver has seen a ROLLBACK that was none of its own, but not a COMMIT: it would roll back what is not there.
    private void Complete()
    {
        sqlite3_exec(_connection.Handle, "BEGIN");
        _transaction.Dispose();
        if (sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            sqlite3_exec(_connection.Handle, "ROLLBACK");
        }
    }

    private void End()
    {
        _ended = true;
        Counter?.Dispose();
        Counter = null;
        _transaction.Dispose();
        if (_isSchemaChange)
        {
            _connection.Execute("PRAGMA foreign_keys = ON");
        }

        _onEnd();
    }
}
