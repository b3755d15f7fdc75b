using Furrow.Errors;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.State;

namespace Furrow.Workflows;

/// <summary><c>lock</c> and <c>unlock</c>: who holds the lock, and taking it away.</summary>
internal sealed class Locking
{
    private readonly ProjectContext _project;

    public Locking(ProjectContext project) => _project = project;

    public async Task<LockResult> ShowAsync(CancellationToken cancellationToken)
    {
        await using IDatabase database = _project.OpenDatabase();
        return new LockResult(await database.ReadLockAsync(cancellationToken), Removed: false);
    }

    /// <summary>
    /// Removes a dead holder's claim, or with <c>Force</c> a live holder's lock. Cannot take the lock itself first, so it stands
    /// outside the steps of the other commands, but the verdict and the operation history are the same.
    /// </summary>
    public async Task<LockResult> UnlockAsync(UnlockOptions options, CancellationToken cancellationToken)
    {
        await using IDatabase database = _project.OpenDatabase();
        LockState? state = await database.ReadLockAsync(cancellationToken);
        if (state is null)
        {
            return new LockResult(null, Removed: false);
        }

        if (state.Alive && !options.Force)
        {
            throw new FurrowException(ErrorCode.Locked, $"The lock is held by {state.Holder}, which is still running.")
            {
                Hint = "Wait for it to finish, or take the lock away with `furrow unlock --force`.",
            };
        }

        await JudgeAsync(database, options, state.Alive, cancellationToken);
        return new LockResult(state, await database.BreakLockAsync(options.Force, cancellationToken));
    }

    private async Task JudgeAsync(
        IDatabase database, UnlockOptions options, bool isAlive, CancellationToken cancellationToken)
    {
        ChosenEnvironment environment = _project.ChooseEnvironment(options);
        await using ISession session = await database.OpenSessionAsync(SessionAccess.Write, cancellationToken);
        StateStore store = await StateStore.OpenAsync(session, database, cancellationToken);
        SafetyQuestion question = new()
        {
            Operations = [isAlive ? Operation.UnlockForce : Operation.UnlockDead],
            Environment = environment,
        };
        SafetyDesk desk = new(_project, "unlock", options, force: false);
        Verdict verdict = await new SafetyCheck(_project).JudgeAsync(question, session, store, cancellationToken);
        await desk.SettleAsync(verdict, store, cancellationToken);
        await store.Operations.RecordAsync(desk.Start(verdict), cancellationToken);
    }
}
