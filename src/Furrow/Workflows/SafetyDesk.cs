using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.State;

namespace Furrow.Workflows;

/// <summary>
/// Where a command gets its verdict answered: warnings are told, questions asked, refusals told, recorded and thrown.
/// </summary>
internal sealed class SafetyDesk
{
    // On SQLite a transaction at work keeps everybody else from writing, and nobody waits for that to be refused.
    private static readonly TimeSpan RecordTimeMax = TimeSpan.FromSeconds(1);

    private readonly ProjectContext _project;
    private readonly IDatabase _database;
    private readonly ChangeRequest _request;

    public SafetyDesk(ProjectContext project, IDatabase database, ChangeRequest request)
    {
        _project = project;
        _database = database;
        _request = request;
    }

    /// <summary>
    /// Returns when the command may go on. <paramref name="state"/>: null while there is no database.
    /// </summary>
    public async Task SettleAsync(Verdict verdict, StateStore? state, CancellationToken cancellationToken)
    {
        if (verdict.Warning is { } warning && verdict.Kind != VerdictKind.Refuse)
        {
            _project.Events.Emit(new WarningRaised(warning, Hint: null));
        }

        try
        {
            await Confirmation.SettleAsync(verdict, Answers(), cancellationToken);
        }
        catch (FurrowException e) when (e.Code == ErrorCode.Refused)
        {
            await RefuseAsync(verdict, e, state, cancellationToken);
            throw;
        }
    }

    /// <summary>Throws where what is known under the lock asks for more than was answered before it.</summary>
    public async Task RecheckAsync(
        Verdict settled, Verdict underLock, StateStore state, CancellationToken cancellationToken)
    {
        try
        {
            Confirmation.Recheck(settled, underLock);
        }
        catch (FurrowException e) when (e.Code == ErrorCode.Refused)
        {
            await RefuseAsync(underLock, e, state, cancellationToken);
            throw;
        }
    }

    /// <summary>The command's entry for the operation history; of `stamp`, the environment that it writes.</summary>
    public OperationStart Start(Verdict verdict) => new(
        _request.Command,
        _request.NewStamp?.Name ?? verdict.EnvironmentName,
        verdict.Kind.ToString().ToLowerInvariant(),
        _project.Actor);

    private ConfirmationOptions Answers() => new()
    {
        Yes = _request.Options.Yes,
        Force = _request.Force,
        ConfirmDatabase = _request.Options.Confirm,
        Prompt = _project.Prompt,
    };

    private async Task RefuseAsync(
        Verdict verdict, FurrowException refusal, StateStore? state, CancellationToken cancellationToken)
    {
        _project.Events.Emit(new VerdictRefused(
            _request.Command, verdict.DatabaseName, verdict.EnvironmentName, refusal.Message, refusal.Hint));
        if (state is { Version: StateDefinition.CurrentVersion, StampProblem: null })
        {
            await RecordAsync(verdict, refusal, cancellationToken);
        }
    }

    // On a session of its own: the one at hand may only read. A role that may not even write this down is refused all
    // the same, and for the same reason.
    private async Task RecordAsync(Verdict verdict, FurrowException refusal, CancellationToken cancellationToken)
    {
        try
        {
            await using ISession session = await _database.OpenSessionAsync(SessionAccess.Write, cancellationToken);
            StateStore store = await StateStore.OpenAsync(session, _database, cancellationToken);
            await using ISessionTransaction transaction = await session.BeginAsync(
                new TransactionRequest(TransactionPurpose.Work, RecordTimeMax), cancellationToken);
            await store.Operations.RefusedAsync(Start(verdict), refusal.Message, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _project.Events.Emit(new WarningRaised(
                $"The refusal could not be recorded: {Faults.Of(e, _project.Provider).Message}", Hint: null));
        }
    }
}
