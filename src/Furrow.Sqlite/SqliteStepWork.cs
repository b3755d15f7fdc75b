using System.Collections.Immutable;
using Furrow.Providers;
using Furrow.Sql;

namespace Furrow.Sqlite;

/// <summary>
/// Steps outside of transactions: what SQLite refuses there is repeatable without harm, except where it writes another
/// file. Locks are on the whole database, never on a table.
/// </summary>
internal sealed class SqliteStepWork(SqliteSession session) : IStepWork
{
    public async Task ExecuteAloneAsync(
        SqlStatement statement, TimeSpan? lockTimeout, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(statement, cancellationToken);

    public Task<StepTrace> ProbeAsync(SqlStatement statement, CancellationToken cancellationToken) =>
        Task.FromResult(statement.Contains("INTO") ? StepTrace.Unknown : StepTrace.NotDone);

    public Task<ILockObserver> ObserveLocksAsync(CancellationToken cancellationToken) =>
        Task.FromResult<ILockObserver>(new NoTableLocks());

    private sealed class NoTableLocks : ILockObserver
    {
        public Task<ImmutableArray<TableLocks>> ReadNewAsync(CancellationToken cancellationToken) =>
            Task.FromResult(ImmutableArray<TableLocks>.Empty);
    }
}
