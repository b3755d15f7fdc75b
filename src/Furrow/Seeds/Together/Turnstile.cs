namespace Furrow.Seeds.Together;

/// <summary>Lets those who come at any time pass in the order of their numbers, from 0.</summary>
internal sealed class Turnstile
{
    private readonly TaskCompletionSource[] _turns;

    public Turnstile(int count)
    {
        _turns =
        [
            .. Enumerable.Range(0, count + 1)
                .Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)),
        ];
        _turns[0].SetResult();
    }

    /// <summary>Waits until all before <paramref name="number"/> have passed.</summary>
    public Task WaitAsync(int number, CancellationToken cancellationToken) =>
        _turns[number].Task.WaitAsync(cancellationToken);

    /// <summary>Passes, and lets the next one come.</summary>
    public void Pass(int number) => _turns[number + 1].SetResult();
}
