namespace Furrow.Postgres.Locking;

/// <summary>Looks after a held lock at a steady beat, until told to stop or until the lock is lost.</summary>
internal sealed class LockWatch : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _lost = new();
    private PeriodicTimer? _timer;
    private Task _loop = Task.CompletedTask;
    private int _stopped;

    public LockWatch() => Lost = _lost.Token;

    /// <summary>Cancelled when the lock is lost.</summary>
    public CancellationToken Lost { get; }

    /// <summary>Whether the lock is lost, or was given back.</summary>
    public bool IsOver => _stopped != 0 || Lost.IsCancellationRequested;

    /// <summary>Begins to call <paramref name="isHeld"/> at every beat; false from it means lost.</summary>
    public void Start(TimeSpan beat, TimeProvider clock, Func<CancellationToken, Task<bool>> isHeld)
    {
        _timer = new PeriodicTimer(beat, clock);
        _loop = RunAsync(_timer, isHeld);
    }

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

        // The loop waits for the timer: a cancelled wait would collect a stack trace with its lines, from files.
        _timer?.Dispose();
        await _stop.CancelAsync();
        await _loop;
        return true;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _timer?.Dispose();
        _stop.Dispose();
        _lost.Dispose();
    }

    private async Task RunAsync(PeriodicTimer timer, Func<CancellationToken, Task<bool>> isHeld)
    {
        try
        {
            while (await timer.WaitForNextTickAsync(CancellationToken.None))
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
