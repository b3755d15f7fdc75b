using System.Collections.Immutable;
using Furrow.Postgres.Changes;
using Furrow.Postgres.Connecting;
using Furrow.Postgres.Diagnosis;
using Furrow.Postgres.Locking;
using Furrow.Postgres.Scratch;
using Furrow.Postgres.Snapshots;
using Furrow.Providers;
using Npgsql;

namespace Furrow.Postgres;

/// <summary>One database of a PostgreSQL server, which need not exist.</summary>
internal sealed class PostgresDatabase : IDatabase
{
    private readonly PostgresConnector _connector;
    private readonly DatabaseCreation _creation;
    private readonly PostgresLocking _locking;

    public PostgresDatabase(
        PostgresProvider provider, DatabaseReference reference, DatabaseOptions options, LockTiming? timing = null)
    {
        Provider = provider;
        Reference = reference;
        Options = options;
        _connector = new PostgresConnector(new ConnectTarget(reference), options.Clock, options.Trace);
        _creation = new DatabaseCreation(_connector, options);
        _locking = new PostgresLocking(this, _connector, timing ?? LockTiming.Default);
    }

    /// <inheritdoc />
    public IDatabaseProvider Provider { get; }

    /// <inheritdoc />
    public DatabaseReference Reference { get; }

    /// <inheritdoc />
    public DatabaseOptions Options { get; }

    /// <inheritdoc />
    public Task<bool> ExistsAsync(CancellationToken cancellationToken) => _creation.ExistsAsync(cancellationToken);

    /// <inheritdoc />
    public Task<bool> CreateAsync(CancellationToken cancellationToken) => _creation.CreateAsync(cancellationToken);

    /// <inheritdoc />
    public async Task<ISession> OpenSessionAsync(SessionAccess access, CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await _connector.OpenAsync(Options.ConnectWait, cancellationToken);
        try
        {
            ServerInfo server = await SessionStart.PrepareAsync(connection, access, cancellationToken);
            return new PostgresSession(
                connection, server, access, Options, new SecondSession(_connector, Options.Clock), _connector.Target);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public Task<IDatabaseLock?> TryLockAsync(LockOwner owner, CancellationToken cancellationToken) =>
        _locking.TryLockAsync(owner, cancellationToken);

    /// <inheritdoc />
    public Task<LockState?> ReadLockAsync(CancellationToken cancellationToken) =>
        _locking.ReadAsync(cancellationToken);

    /// <inheritdoc />
    public Task<LockState?> ReadLockAsync(ISession session, CancellationToken cancellationToken) =>
        _locking.ReadAsync((NpgsqlConnection)session.Connection, cancellationToken);

    /// <inheritdoc />
    public Task<bool> BreakLockAsync(bool force, CancellationToken cancellationToken) =>
        _locking.BreakAsync(force, cancellationToken);

    /// <inheritdoc />
    public ISnapshotWork Snapshots => new PostgresSnapshots(new SnapshotServer(this, _connector, _creation));

    /// <inheritdoc />
    public Task<IScratchDatabase> CreateScratchAsync(
        ScratchRequest request, CancellationToken cancellationToken) =>
        new ScratchCreation(this, _connector, _creation).CreateAsync(cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<HealthCheck>> DiagnoseAsync(CancellationToken cancellationToken) =>
        new PostgresDiagnosis(this, _connector).RunAsync(cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _connector.DisposeAsync();
}
