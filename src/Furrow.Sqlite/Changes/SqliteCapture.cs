using System.Collections.Immutable;
using System.Data;
using System.Globalization;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sqlite.Catalog;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Furrow.Sqlite.Changes;

/// <summary>
/// Keeps what a transaction writes by triggers of its own (<see cref="CaptureTriggers"/>). Rows that REPLACE removes
/// fire them only while triggers may fire themselves; where the database has triggers, that could make one of those go
/// on for ever. There the rows are counted instead, and if the numbers do not agree, nothing is kept.
/// </summary>
internal sealed class SqliteCapture : IChangeCapture
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly string _changes;
    private readonly ImmutableArray<CapturedTable> _tables;
    private readonly ImmutableArray<long> _rowsBefore;
    private readonly CaptureTriggers _triggers;
    private readonly long _schemaVersion;
    private readonly bool _recursedBefore;
    private readonly Func<ChangeCounter?> _counter;
    private string? _reason;
    private bool _isOn = true;

    public SqliteCapture(
        SqliteConnection connection, SqliteTransaction transaction, string statePrefix, Func<ChangeCounter?> counter)
    {
        _connection = connection;
        _transaction = transaction;
        _counter = counter;
        _changes = SqliteName.Quote($"{statePrefix}seed_changes");
        DatabaseSchema schema = CatalogReader.Read(connection, transaction, statePrefix);
        _tables = [.. schema.Tables.Select(table => new CapturedTable(table)).Where(table => table.CanBeFollowed)];
        if (_tables.Length < schema.Tables.Length)
        {
            _reason = "a table's columns have taken all names of the row number";
        }

        _schemaVersion = ReadSchemaVersion();
        _recursedBefore = (long)connection.Scalar("PRAGMA recursive_triggers", transaction)! != 0;
        bool hasTriggers = connection.Scalar(
            "SELECT 1 FROM main.sqlite_master WHERE type = 'trigger' LIMIT 1", transaction) is not null;
        _rowsBefore = hasTriggers ? [.. _tables.Select(Count)] : [];
        _connection.Execute($"PRAGMA recursive_triggers = {(hasTriggers ? "OFF" : "ON")}", transaction);
        CellCode.Register(connection);
        _triggers = new CaptureTriggers(connection, transaction, _tables);
        _triggers.Create();
    }

    /// <inheritdoc />
    public Task SettleAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Before a statement that changes a table's definition: triggers that name its columns would be in the way.
    /// </summary>
    public void GiveUp()
    {
        _reason ??= CaptureLimits.Definitions;
        End();
    }

    /// <inheritdoc />
    public Task<string?> StoreAsync(long historyId, ChangeCounts written, CancellationToken cancellationToken)
    {
        if (ReadSchemaVersion() != _schemaVersion)
        {
            _reason ??= CaptureLimits.Definitions;
        }
        else if (_counter()?.HasVirtual() == true)
        {
            _reason ??= "it writes to a virtual table";
        }

        _reason ??= Store(historyId, cancellationToken);
        End();
        return Task.FromResult(_reason);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        // A transaction that failed takes the triggers with it when it is rolled back. A seed may also have ended it,
        // or closed the connection, and then has an error of its own to tell: so past the driver, which would complain.
        if (_connection.State == ConnectionState.Open)
        {
            sqlite3_exec(_connection.Handle, $"PRAGMA recursive_triggers = {(_recursedBefore ? "ON" : "OFF")}");
        }

        return ValueTask.CompletedTask;
    }

    private void End()
    {
        if (_isOn)
        {
            _triggers.Drop();
            _isOn = false;
        }
    }

    private string? Store(long historyId, CancellationToken cancellationToken)
    {
        List<NetChanges> all = [];
        for (int place = 0; place < _tables.Length; place++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            List<(string? Was, string? Is)> rows = _triggers.Read(place);
            if (!_rowsBefore.IsEmpty && rows.Sum(row => (row.Is is null ? 0 : 1) - (row.Was is null ? 0 : 1))
                != Count(_tables[place]) - _rowsBefore[place])
            {
                return $"REPLACE removed rows of {_tables[place].Name} unseen, as it does in a database with triggers";
            }

            if (rows.Count > 0)
            {
                all.Add(NetChanges.Of(_tables[place], rows));
            }
        }

        if (all.Sum(net => net.Rows.Length) > CaptureLimits.RowCountMax)
        {
            return CaptureLimits.TooManyRows;
        }

        if (all.Sum(net => net.Rows.Sum(row => (long)(row.Key?.Length ?? 0) + (row.Before?.Length ?? 0)))
            > CaptureLimits.KeptBytesMax)
        {
            return CaptureLimits.TooManyBytes;
        }

        using ChangeWriter writer = new(_connection, _transaction, _changes, historyId);
        foreach (NetChanges net in all.Where(net => !net.Rows.IsEmpty))
        {
            writer.Write(net);
        }

        return null;
    }

    private long Count(CapturedTable table) =>
        (long)_connection.Scalar($"SELECT count(*) FROM {table.Sql}", _transaction)!;

    private long ReadSchemaVersion() => Convert.ToInt64(
        _connection.Scalar("PRAGMA main.schema_version", _transaction), CultureInfo.InvariantCulture);
}
