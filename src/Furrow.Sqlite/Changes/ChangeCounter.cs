using System.Runtime.CompilerServices;
using Furrow.Providers;
using Furrow.Sqlite.Catalog;
using Furrow.Sqlite.Opening;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Furrow.Sqlite.Changes;

/// <summary>
/// Counts the rows that one transaction writes. SQLite's update hook tells of each row of an ordinary table; temporary
/// triggers tell of WITHOUT ROWID tables, which it does not see; an authorizer turns off the shortcut by which DELETE
/// empties a table unseen; and the profile callback tells of savepoints, so that what they take back is not counted.
/// Not seen: rows that REPLACE removes, and CREATE TABLE … AS SELECT.
/// </summary>
internal sealed class ChangeCounter : IDisposable
{
    private const string TriggerPrefix = "furrow_changes_";
    private const string Function = "furrow_row_changed";

    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly string _statePrefix;
    private readonly StatementTrace? _trace;
    private readonly ChangeTally _tally = new();
    private readonly TruncateGuard _guard;
    private List<string> _withoutRowId = [];
    private bool _tablesChanged = true;

    public ChangeCounter(
        SqliteConnection connection, SqliteTransaction transaction, string statePrefix, StatementTrace? trace = null)
    {
        _trace = trace;
        _connection = connection;
        _transaction = transaction;
        _statePrefix = statePrefix;
        _guard = new TruncateGuard(() => _tablesChanged = true);
        _connection.CreateFunction<long, long, long>(Function, CountTriggered);
        FollowTables();
        sqlite3? handle = _connection.Handle;
        sqlite3_update_hook(handle, (strdelegate_update)OnRow, null);
        sqlite3_profile(handle, OnStatement, null);
        sqlite3_set_authorizer(handle, (strdelegate_authorizer)OnAction, null);
    }

    public ChangeCounts Read()
    {
        VirtualTables virtualTables = ReadVirtualTables();
        return _tally.Read(table => CatalogReader.IsListed(table, virtualTables, _statePrefix));
    }

    /// <summary>Whether rows were written to a virtual table, which keeps them in tables of its own.</summary>
    public bool HasVirtual()
    {
        VirtualTables virtualTables = ReadVirtualTables();
        return !_tally.Read(virtualTables.Contains).Tables.IsEmpty;
    }

    /// <summary>What a statement that fails has counted until then is taken back with its rows.</summary>
    public T Attempt<T>(Func<T> statement)
    {
        FollowTables();
        Dictionary<string, ChangeTally.Count> before = _tally.Copy();
        try
        {
            return statement();
        }
        catch (Exception)
        {
            _tally.Restore(before);
            throw;
        }
    }

    /// <summary>Gives new WITHOUT ROWID tables their triggers; call before a statement that may write to one.</summary>
    public void FollowTables()
    {
        if (!_tablesChanged)
        {
            return;
        }

        DropTriggers();
        _withoutRowId = _connection.Query(
                """
                SELECT name, sql FROM main.sqlite_master
                WHERE type = 'table' AND sql LIKE '%WITHOUT%ROWID%' AND sql NOT LIKE 'CREATE VIRTUAL%'
                """,
                row => (Name: row.GetString(0), Sql: row.GetString(1)),
                _transaction)
            .FindAll(table => CreateTableParser.Parse(table.Sql).IsWithoutRowId)
            .ConvertAll(table => table.Name);
        for (int table = 0; table < _withoutRowId.Count; table++)
        {
            CreateTriggers(table);
        }

        _tablesChanged = false;
    }

    /// <summary>Takes hooks and triggers off; nothing of them may outlive the transaction.</summary>
    public void Dispose()
    {
        sqlite3? handle = _connection.Handle;
        if (handle is null)
        {
            return;
        }

        sqlite3_update_hook(handle, (strdelegate_update?)null, null);
        sqlite3_profile(handle, (delegate_profile?)null, null);
        sqlite3_set_authorizer(handle, (strdelegate_authorizer?)null, null);
        if (_trace is not null)
        {
            StatementProfile.Follow(_connection, _trace);
        }
    }

    /// <summary>Before a commit: a rollback takes the triggers away by itself.</summary>
    public void DropTriggers()
    {
        List<string> triggers = _connection.Query(
            $"""
            SELECT name FROM temp.sqlite_master
            WHERE type = 'trigger' AND substr(name, 1, {TriggerPrefix.Length}) = '{TriggerPrefix}'
            """,
            row => row.GetString(0),
            _transaction);
        foreach (string trigger in triggers)
        {
            _connection.Execute($"DROP TRIGGER temp.{SqliteName.Quote(trigger)}", _transaction);
        }
    }

    private VirtualTables ReadVirtualTables() => new(_connection.Query(
        "SELECT type, name, tbl_name, sql FROM main.sqlite_master WHERE type = 'table'",
        row => new MasterRow(row.GetString(0), row.GetString(1), row.GetString(2), row.Text(3)),
        _transaction));

    private void CreateTriggers(int table)
    {
        (string Event, int Action)[] events =
            [("INSERT", SQLITE_INSERT), ("UPDATE", SQLITE_UPDATE), ("DELETE", SQLITE_DELETE)];
        foreach ((string name, int action) in events)
        {
            _connection.Execute(
                $"""
                CREATE TEMP TRIGGER {TriggerPrefix}{table}_{name} AFTER {name}
                ON {SqliteName.QuoteInMain(_withoutRowId[table])}
                BEGIN SELECT {Function}({table}, {action}); END
                """,
                _transaction);
        }
    }

    private long CountTriggered(long table, long action)
    {
        Count((int)action, _withoutRowId[(int)table]);
        return 0;
    }

    private void OnRow(object state, int action, string database, string table, long rowId)
    {
        if (database == SqliteName.Schema)
        {
            Count(action, table);
        }
    }

    private void Count(int action, string table)
    {
        switch (action)
        {
            case SQLITE_INSERT:
                _tally.Inserted(table);
                break;
            case SQLITE_UPDATE:
                _tally.Updated(table);
                break;
            case SQLITE_DELETE:
                _tally.Deleted(table);
                break;
        }
    }

    private int OnAction(object state, int action, string first, string second, string database, string trigger) =>
        _guard.Authorize(action, first);

    // Called after each statement; only those that may be about a savepoint are looked at more closely.
    private void OnStatement(object state, utf8z sql, long nanoseconds)
    {
        // A connection has one such hook, and while this counts it has that of the trace.
        if (_trace is not null)
        {
            StatementProfile.Tell(_connection, _trace, sql.utf8_to_string(), nanoseconds);
        }

        ref readonly byte first = ref sql.GetPinnableReference();
        if (Unsafe.IsNullRef(in first)
            || first is not ((byte)'S' or (byte)'s' or (byte)'R' or (byte)'r' or < (byte)'0'))
        {
            return;
        }

        SavepointStatement? savepoint = SavepointStatement.Read(sql.utf8_to_string());
        switch (savepoint?.Verb)
        {
            case SavepointVerb.Open:
                _tally.OpenSavepoint(savepoint.Name);
                break;
            case SavepointVerb.Release:
                _tally.ReleaseSavepoint(savepoint.Name);
                break;
            case SavepointVerb.RollbackTo:
                _tally.RollbackToSavepoint(savepoint.Name);
                _tablesChanged = true;
                break;
        }
    }
}
