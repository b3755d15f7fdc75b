using System.Collections.Immutable;
using System.Data.Common;
using Furrow.Postgres.Catalog;
using Furrow.Postgres.Faults;
using Furrow.Postgres.Rows;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres;

/// <summary>One open connection to a PostgreSQL database.</summary>
internal sealed class PostgresSession : ISession
{
    private readonly NpgsqlConnection _connection;
    private readonly SessionAccess _access;
    private readonly DatabaseOptions _options;
    private readonly UserTables _tables;
    private PostgresTransaction? _current;

    public PostgresSession(
        NpgsqlConnection connection, ServerInfo server, SessionAccess access, DatabaseOptions options)
    {
        _connection = connection;
        _access = access;
        _options = options;
        _tables = new UserTables(connection, CatalogScope.Of(options));
        Server = server;
    }

    /// <inheritdoc />
    public DbConnection Connection => _connection;

    /// <inheritdoc />
    public DbTransaction? Transaction => _current?.Transaction;

    /// <inheritdoc />
    public ServerInfo Server { get; }

    /// <inheritdoc />
    public DbCommand CreateCommand(string sql) => new NpgsqlCommand(sql, _connection);

    /// <inheritdoc />
    public void Interrupt(DbCommand command) => command.Cancel();

    /// <inheritdoc />
    public async Task<ISessionTransaction> BeginAsync(
        TransactionRequest request, CancellationToken cancellationToken)
    {
        TransactionStart start = new(request, _access, _options.StateSchema);
        PostgresTransaction transaction =
            await PostgresTransaction.BeginAsync(_connection, start, () => _current = null, cancellationToken);
        _current = transaction;
        return transaction;
    }

    /// <inheritdoc />
    public Task<long> ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken) =>
        ScriptStatement.ExecuteAsync(_connection, statement, cancellationToken);

    /// <inheritdoc />
    public Task<DatabaseSchema> ReadSchemaAsync(CancellationToken cancellationToken) =>
        new CatalogReader(_connection, CatalogScope.Of(_options)).ReadAsync(_current is not null, cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<TableRowCount>> CountRowsAsync(CancellationToken cancellationToken) =>
        _tables.CountRowsAsync(cancellationToken);

    /// <inheritdoc />
    public Task<bool> HasUserTablesAsync(CancellationToken cancellationToken) =>
        _tables.AnyAsync(cancellationToken);

    /// <inheritdoc />
    public Task<ChangeCounts> ReadChangesAsync(CancellationToken cancellationToken) =>
        _tables.ReadChangesAsync(cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<SequenceValue>> ReadSequencesAsync(CancellationToken cancellationToken) =>
        new SequenceValues(_connection, CatalogScope.Of(_options)).ReadAsync(cancellationToken);

    /// <inheritdoc />
    public Task<int> SetSequencesBackAsync(
        IReadOnlyList<SequenceValue> positions, CancellationToken cancellationToken) =>
        new SequenceValues(_connection, CatalogScope.Of(_options)).SetBackAsync(positions, cancellationToken);

    /// <inheritdoc />
    public Task<UpsertCounts> UpsertAsync(RowBatch batch, CancellationToken cancellationToken) =>
        PostgresUpsert.RunAsync(_connection, batch, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<string?>> LookUpAsync(RowLookUp lookUp, CancellationToken cancellationToken) =>
        PostgresLookUp.RunAsync(_connection, lookUp, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<string?[]>> InsertAsync(RowInsert insert, CancellationToken cancellationToken) =>
        PostgresInsert.RunAsync(_connection, insert, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<string?[]>> FindAsync(RowSearch search, CancellationToken cancellationToken) =>
        PostgresSearch.FindAsync(_connection, search, cancellationToken);

    /// <inheritdoc />
    public Task<long> DeleteAsync(RowSearch search, CancellationToken cancellationToken) =>
        PostgresSearch.DeleteAsync(_connection, search, cancellationToken);

    /// <inheritdoc />
    public DatabaseFault Explain(Exception exception) => PostgresFaults.Explain(exception);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
