using System.Runtime.ExceptionServices;

namespace Furrow.Postgres.Snapshots;

/// <summary>Two pieces of work at once, of which neither goes on when the other fails.</summary>
internal static class Together
{
    /// <summary>Ends when both have ended, whatever happened; throws what failed first.</summary>
    public static async Task RunAsync(
        Func<CancellationToken, Task> one, Func<CancellationToken, Task> other, CancellationToken cancellationToken)
    {
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] tasks = [Begin(one, both.Token), Begin(other, both.Token)];
        Task first = await Task.WhenAny(tasks);
        if (!first.IsCompletedSuccessfully)
        {
            await both.CancelAsync();
        }

        await Task.WhenAll(tasks).ContinueWith(static _ => { }, TaskScheduler.Default);
        foreach (Task failed in tasks.OrderByDescending(task => task == first).Where(task => task.IsFaulted))
        {
            ExceptionDispatchInfo.Throw(failed.Exception!.InnerException!);
        }

        cancellationToken.ThrowIfCancellationRequested();
        await Task.WhenAll(tasks);
    }

    private static async Task Begin(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        await Task.Yield();
        await work(cancellationToken);
    }
}
