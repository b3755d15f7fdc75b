using System.Data.Common;

namespace Furrow.Providers;

/// <summary>What a lock rests on.</summary>
public enum LockKind
{
    /// <summary>Find out what the connection allows.</summary>
    Auto,

    /// <summary>
    /// The server session holds it and loses it with the connection; on SQLite the operating system does, with the
    /// process.
    /// </summary>
    Session,

    /// <summary>A row with a heartbeat and a fencing token, for proxies that share sessions.</summary>
    Lease,
}

/// <summary>
/// Who asks for the lock: <paramref name="Holder"/> for people, as <c>user@host pid 12 (migrate)</c>.
/// </summary>
public sealed record LockOwner(string Holder, string Command);

/// <summary>Who holds the lock, since when (UTC), and whether that process is still there.</summary>
public sealed record LockState(string Holder, DateTimeOffset Since, bool Alive);

/// <summary>The lock, held until disposed.</summary>
public interface IDatabaseLock : IAsyncDisposable
{
    /// <summary>What it rests on; never <see cref="LockKind.Auto"/>.</summary>
    LockKind Kind { get; }

    /// <summary>Cancelled when the lock is found to be lost; work must stop.</summary>
    CancellationToken Lost { get; }

    /// <summary>
    /// Makes a transaction depend on the lock: called first in each. Throws a FurrowException with code <c>locked</c>
    /// when it is no longer held, so that nothing is written without it.
    /// </summary>
    Task GuardAsync(ISession session, DbTransaction transaction, CancellationToken cancellationToken);

    /// <summary>
    /// Begins a transaction that depends on the lock, as <see cref="GuardAsync"/> says; none is open after an error.
    /// </summary>
    async Task<ISessionTransaction> BeginAsync(
        ISession session, TransactionRequest request, CancellationToken cancellationToken)
    {
        ISessionTransaction transaction = await session.BeginAsync(request, cancellationToken);
        try
        {
            await GuardAsync(session, transaction.Transaction, cancellationToken);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }
}
