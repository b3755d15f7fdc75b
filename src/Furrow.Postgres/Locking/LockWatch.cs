namespace Furrow.Postgres.Locking;

/// <summary>Looks after a held lock at a steady beat, until told to stop or until the lock is lost.</summary>
internal sealed class LockWatch : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _lost = new();
    private Task _loop = Task.CompletedTask;
    private int _stopped;

    public LockWatch() => Lost = _lost.Token;

    /// <summary>Cancelled when the lock is lost.</summary>
    public CancellationToken Lost { get; }

    /// <summary>Whether the lock is lost, or was given back.</summary>
    public bool IsOver => _stopped != 0 || Lost.IsCancellationRequested;

    /// <summary>Begins to call <paramref name="isHeld"/> at every beat; false from it means lost.</summary>
    public void Start(TimeSpan beat, TimeProvider clock, Func<CancellationToken, Task<bool>> isHeld) =>
        _loop = RunAsync(beat, clock, isHeld);

    /// <summary>Says that the lock is lost; what was given back cannot be.</summary>
    public async Task LoseAsync()
    {
        if (_stopped == 0)
        {
            await _lost.CancelAsync();
        }
    }

    /// <summary>Stops looking; false when that was done before.</summary>
    public async Task<bool> StopAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
        {
            return false;
        }

        await _stop.CancelAsync();
        await _loop;
        return true;
    }

    /// <inheritdoc />
    public void Dispose()
    {
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
