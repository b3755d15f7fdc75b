using Furrow.Errors;
using Furrow.Events;
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
        cancellationToken.ThrowIfCancellationRequested();
        await using IDatabase database = _project.OpenDatabase();
        return new LockResult(await database.ReadLockAsync(cancellationToken), Removed: false);
    }

    /// <summary>
    /// Removes a dead holder's claim, or with <c>Force</c> a live holder's lock. Cannot take the lock itself first, so
    /// it stands outside the steps of the other commands, but verdict, events and operation history are the same.
    /// </summary>
    public Task<LockResult> UnlockAsync(UnlockOptions options, CancellationToken cancellationToken)
    {
        ChosenEnvironment environment = _project.ChooseEnvironment(options);
        return new CommandEvents(_project, "unlock").AroundAsync(
            environment, () => RemoveAsync(options, environment, cancellationToken));
    }

    private async Task<LockResult> RemoveAsync(
        UnlockOptions options, ChosenEnvironment environment, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
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

        ChangeRequest request = new()
        {
            Command = "unlock",
            Operations = [state.Alive ? Operation.UnlockForce : Operation.UnlockDead],
            Options = options,
        };
        await using ISession session = await database.OpenSessionAsync(SessionAccess.Write, cancellationToken);
        StateStore store = await StateStore.OpenAsync(session, database, cancellationToken);
        SafetyDesk desk = new(_project, database, request);
        SafetyQuestion question = new() { Operations = request.Operations, Environment = environment };
        Verdict verdict = await new SafetyCheck(_project).JudgeAsync(question, session, store, cancellationToken);
        await desk.SettleAsync(verdict, store, cancellationToken);
        return await BreakAsync(database, state, store, desk.Start(verdict), cancellationToken);
    }

    // Only what was judged is broken: whoever took the dead holder's place in the meantime keeps the lock.
    private async Task<LockResult> BreakAsync(
        IDatabase database,
        LockState state,
        StateStore store,
        OperationStart start,
        CancellationToken cancellationToken)
    {
        bool removed;
        try
        {
            removed = await database.BreakLockAsync(force: state.Alive, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await RecordAsync(store, start, Faults.Of(e, _project.Provider), cancellationToken);
            throw;
        }

        await store.Operations.RecordAsync(start, failure: null, cancellationToken);
        return new LockResult(state, removed);
    }

    private async Task RecordAsync(
        StateStore store, OperationStart start, FurrowException failure, CancellationToken cancellationToken)
    {
        try
        {
            await store.Operations.RecordAsync(start, failure, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _project.Events.Emit(new WarningRaised(
                $"The result could not be recorded: {Faults.Of(e, _project.Provider).Message}", Hint: null));
        }
    }
}
