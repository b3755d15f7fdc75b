using System.Collections.Immutable;
using System.Data.Common;
using Furrow.Postgres.Catalog;
using Furrow.Postgres.Catalog.Definitions;
using Furrow.Postgres.Changes;
using Furrow.Postgres.Connecting;
using Furrow.Postgres.Diagnosis;
using Furrow.Postgres.Faults;
using Furrow.Postgres.Loading;
using Furrow.Postgres.Removal;
using Furrow.Postgres.Rows;
using Furrow.Postgres.Stepwise;
using Furrow.Postgres.Transfer;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;
using Furrow.State;
using Npgsql;

namespace Furrow.Postgres;

/// <summary>One open connection to a PostgreSQL database.</summary>
internal sealed class PostgresSession : ISession
{
    private readonly NpgsqlConnection _connection;
    private readonly SessionAccess _access;
    private readonly DatabaseOptions _options;
    private readonly UserTables _tables;
    private readonly SecondSession _second;
    private readonly ConnectTarget _target;
    private readonly CountsFromZero _counts;
    private PostgresTransaction? _current;

    public PostgresSession(
        NpgsqlConnection connection,
        ServerInfo server,
        SessionAccess access,
        DatabaseOptions options,
        SecondSession second,
        ConnectTarget target)
    {
        _connection = connection;
        _second = second;
        _target = target;
        _access = access;
        _options = options;
        _counts = new CountsFromZero(connection);
        _tables = new UserTables(connection, CatalogScope.Of(options), _counts);
        Server = server;
    }

    /// <inheritdoc />
    public DbConnection Connection
    {
        get
        {
            _counts.GiveAway();
            return _connection;
        }
    }

    // For whatever may write rows.
    private NpgsqlConnection Writing
    {
        get
        {
            _counts.Touch();
            return _connection;
        }
    }

    private StateNames StateTables => new(new PostgresProvider(), _options.StateSchema);

    /// <inheritdoc />
    public DbTransaction? Transaction => _current?.Transaction;

    /// <inheritdoc />
    public ServerInfo Server { get; }

    /// <inheritdoc />
    public DbCommand CreateCommand(string sql) => new NpgsqlCommand(sql, Writing);

    /// <inheritdoc />
    public Task ExecuteByCommitAsync(DbCommand command, CancellationToken cancellationToken)
    {
        if (_current is null || _options.Trace is not null)
        {
            return command.ExecuteNonQueryAsync(cancellationToken);
        }

        _current.AddToCommit((NpgsqlCommand)command);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void Interrupt(DbCommand command) => command.Cancel();

    /// <inheritdoc />
    public async Task<ISessionTransaction> BeginAsync(
        TransactionRequest request, CancellationToken cancellationToken)
    {
        TransactionStart start = new(request, _access, _options.StateSchema)
        {
            Counts = _counts,
            Ended = () => _current = null,
        };
        PostgresTransaction transaction =
            await PostgresTransaction.BeginAsync(_connection, start, cancellationToken);
        _current = transaction;
        return transaction;
    }

    /// <inheritdoc />
    public Task<long> ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken) =>
        _options.Trace is { } trace
            ? trace.AroundAsync(
                statement.Text, () => ScriptStatement.ExecuteAsync(Writing, statement, cancellationToken))
            : ScriptStatement.ExecuteAsync(Writing, statement, cancellationToken);

    /// <inheritdoc />
    public Task<ScriptOutcome> RunAsync(
        IReadOnlyList<SqlStatement> statements, bool countsRows, CancellationToken cancellationToken) =>
        _options.Trace is null
            ? new ScriptBatches(_connection, _tables, statements).RunAsync(countsRows, cancellationToken)
            : OneByOne.RunAsync(this, statements, countsRows, cancellationToken);

    /// <inheritdoc />
    public Task AnalyseAsync(SqlStatement statement, CancellationToken cancellationToken) =>
        ScriptStatement.AnalyseAsync(_connection, statement, cancellationToken);

    /// <inheritdoc />
    public Task<DatabaseSchema> ReadSchemaAsync(CancellationToken cancellationToken) =>
        new CatalogReader(_connection, CatalogScope.Of(_options)).ReadAsync(_current is not null, cancellationToken);

    /// <inheritdoc />
    public Task<DatabaseCatalog> ReadCatalogAsync(CancellationToken cancellationToken) =>
        new DefinitionReader(_connection, CatalogScope.Of(_options)).ReadAsync(_current is not null, cancellationToken);

    /// <inheritdoc />
    public Task ResetAsync(CancellationToken cancellationToken) =>
        SessionStart.ResetAsync(_connection, _access, cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<TableRowCount>> CountRowsAsync(CancellationToken cancellationToken) =>
        _tables.CountRowsAsync(cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<TableContent>> HashRowsAsync(
        IReadOnlyList<ContentRequest> requests, CancellationToken cancellationToken) =>
        new RowHashing(_connection, _second, Server).RunAsync(requests, _current is not null, cancellationToken);

    /// <inheritdoc />
    public Task<bool> HasUserTablesAsync(CancellationToken cancellationToken) =>
        _tables.AnyAsync(cancellationToken);

    /// <inheritdoc />
    public Task<ChangeCounts> ReadChangesAsync(CancellationToken cancellationToken) =>
        _tables.ReadChangesAsync(cancellationToken);

    /// <inheritdoc />
    public Task<IChangeCapture> BeginCaptureAsync(CancellationToken cancellationToken) =>
        PostgresCapture.BeginAsync(Writing, _second, StateTables, cancellationToken);

    /// <inheritdoc />
    public Task<UndoResult> UndoAsync(long historyId, CancellationToken cancellationToken) =>
        new PostgresUndo(Writing, _tables, StateTables, historyId).RunAsync(cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<SequenceValue>> ReadSequencesAsync(CancellationToken cancellationToken) =>
        new SequenceValues(_connection, CatalogScope.Of(_options)).ReadAsync(cancellationToken);

    /// <inheritdoc />
    public Task<int> SetSequencesBackAsync(
        IReadOnlyList<SequenceValue> positions, CancellationToken cancellationToken) =>
        new SequenceValues(_connection, CatalogScope.Of(_options)).SetBackAsync(positions, cancellationToken);

    /// <inheritdoc />
    public Task<UpsertCounts> UpsertAsync(RowBatch batch, CancellationToken cancellationToken) =>
        PostgresUpsert.RunAsync(Writing, batch, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<string?>> LookUpAsync(RowLookUp lookUp, CancellationToken cancellationToken) =>
        PostgresLookUp.RunAsync(_connection, lookUp, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<string?[]>> InsertAsync(RowInsert insert, CancellationToken cancellationToken) =>
        PostgresInsert.RunAsync(Writing, insert, cancellationToken);

    /// <inheritdoc />
    public async Task<IBulkLoad> BeginBulkLoadAsync(BulkRequest request, CancellationToken cancellationToken) =>
        _current is null
            ? throw new InvalidOperationException("A bulk load belongs into a transaction, and none is open.")
            : await PostgresBulkLoad.BeginAsync(_connection, request, _options.Clock, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<string?[]>> FindAsync(RowSearch search, CancellationToken cancellationToken) =>
        PostgresSearch.FindAsync(_connection, search, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<string?[]>> SampleAsync(RowSample sample, CancellationToken cancellationToken) =>
        PostgresSample.ReadAsync(_connection, sample, cancellationToken);

    /// <inheritdoc />
    public Task<long> DeleteAsync(RowSearch search, CancellationToken cancellationToken) =>
        PostgresSearch.DeleteAsync(Writing, search, cancellationToken);

    /// <inheritdoc />
    public Task<ClearOutcome> ClearAsync(ClearRequest request, CancellationToken cancellationToken) =>
        new PostgresClear(Writing).RunAsync(request, cancellationToken);

    /// <inheritdoc />
    public Task<DropOutcome> DropOwnedAsync(DropRequest request, CancellationToken cancellationToken) =>
        new PostgresDrop(Writing, CatalogScope.Of(_options)).RunAsync(request, cancellationToken);

    /// <inheritdoc />
    public IStepWork Steps => field ??= new PostgresStepWork(
        (NpgsqlConnection)Connection, CatalogScope.Of(_options), _options.Clock);

    /// <inheritdoc />
    public ITransferWork Transfer => field ??= new PostgresTransfer(
        (NpgsqlConnection)Connection, _second, CatalogScope.Of(_options), Server, _target, _options.Clock);

    /// <inheritdoc />
    public IIntegrityWork Integrity => field ??= new PostgresIntegrity(_connection, CatalogScope.Of(_options));

    /// <inheritdoc />
    public DatabaseFault Explain(Exception exception) => PostgresFaults.Explain(exception);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _second.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
