namespace Furrow.Migrations.Running;

/// <summary>What is about to be run again, and why.</summary>
/// <param name="Attempt">How many attempts there were, from 1.</param>
/// <param name="Pause">How long to wait before the next.</param>
/// <param name="Reason">What stopped the last one.</param>
internal sealed record RetryNotice(int Attempt, TimeSpan Pause, string Reason);

/// <summary>
/// Runs work again that somebody else's lock stopped: pauses that double up to a limit, each cut by chance to between
/// half and all of it, so that two that stopped one another do not meet again. It gives up when the limit has passed
/// since the first attempt was stopped.
/// </summary>
/// <param name="clock">The clock.</param>
/// <param name="chance">A number from 0 up to 1.</param>
/// <param name="limit">How long to go on; zero for one attempt.</param>
internal sealed class LockRetry(TimeProvider clock, Func<double> chance, TimeSpan limit)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(5);

    /// <summary>Runs it until it succeeds, or fails for another reason, or the limit is reached.</summary>
    /// <param name="attempt">The work; nothing of a failed attempt may remain.</param>
    /// <param name="passing">Why an attempt failed that may succeed when run again; null for any other reason.</param>
    /// <param name="beforePause">What to do after an attempt that is not the last.</param>
    /// <param name="cancellationToken">Stops the pause too.</param>
    public async Task RunAsync(
        Func<CancellationToken, Task> attempt,
        Func<Exception, string?> passing,
        Func<RetryNotice, CancellationToken, Task> beforePause,
        CancellationToken cancellationToken)
    {
        long? stoppedAt = null;
        TimeSpan pause = FirstPause;
        for (int count = 1; ; count++)
        {
            try
            {
                await attempt(cancellationToken);
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException
                && passing(e) is not null && !IsOver(stoppedAt ??= clock.GetTimestamp()))
            {
                RetryNotice notice = new(count, pause * (0.5 + (chance() / 2)), passing(e)!);
                await beforePause(notice, cancellationToken);
                await Task.Delay(notice.Pause, clock, cancellationToken);
            }

            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, PauseMax.Ticks));
        }
    }

    private bool IsOver(long stoppedAt) => clock.GetElapsedTime(stoppedAt) >= limit;
}
