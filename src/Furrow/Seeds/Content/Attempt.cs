using System.Data.Common;
using Furrow.Providers;

namespace Furrow.Seeds.Content;

/// <summary>What the database, or the provider before it, refused.</summary>
internal sealed record Refusal(Exception Cause, DatabaseFault Fault)
{
    /// <summary>
    /// Whether this is about the rows, so that fewer of them may pass; a lost connection, a lock, a full disk or a
    /// deadlock is not.
    /// </summary>
    public bool IsAboutRows => Fault is { Code: null, IsConnectionLost: false, IsLockTimeout: false }
        && Fault.SqlState is not ['4', '0', _, _, _] and not ['5', '3' or '7' or '8', _, _, _];
}

/// <summary>
/// Tries work inside the open transaction: what fails is undone to where it began, and the transaction stays usable.
/// </summary>
internal sealed class Attempt(ISession session)
{
    private const string Savepoint = "furrow_rows";

    /// <summary>Runs the work; null when it passed.</summary>
    public async Task<Refusal?> RunAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        await ExecuteAsync($"SAVEPOINT {Savepoint}", cancellationToken);
        try
        {
            await work();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Refusal refusal = new(e, session.Explain(e));
            if (!refusal.Fault.IsConnectionLost)
            {
                await ExecuteAsync($"ROLLBACK TO SAVEPOINT {Savepoint}", cancellationToken);
                await ExecuteAsync($"RELEASE SAVEPOINT {Savepoint}", cancellationToken);
            }

            return refusal;
        }

        await ExecuteAsync($"RELEASE SAVEPOINT {Savepoint}", cancellationToken);
        return null;
    }

    /// <summary>
    /// Finds the first of some items that work on it makes fail, by halves: what passes stays done. Returns the last
    /// refusal, of that item alone; null where each part passes by itself.
    /// </summary>
    public async Task<(int Index, Refusal? Refusal)> FindFirstAsync(
        int count, Func<Range, Task> work, CancellationToken cancellationToken)
    {
        int start = 0;
        int end = count;
        while (end - start > 1)
        {
            int middle = start + ((end - start) / 2);
            Range half = start..middle;
            Refusal? refusal = await RunAsync(() => work(half), cancellationToken);
            (start, end) = refusal is null ? (middle, end) : (start, middle);
        }

        Range single = start..end;
        return (start, await RunAsync(() => work(single), cancellationToken));
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using DbCommand command = session.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
