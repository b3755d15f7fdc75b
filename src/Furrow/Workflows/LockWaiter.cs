using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;

namespace Furrow.Workflows;

/// <summary>
/// Waits for the database's lock by asking again and again: a session that blocked inside the database would keep a
/// snapshot open, for which CREATE INDEX CONCURRENTLY would wait in turn.
/// </summary>
internal sealed class LockWaiter
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan PauseMax = TimeSpan.FromMilliseconds(500);

    private readonly ProjectContext _project;

    public LockWaiter(ProjectContext project) => _project = project;

    /// <summary>Takes the lock, waiting up to the project's limit.</summary>
    /// <exception cref="FurrowException">Code <c>locked</c>: somebody else still holds it.</exception>
    public async Task<IDatabaseLock> AcquireAsync(
        IDatabase database, string command, CancellationToken cancellationToken)
    {
        LockOwner owner = new(
            $"{_project.Actor.User}@{_project.Actor.Host} pid {_project.Actor.ProcessId} ({command})", command);
        long start = _project.Clock.GetTimestamp();
        TimeSpan pause = FirstPause;
        bool told = false;
        while (true)
        {
            if (await database.TryLockAsync(owner, cancellationToken) is { } held)
            {
                _project.Events.Emit(new LockAcquired((long)_project.Clock.GetElapsedTime(start).TotalMilliseconds));
                return held;
            }

            TimeSpan left = _project.LockTimeout - _project.Clock.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                throw await LockedAsync(database, cancellationToken);
            }

            if (!told)
            {
                LockState? state = await database.ReadLockAsync(cancellationToken);
                _project.Events.Emit(new LockWaiting(state?.Holder, (long)_project.LockTimeout.TotalMilliseconds));
                told = true;
            }

            await Task.Delay(pause < left ? pause : left, _project.Clock, cancellationToken);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, PauseMax.Ticks));
        }
    }

    private async Task<FurrowException> LockedAsync(IDatabase database, CancellationToken cancellationToken)
    {
        LockState? state = await database.ReadLockAsync(cancellationToken);
        string holder = state is null ? "another furrow" : $"{state.Holder} since {state.Since:u}";
        return new FurrowException(
            ErrorCode.Locked,
            $"The database is locked by {holder}; waited {_project.LockTimeout.TotalSeconds:0.#} s (--lock-timeout).")
        {
            Hint = "Wait for it to finish, raise --lock-timeout, or look with `furrow lock`.",
        };
    }
}
