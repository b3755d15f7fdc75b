using Furrow.Errors;
using Furrow.Events;
using Furrow.Safety;
using Furrow.State;

namespace Furrow.Workflows;

/// <summary>
/// Where a command gets its verdict answered: warnings are told, questions asked, refusals told, recorded and thrown.
/// </summary>
internal sealed class SafetyDesk
{
    private readonly ProjectContext _project;
    private readonly string _command;
    private readonly CommandOptions _options;
    private readonly bool _force;

    public SafetyDesk(ProjectContext project, string command, CommandOptions options, bool force)
    {
        _project = project;
        _command = command;
        _options = options;
        _force = force;
    }

    /// <summary>Returns when the command may go on. <paramref name="state"/>: null while there is no database.</summary>
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

    /// <summary>The command's entry for the operation history.</summary>
    public OperationStart Start(Verdict verdict) => new(
        _command, verdict.EnvironmentName, verdict.Kind.ToString().ToLowerInvariant(), _project.Actor);

    private ConfirmationOptions Answers() => new()
    {
        Yes = _options.Yes,
        Force = _force,
        ConfirmDatabase = _options.Confirm,
        Prompt = _project.Prompt,
    };

    private async Task RefuseAsync(
        Verdict verdict, FurrowException refusal, StateStore? state, CancellationToken cancellationToken)
    {
        _project.Events.Emit(new VerdictRefused(
            _command, verdict.DatabaseName, verdict.EnvironmentName, refusal.Message, refusal.Hint));
        if (state is { Version: StateDefinition.CurrentVersion, StampProblem: null })
        {
            await state.Operations.RefusedAsync(Start(verdict), refusal.Message, cancellationToken);
        }
    }
}
