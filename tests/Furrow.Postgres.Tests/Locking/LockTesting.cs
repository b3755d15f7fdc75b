using Furrow.Errors;
using Furrow.Providers;

namespace Furrow.Postgres.Tests.Locking;

/// <summary>Work under a lock, as a command does it.</summary>
internal static class LockTesting
{
    public static readonly LockOwner Ann = new("ann@here pid 1 (migrate)", "migrate");
    public static readonly LockOwner Bob = new("bob@there pid 2 (seed)", "seed");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<IDatabaseLock> LockAsync(this IDatabase database, LockOwner owner) =>
        await database.TryLockAsync(owner, Token) ?? throw new InvalidOperationException("The lock is held.");

    /// <summary>Runs a statement in a transaction that depends on the lock.</summary>
    public static async Task WriteAsync(this IDatabase database, IDatabaseLock held, string sql)
    {
        await using ISession session = await database.OpenSessionAsync(SessionAccess.Write, Token);
        await using ISessionTransaction transaction =
            await session.BeginAsync(new TransactionRequest(TransactionPurpose.Work), Token);
        await held.GuardAsync(session, transaction.Transaction, Token);
        await session.CreateCommand(sql).ExecuteNonQueryAsync(Token);
        await transaction.CommitAsync(Token);
    }

    public static async Task<FurrowException> RefusedAsync(this IDatabase database, IDatabaseLock held) =>
        await Assert.ThrowsAsync<FurrowException>(() => database.WriteAsync(held, "CREATE TABLE never (a int)"));

    public static async Task LostAsync(this IDatabaseLock held)
    {
        TaskCompletionSource lost = new();
        await using CancellationTokenRegistration registration = held.Lost.Register(lost.SetResult);
        await lost.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);
    }
}
