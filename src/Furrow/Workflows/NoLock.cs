using System.Data.Common;
using Furrow.Providers;

namespace Furrow.Workflows;

/// <summary>
/// Stands in for the lock where there is none to take: a dry run on a database without furrow's tables changes nothing
/// and has to make none.
/// </summary>
internal sealed class NoLock : IDatabaseLock
{
    public LockKind Kind => LockKind.Session;

    public CancellationToken Lost => CancellationToken.None;

    public Task GuardAsync(ISession session, DbTransaction transaction, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
