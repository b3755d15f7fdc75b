using System.Collections.Immutable;
using System.Data;
using System.Data.Common;
using System.Globalization;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;
using Furrow.Sqlite.Catalog;
using Furrow.Sqlite.Changes;
using Furrow.Sqlite.Health;
using Furrow.Sqlite.Loading;
using Furrow.Sqlite.Opening;
using Furrow.Sqlite.Removal;
using Furrow.Sqlite.Rows;
using Furrow.Sqlite.Transfer;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Furrow.Sqlite;

/// <summary>
/// One connection. SQLite works on the caller's thread: the tasks here are done when they are returned.
/// </summary>
internal sealed class SqliteSession : ISession
{
    private static readonly string[] WritingVerbs = ["INSERT", "UPDATE", "DELETE", "REPLACE", "WITH"];

    private readonly SqliteConnection _connection;
    private readonly DatabaseOptions _options;
    private readonly SessionAccess _access;
    private readonly string _statePrefix;
    private SqliteSessionTransaction? _current;

    public SqliteSession(SqliteConnection connection, DatabaseOptions options, SessionAccess access)
    {
        _connection = connection;
        _options = options;
        _access = access;
        _statePrefix = options.StateSchema + "_";
        Server = ReadServer(connection);
    }

    public DbConnection Connection => _connection;

    public DbTransaction? Transaction => _current?.Driver;

    public ServerInfo Server { get; }

    public DbCommand CreateCommand(string sql)
    {
        MakeWay(sql);
        _current?.Counter?.FollowTables();
        return CreateDriverCommand(sql);
    }

    public void Interrupt(DbCommand command) => sqlite3_interrupt(_connection.Handle);

    public Task<ISessionTransaction> BeginAsync(TransactionRequest request, CancellationToken cancellationToken)
    {
        if (_current is not null)
        {
            throw new InvalidOperationException("This session has a transaction open already.");
        }

        bool isSchemaChange = request.Purpose == TransactionPurpose.SchemaChange;
        if (isSchemaChange)
        {
            // Nothing inside a transaction can turn them off.
            _connection.Execute("PRAGMA foreign_keys = OFF");
        }

        BusyWait busy = new(_connection, _options.Clock);
        TimeSpan limit = request.LockTimeout ?? _options.ConnectWait;
        try
        {
            busy.Configure(limit);
            SqliteTransaction transaction = busy.Run(
                () => _connection.BeginTransaction(deferred: _access == SessionAccess.Read), limit, cancellationToken);
            _current = new SqliteSessionTransaction(_connection, transaction, isSchemaChange, OnEnd);
            return Task.FromResult<ISessionTransaction>(_current);
        }
        catch (Exception)
        {
            OnEnd();
            if (isSchemaChange)
            {
                _connection.Execute("PRAGMA foreign_keys = ON");
            }

            throw;
        }
    }

    public Task<ScriptOutcome> RunAsync(
        IReadOnlyList<SqlStatement> statements, bool countsRows, CancellationToken cancellationToken) =>
        OneByOne.RunAsync(this, statements, countsRows, cancellationToken);

    /// <inheritdoc />
    public Task<long> ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        if (statement.Kind == SqlStatementKind.Copy)
        {
            throw new FurrowException(
                ErrorCode.SeedInvalid, "COPY … FROM stdin is PostgreSQL's; SQLite has no such statement.")
            {
                Hint = "Put the rows into a csv seed, which loads into both.",
                Line = statement.Line,
                Column = statement.Column,
            };
        }

        MakeWay(statement.Text);
        return Task.FromResult(Attempt(() => Execute(statement.Text), cancellationToken));
    }

    public Task AnalyseAsync(SqlStatement statement, CancellationToken cancellationToken) =>
        Task.FromResult(Attempt(
            () =>
            {
                using SqliteCommand command = CreateDriverCommand(statement.Text);
                command.Prepare();
                return true;
            },
            cancellationToken,
            takesBack: false));

    public Task<DatabaseSchema> ReadSchemaAsync(CancellationToken cancellationToken) => Task.FromResult(
        Consistently(transaction => CatalogReader.Read(_connection, transaction, _statePrefix), cancellationToken));

    public Task<DatabaseCatalog> ReadCatalogAsync(CancellationToken cancellationToken) => Task.FromResult(
        Consistently(transaction => DefinitionReader.Read(_connection, transaction, _statePrefix), cancellationToken));

    public Task ResetAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        SessionReset.Run(_connection);
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<TableRowCount>> CountRowsAsync(CancellationToken cancellationToken) => Task.FromResult(
        Consistently(
            transaction => RowCounter.Count(_connection, transaction, _statePrefix, cancellationToken),
            cancellationToken));

    public Task<ImmutableArray<TableContent>> HashRowsAsync(
        IReadOnlyList<ContentRequest> requests, CancellationToken cancellationToken) => Task.FromResult(
        Consistently(
            transaction => new RowHashing(_connection, transaction).Run(requests, cancellationToken),
            cancellationToken));

    public Task<bool> HasUserTablesAsync(CancellationToken cancellationToken)
    {
        // A virtual table counts here: whoever asks wants to know whether somebody's work is in this database.
        using SqliteCommand command = CreateDriverCommand(
            """
            SELECT 1 FROM main.sqlite_master
            WHERE type = 'table' AND lower(substr(name, 1, 7)) <> 'sqlite_'
                AND substr(name, 1, length(@prefix)) <> @prefix
            LIMIT 1
            """);
        command.Parameters.AddWithValue("@prefix", _statePrefix);
        return Task.FromResult(command.ExecuteScalar() is not null);
    }

    public Task<ChangeCounts> ReadChangesAsync(CancellationToken cancellationToken)
    {
        if (_current is null || _access == SessionAccess.Read)
        {
            return Task.FromResult(ChangeCounts.None);
        }

        if (_current.Counter is null)
        {
            _current.Counter = new ChangeCounter(
                _connection, _current.Driver, _statePrefix, _options.Trace);
            return Task.FromResult(ChangeCounts.None);
        }

        return Task.FromResult(_current.Counter.Read());
    }

    public Task<IChangeCapture> BeginCaptureAsync(CancellationToken cancellationToken)
    {
        SqliteSessionTransaction current = Current();
        return Task.FromResult<IChangeCapture>(current.Capture = Attempt(
            () => new SqliteCapture(_connection, current.Driver, _statePrefix, () => current.Counter),
            cancellationToken,
            takesBack: false));
    }

    public Task<UndoResult> UndoAsync(long historyId, CancellationToken cancellationToken)
    {
        SqliteUndo undo = new(_connection, Current().Driver, _statePrefix, historyId);
        return Task.FromResult(Attempt(() => undo.Run(cancellationToken), cancellationToken, takesBack: false));
    }

    /// <summary>None: AUTOINCREMENT's numbers roll back with their transaction.</summary>
    public Task<ImmutableArray<SequenceValue>> ReadSequencesAsync(CancellationToken cancellationToken) =>
        Task.FromResult(ImmutableArray<SequenceValue>.Empty);

    /// <inheritdoc />
    public Task<int> SetSequencesBackAsync(
        IReadOnlyList<SequenceValue> positions, CancellationToken cancellationToken) => Task.FromResult(0);

    public Task<UpsertCounts> UpsertAsync(RowBatch batch, CancellationToken cancellationToken) => Task.FromResult(
        Attempt(
            () =>
            {
                using RowUpserter upserter = new(batch, CreateDriverCommand);
                return upserter.Run(cancellationToken);
            },
            cancellationToken,
            takesBack: false));

    public Task<IReadOnlyList<string?>> LookUpAsync(RowLookUp lookUp, CancellationToken cancellationToken) =>
        Task.FromResult(Attempt(
            () => RowFinder.Find(lookUp, CreateDriverCommand, cancellationToken),
            cancellationToken,
            takesBack: false));

    public Task<IReadOnlyList<string?[]>> InsertAsync(RowInsert insert, CancellationToken cancellationToken) =>
        Task.FromResult(Attempt(
            () =>
            {
                using RowInserter inserter = new(insert, CreateDriverCommand);
                return inserter.Run(cancellationToken);
            },
            cancellationToken,
            takesBack: false));

    public Task<IBulkLoad> BeginBulkLoadAsync(BulkRequest request, CancellationToken cancellationToken)
    {
        SqliteSessionTransaction current = Current();
        return Task.FromResult<IBulkLoad>(Attempt(
            () => new SqliteBulkLoad(_connection, current.Driver, request, _options.Trace),
            cancellationToken,
            takesBack: false));
    }

    public Task<IReadOnlyList<string?[]>> FindAsync(RowSearch search, CancellationToken cancellationToken) =>
        Task.FromResult(Attempt(
            () => RowSearcher.Find(search, CreateDriverCommand, cancellationToken),
            cancellationToken,
            takesBack: false));

    public Task<IReadOnlyList<string?[]>> SampleAsync(RowSample sample, CancellationToken cancellationToken) =>
        Task.FromResult(Attempt(
            () => RowSampler.Read(sample, CreateDriverCommand, cancellationToken),
            cancellationToken,
            takesBack: false));

    public Task<long> DeleteAsync(RowSearch search, CancellationToken cancellationToken) => Task.FromResult(
        Attempt(() => RowSearcher.Delete(search, CreateDriverCommand), cancellationToken, takesBack: false));

    public Task<ClearOutcome> ClearAsync(ClearRequest request, CancellationToken cancellationToken) => Task.FromResult(
        Attempt(
            () => new SqliteClear(
                _connection, _current?.Driver, CatalogReader.Read(_connection, _current?.Driver, _statePrefix))
                .Run(request, cancellationToken),
            cancellationToken,
            takesBack: false));

    public Task<DropOutcome> DropOwnedAsync(DropRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(Attempt(
            () => SqliteDrop.Run(_connection, _current?.Driver, _statePrefix, cancellationToken),
            cancellationToken,
            takesBack: false));

    public IStepWork Steps => field ??= new SqliteStepWork(this);

    public ITransferWork Transfer => field ??=
        new SqliteTransfer(_connection, () => _current?.Driver, _statePrefix, Server.Encoding);

    public IIntegrityWork Integrity => field ??= new SqliteIntegrity(_connection, () => _current?.Driver);

    public DatabaseFault Explain(Exception exception) => SqliteFault.Explain(exception);

    public async ValueTask DisposeAsync()
    {
        if (_current is not null)
        {
            await _current.DisposeAsync();
        }

        await _connection.DisposeAsync();
    }

    private SqliteSessionTransaction Current() =>
        _current ?? throw new InvalidOperationException("This session has no transaction open.");

    private void MakeWay(string sql)
    {
        if (_current?.Capture is { } capture && SqlTokenizer.FirstWord(sql) == "ALTER")
        {
            capture.GiveUp();
        }
    }

    private SqliteCommand CreateDriverCommand(string sql)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = _current?.Driver;
        return command;
    }

    // Steps through every row: a statement that returns some would otherwise stop after the first.
    private long Execute(string sql)
    {
        using SqliteCommand command = CreateDriverCommand(sql);
        using SqliteDataReader reader = command.ExecuteReader();
        do
        {
            while (reader.Read())
            {
                // The rows are nobody's.
            }
        }
        while (reader.NextResult());

        // SQLite remembers the last count, so a statement that writes no rows would show the one before it.
        return WritingVerbs.Contains(SqlTokenizer.FirstWord(sql), StringComparer.Ordinal) ? reader.RecordsAffected : -1;
    }

    private T Attempt<T>(Func<T> action, CancellationToken cancellationToken, bool takesBack = true)
    {
        ChangeCounter? counter = _current?.Counter;
        counter?.FollowTables();
        using CancellationTokenRegistration interrupt = _connection.InterruptOn(cancellationToken);
        try
        {
            return counter is null || !takesBack ? action() : counter.Attempt(action);
        }
        catch (SqliteException exception)
            when (exception.SqliteErrorCode == SQLITE_INTERRUPT && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The statement was interrupted.", exception, cancellationToken);
        }
    }

    // Several queries see one state: within the caller's transaction, or one of their own.
    private T Consistently<T>(Func<SqliteTransaction?, T> read, CancellationToken cancellationToken) => Attempt(
        () =>
        {
            if (_current is not null)
            {
                return read(_current.Driver);
            }

            using SqliteTransaction transaction = _connection.BeginTransaction(deferred: true);
            return read(transaction);
        },
        cancellationToken,
        takesBack: false);

    private void OnEnd()
    {
        _current = null;
        if (_connection.State != ConnectionState.Open)
        {
            return;
        }

        new BusyWait(_connection, _options.Clock).Configure(_options.ConnectWait);
    }

    private static ServerInfo ReadServer(SqliteConnection connection)
    {
        string version = connection.ServerVersion;
        int major = int.Parse(version.Split('.')[0], CultureInfo.InvariantCulture);
        string encoding = (string?)connection.Scalar("PRAGMA encoding") ?? "UTF-8";
        return new ServerInfo(version, major, encoding, "BINARY", Environment.UserName);
    }
}
