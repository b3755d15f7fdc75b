namespace Furrow.Postgres.Locking;

/// <summary>Looks after a held lock at a steady beat, until told to stop or until the lock is lost.</summary>
internal sealed class LockWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _lost = new();
    private Task _loop = Task.CompletedTask;

    public LockWatch() => Lost = _lost.Token;

    /// <summary>Cancelled when the lock is lost.</summary>
    public CancellationToken Lost { get; }

    /// <summary>Begins to call <paramref name="isHeld"/> at every beat; false from it means lost.</summary>
    public void Start(TimeSpan beat, TimeProvider clock, Func<CancellationToken, Task<bool>> isHeld) =>
        _loop = RunAsync(beat, clock, isHeld);

    /// <summary>Says that the lock is lost.</summary>
    public async Task LoseAsync() => await _lost.CancelAsync();

    /// <summary>Stops looking; what is lost stays lost.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
        _lost.Dispose();
    }

    private async Task RunAsync(TimeSpan beat, TimeProvider clock, Func<CancellationToken, Task<bool>> isHeld)
    {
        using PeriodicTimer timer = new(beat, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                if (!await isHeld(_stop.Token))
                {
                    await LoseAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Told to stop.
        }
    }
}
