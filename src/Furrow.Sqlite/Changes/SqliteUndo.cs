using System.Collections.Immutable;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sqlite.Catalog;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Furrow.Sqlite.Changes;

/// <summary>
/// Puts back what an attempt at a seed wrote. Triggers are switched off for the connection meanwhile, except for
/// temporary ones, which are furrow's: they note what is really written. Foreign keys wait for the commit; what they
/// delete or empty of other rows is found in those notes.
/// </summary>
internal sealed class SqliteUndo
{
    private const string Savepoint = "furrow_undo";

    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly string _statePrefix;
    private readonly string _changes;
    private readonly long _historyId;

    public SqliteUndo(
        SqliteConnection connection, SqliteTransaction transaction, string statePrefix, long historyId)
    {
        _connection = connection;
        _transaction = transaction;
        _statePrefix = statePrefix;
        _changes = SqliteName.Quote($"{statePrefix}seed_changes");
        _historyId = historyId;
    }

    public UndoResult Run(CancellationToken cancellationToken)
    {
        CellCode.Register(_connection);
        DatabaseSchema schema = CatalogReader.Read(_connection, _transaction, _statePrefix);
        List<UndoObstacle> obstacles = [];
        List<TableUndo> tables = [];
        foreach (TableUndo table in ReadTables(schema, obstacles))
        {
            cancellationToken.ThrowIfCancellationRequested();
            tables.Add(table);
            if (table.CountChanged() is > 0 and var changed)
            {
                obstacles.Add(UndoObstacle.Changed(SqliteName.Of(table.Name), changed));
            }
        }

        if (obstacles.Count > 0)
        {
            return new UndoResult([], [.. obstacles]);
        }

        ImmutableArray<CapturedTable> watched =
            [.. schema.Tables.Select(table => new CapturedTable(table)).Where(table => table.CanBeFollowed)];
        CaptureTriggers triggers = new(_connection, _transaction, watched);
        triggers.Create();
        sqlite3_db_config(_connection.Handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, out _);
        try
        {
            _connection.Execute("PRAGMA defer_foreign_keys = ON", _transaction);
            PutBack(tables);
        }
        finally
        {
            sqlite3_db_config(_connection.Handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, out _);
        }

        ChangeCounts meant = new(
        [
            .. tables.Select(table => table.Counts)
                .Where(changes => changes is not { Inserted: 0, Updated: 0, Deleted: 0 }),
        ]);
        ChangeCounts written = new(
        [
            .. watched.Select((table, place) => NetChanges.Of(table, triggers.Read(place)).Counts)
                .Where(changes => changes is not { Inserted: 0, Updated: 0, Deleted: 0 }),
        ]);
        triggers.Drop();
        return UndoResult.Of(meant, written);
    }

    // Rows that are put back first no longer refer to those taken away, which a key might take them along with; but
    // where both want the same unique value, the others have to go first.
    private void PutBack(List<TableUndo> tables)
    {
        _connection.Execute($"SAVEPOINT {Savepoint}", _transaction);
        try
        {
            PutBack(tables, KeptRow.Updated, KeptRow.Inserted);
        }
        catch (SqliteException e)
            when (e.SqliteExtendedErrorCode is SQLITE_CONSTRAINT_UNIQUE or SQLITE_CONSTRAINT_PRIMARYKEY)
        {
            _connection.Execute($"ROLLBACK TO {Savepoint}", _transaction);
            PutBack(tables, KeptRow.Inserted, KeptRow.Updated);
        }

        _connection.Execute($"RELEASE {Savepoint}", _transaction);
    }

    private static void PutBack(List<TableUndo> tables, params string[] kinds)
    {
        foreach (string kind in kinds)
        {
            // Tables come with those that are referred to first.
            foreach (TableUndo table in kind == KeptRow.Inserted ? tables.AsEnumerable().Reverse() : tables)
            {
                table.PutBack(kind);
            }
        }

        foreach (TableUndo table in tables)
        {
            table.PutBack(KeptRow.Deleted);
        }
    }

    private IEnumerable<TableUndo> ReadTables(DatabaseSchema schema, List<UndoObstacle> obstacles)
    {
        Dictionary<string, KeptRow> recorded = _connection.Query(
                $"SELECT table_name, kind, key, before, after FROM {_changes} WHERE kind = 'table' AND history_id = "
                    + FormattableString.Invariant($"{_historyId}"),
                row => (Name: row.GetString(0), Row: ReadRow(row)),
                _transaction)
            .ToDictionary(table => table.Name, table => table.Row, StringComparer.Ordinal);
        foreach (string name in TableOrder.ReferredFirst(schema, recorded.Keys))
        {
            KeptRow row = recorded[name];
            if (schema.Find(SqliteName.Of(name)) is { } table
                && Match(new CapturedTable(table), row) is { } columns)
            {
                yield return new TableUndo(
                    new UndoTarget(_connection, _transaction, new CapturedTable(table), columns), ReadRows(name));
            }
            else
            {
                obstacles.Add(new UndoObstacle(
                    SqliteName.Of(name), "it is gone, or its columns or its key changed since"));
            }
        }
    }

    // The columns that were kept, in their order; null where they changed. Columns that came later do not matter.
    private static ImmutableArray<string>? Match(CapturedTable now, KeptRow recorded)
    {
        string[] columns = NameList.Read(recorded.Before!);
        string[] types = now.TypePrint.Split('\n');
        IEnumerable<string> sameTypes =
            columns.Where(now.Columns.Contains).Select(name => types[now.Columns.IndexOf(name)]);
        return now.Key.SequenceEqual(NameList.Read(recorded.Key!)) && columns.All(now.Columns.Contains)
            && string.Join('\n', sameTypes) == recorded.After
            ? [.. columns]
            : null;
    }

    private List<KeptRow> ReadRows(string table)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.Transaction = _transaction;
        command.CommandText = $"""
            SELECT table_name, kind, key, before, after FROM {_changes}
            WHERE history_id = @history AND table_name = @table AND kind <> 'table' ORDER BY id
            """;
        command.Parameters.AddWithValue("@history", _historyId);
        command.Parameters.AddWithValue("@table", table);
        using SqliteDataReader reader = command.ExecuteReader();
        List<KeptRow> rows = [];
        while (reader.Read())
        {
            rows.Add(ReadRow(reader));
        }

        return rows;
    }

    private static KeptRow ReadRow(SqliteDataReader row) =>
        new(row.GetString(1), row.Text(2), row.Text(3), row.Text(4));
}
