using System.Data.Common;
using Furrow.Providers;
using Npgsql;

namespace Furrow.Postgres.Locking;

/// <summary>
/// The lock as an advisory lock of a connection kept for it alone, outside any transaction: an open one would block
/// CREATE INDEX CONCURRENTLY. The server gives it back when that connection breaks.
/// </summary>
internal sealed class SessionLock : IDatabaseLock
{
    private readonly NpgsqlConnection _connection;
    private readonly LockTable _table;
    private readonly LockTiming _timing;
    private readonly TimeProvider _clock;
    private readonly long _token;
    private readonly LockWatch _watch = new();
    private readonly NpgsqlBatch _question;
    private bool _isPrepared;

    // The connection serves the watch and the guards, one at a time.
    private readonly SemaphoreSlim _turn = new(1, 1);

    private SessionLock(NpgsqlConnection connection, LockPlace place, long token)
    {
        _connection = connection;
        _table = place.Table;
        _timing = place.Timing;
        _clock = place.Clock;
        _token = token;
        _question = _table.QuestionForAdvisoryLock(connection);
        _watch.Start(_timing.Beat, _clock, IsHeldAsync);
    }

    /// <inheritdoc />
    public LockKind Kind => LockKind.Session;

    /// <inheritdoc />
    public CancellationToken Lost => _watch.Lost;

    /// <summary>Takes the lock on a connection, which is the lock's from then on; null when it is held.</summary>
    public static async Task<SessionLock?> TryTakeAsync(
        NpgsqlConnection connection, LockPlace place, LockOwner owner, CancellationToken cancellationToken)
    {
        if (!await place.Table.TryAdvisoryLockAsync(connection, cancellationToken))
        {
            return null;
        }

        // A lease by another process, which came through a proxy, is respected.
        LockClaim claim = await place.Table.ReadAsync(connection, cancellationToken);
        long? token = claim.IsLeaseAlive
            ? null
            : await place.Table.ClaimAsync(
                connection, owner, LockClaim.SessionKind, claim.Token, cancellationToken);
        if (token is null)
        {
            await place.Table.AdvisoryUnlockAsync(connection, cancellationToken);
            return null;
        }

        return new SessionLock(connection, place, token.Value);
    }

    /// <inheritdoc />
    public Task GuardAsync(ISession session, DbTransaction transaction, CancellationToken cancellationToken) =>
        GuardAsync(cancellationToken);

    /// <inheritdoc />
    public async Task<ISessionTransaction> BeginAsync(
        ISession session, TransactionRequest request, CancellationToken cancellationToken)
    {
        // Two connections: the answers are waited for together.
        Task<ISessionTransaction> begun = session.BeginAsync(request, cancellationToken);
        try
        {
            await GuardAsync(cancellationToken);
        }
        catch
        {
            await EndAsync(begun);
            throw;
        }

        return await begun;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!await _watch.StopAsync())
        {
            return;
        }

        try
        {
            if (!Lost.IsCancellationRequested)
            {
                using CancellationTokenSource limit = new(_timing.AnswerMax, _clock);
                await _table.ReleaseAsync(_connection, _token, limit.Token);
                await _table.AdvisoryUnlockAsync(_connection, limit.Token);
            }
        }
        catch (Exception exception) when (LockErrors.IsConnectionTrouble(exception))
        {
            // Closing the connection releases the lock; the row is then a dead holder's.
        }

        await _question.DisposeAsync();
        await _connection.DisposeAsync();
        _watch.Dispose();
        _turn.Dispose();
    }

    private async Task GuardAsync(CancellationToken cancellationToken)
    {
        if (_watch.IsOver || !await IsHeldAsync(cancellationToken))
        {
            await _watch.LoseAsync();
            throw LockErrors.Lost();
        }
    }

    // What stopped the transaction matters no more where the lock is lost.
    private static async Task EndAsync(Task<ISessionTransaction> begun)
    {
        try
        {
            await (await begun).DisposeAsync();
        }
        catch (Exception exception) when (LockErrors.IsConnectionTrouble(exception))
        {
        }
    }

    private async Task<bool> IsHeldAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            using CancellationTokenSource limit = new(_timing.AnswerMax, _clock);
            using CancellationTokenSource either =
                CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            if (!_isPrepared)
            {
                await _question.PrepareAsync(either.Token);
                _isPrepared = true;
            }

            return await _question.ExecuteScalarAsync(either.Token) is true;
        }
        catch (Exception exception)
            when (LockErrors.IsConnectionTrouble(exception) && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            _turn.Release();
        }
    }
}
