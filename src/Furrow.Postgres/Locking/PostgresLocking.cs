using System.Globalization;
using Furrow.Postgres.Connecting;
using Furrow.Providers;
using Npgsql;

namespace Furrow.Postgres.Locking;

/// <summary>Takes, reads and breaks a database's lock, of whichever kind.</summary>
internal sealed class PostgresLocking
{
    private const int EndedLooksMax = 50;
    private static readonly TimeSpan EndedPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RevokeWait = TimeSpan.FromSeconds(5);

    private readonly DatabaseOptions _options;
    private readonly PostgresConnector _connector;
    private readonly LockPlace _place;
    private LockKind _kind;

    public PostgresLocking(PostgresDatabase database, PostgresConnector connector, LockTiming timing)
    {
        _options = database.Options;
        _connector = connector;
        _place = new LockPlace(new LockTable(database, timing), timing, _options.Clock, connector);
    }

    public async Task<IDatabaseLock?> TryLockAsync(LockOwner owner, CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await _connector.OpenAsync(_options.ConnectWait, cancellationToken);
        IDatabaseLock? taken = null;
        try
        {
            taken = await KindAsync(connection, cancellationToken) == LockKind.Lease
                ? await LeaseLock.TryTakeAsync(connection, _place, owner, cancellationToken)
                : await SessionLock.TryTakeAsync(connection, _place, owner, cancellationToken);
            return taken;
        }
        finally
        {
            if (taken is null)
            {
                await connection.DisposeAsync();
            }
        }
    }

    public async Task<LockState?> ReadAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await _connector.OpenAsync(_options.ConnectWait, cancellationToken);
        return await ReadAsync(connection, cancellationToken);
    }

    public async Task<LockState?> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await ReadClaimAsync(connection, cancellationToken))?.State;

    public async Task<bool> BreakAsync(bool force, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await _connector.OpenAsync(_options.ConnectWait, cancellationToken);
        LockClaim? claim = await ReadClaimAsync(connection, cancellationToken);
        if (claim?.State is not { } state || (state.Alive && !force))
        {
            return false;
        }

        if (claim.AdvisoryProcess is { } process)
        {
            await EndAsync(connection, process, cancellationToken);
        }

        await RevokeAsync(connection, claim.Token, cancellationToken);
        return true;
    }

    // What kind it is does not change while the process runs, and a waiting caller asks often.
    private async Task<LockKind> KindAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (_kind == LockKind.Auto)
        {
            _kind = _options.LockKind == LockKind.Lease
                ? LockKind.Lease
                : await FindKindAsync(connection, cancellationToken);
        }

        return _kind;
    }

    private async Task<LockKind> FindKindAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (_options.LockKind == LockKind.Auto
            && await SharedSessions.IsProxiedAsync(connection, cancellationToken))
        {
            return LockKind.Lease;
        }

        if (!await SharedSessions.AreProvedAsync(connection, _connector, _options.ConnectWait, cancellationToken))
        {
            return LockKind.Session;
        }

        return _options.LockKind == LockKind.Auto ? LockKind.Lease : throw LockErrors.Shared();
    }

    private async Task<LockClaim?> ReadClaimAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            return await _place.Table.ReadAsync(connection, cancellationToken);
        }
        catch (PostgresException exception)
            when (exception.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return null;
        }
    }

    private async Task EndAsync(NpgsqlConnection connection, int process, CancellationToken cancellationToken)
    {
        try
        {
            await RawSql.ExecuteAsync(
                connection, RawSql.Command("SELECT pg_terminate_backend($1)", process), cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw LockErrors.MayNotEnd(process, exception);
        }

        for (int look = 0; look < EndedLooksMax; look++)
        {
            LockClaim? claim = await ReadClaimAsync(connection, cancellationToken);
            if (claim?.AdvisoryProcess != process)
            {
                return;
            }

            await Task.Delay(EndedPause, _options.Clock, cancellationToken);
        }

        throw LockErrors.StillThere(process);
    }

    // Waits a little for an open transaction of the holder, which has the row FOR SHARE.
    private async Task RevokeAsync(NpgsqlConnection connection, long token, CancellationToken cancellationToken)
    {
        try
        {
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
            string timeout = RevokeWait.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
            await RawSql.ExecuteAsync(connection, $"SET LOCAL lock_timeout = {timeout}", cancellationToken);
            await _place.Table.RevokeAsync(connection, token, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw LockErrors.Busy(exception);
        }
    }
}
