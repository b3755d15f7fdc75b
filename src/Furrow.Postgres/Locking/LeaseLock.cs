using System.Data.Common;
using Furrow.Providers;
using Npgsql;

namespace Furrow.Postgres.Locking;

/// <summary>
/// The lock as a lease, for proxies that share server sessions. The holder shows by heartbeats that it lives; who
/// claims the lease after it raises the token. Each transaction holds the token's row FOR SHARE, so that a take-over
/// waits for what is under way, and afterwards the old holder finds another token and writes nothing.
/// </summary>
internal sealed class LeaseLock : IDatabaseLock
{
    private readonly LockPlace _place;
    private readonly long _token;
    private readonly LockWatch _watch = new();
    private NpgsqlConnection? _connection;
    private long _lastKept;

    private LeaseLock(NpgsqlConnection connection, LockPlace place, long token)
    {
        _connection = connection;
        _place = place;
        _token = token;
        _lastKept = place.Clock.GetTimestamp();
        _watch.Start(place.Timing.Beat, place.Clock, BeatAsync);
    }

    /// <inheritdoc />
    public LockKind Kind => LockKind.Lease;

    /// <inheritdoc />
    public CancellationToken Lost => _watch.Lost;

    /// <summary>Takes the lease; null when it is held. The connection is then the heartbeat's.</summary>
    public static async Task<LeaseLock?> TryTakeAsync(
        NpgsqlConnection connection, LockPlace place, LockOwner owner, CancellationToken cancellationToken)
    {
        LockClaim claim = await place.Table.ReadAsync(connection, cancellationToken);
        if (claim.IsLeaseAlive || claim.AdvisoryProcess is not null)
        {
            return null;
        }

        long? token = await place.Table.ClaimAsync(
            connection, owner, LockClaim.LeaseKind, claim.Token, cancellationToken);
        return token is null ? null : new LeaseLock(connection, place, token.Value);
    }

    /// <inheritdoc />
    public async Task GuardAsync(ISession session, DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (!_watch.IsOver)
        {
            await using DbCommand command = session.CreateCommand(_place.Table.Guard);
            command.Transaction = transaction;
            if (await command.ExecuteScalarAsync(cancellationToken) is long token && token == _token)
            {
                return;
            }

            await _watch.LoseAsync();
        }

        throw LockErrors.Lost();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!await _watch.StopAsync())
        {
            return;
        }

        using CancellationTokenSource limit = new(_place.Timing.AnswerMax, _place.Clock);
        try
        {
            NpgsqlConnection connection = await ConnectAsync(limit.Token);
            await _place.Table.ReleaseAsync(connection, _token, limit.Token);
        }
        catch (Exception exception) when (LockErrors.IsConnectionTrouble(exception))
        {
            // Without heartbeats the lease ends by itself.
        }

        await DisconnectAsync();
        _watch.Dispose();
    }

    private async Task<bool> BeatAsync(CancellationToken cancellationToken)
    {
        // What counts is when the beat was sent: the server may have written it at once and answered late.
        long sent = _place.Clock.GetTimestamp();
        using CancellationTokenSource limit = new(_place.Timing.AnswerMax, _place.Clock);
        using CancellationTokenSource either =
            CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            NpgsqlConnection connection = await ConnectAsync(either.Token);
            bool isKept = await _place.Table.BeatAsync(connection, _token, either.Token);
            _lastKept = sent;
            return isKept;
        }
        catch (Exception exception)
            when (LockErrors.IsConnectionTrouble(exception) && !cancellationToken.IsCancellationRequested)
        {
            // The next beat connects anew, as long as nobody can have taken the lease over in the meantime.
            await DisconnectAsync();
            TimeSpan silent = _place.Clock.GetElapsedTime(_lastKept);
            return silent + _place.Timing.Beat < _place.Timing.Lifetime;
        }
    }

    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken) =>
        _connection ??= await _place.Connector.OpenAsync(TimeSpan.Zero, cancellationToken);

    private async Task DisconnectAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }
}
