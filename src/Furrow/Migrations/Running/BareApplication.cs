using Furrow.Errors;
using Furrow.Providers;

namespace Furrow.Migrations.Running;

/// <summary>
/// Runs one direction of one migration on any session, in its transaction or statement by statement, without history,
/// lock or events: for databases that are thrown away afterwards.
/// </summary>
internal sealed class BareApplication(ISession session, TimeSpan lockTimeout)
{
    private readonly StepExecution _execution = new(session, lockTimeout);

    /// <summary>Runs it.</summary>
    /// <exception cref="FurrowException">
    /// Code <c>migration.failed</c>, with its place. What was one transaction is undone.
    /// </exception>
    public async Task RunAsync(RunnableScript script, CancellationToken cancellationToken)
    {
        foreach (ScriptStep step in script.Steps)
        {
            if (step.Kind == StepKind.Together)
            {
                await TogetherAsync(script, step, cancellationToken);
            }
            else
            {
                await _execution.RunAloneAsync(step, script.File, cancellationToken);
            }
        }
    }

    private async Task TogetherAsync(RunnableScript script, ScriptStep step, CancellationToken cancellationToken)
    {
        try
        {
            await using ISessionTransaction transaction =
                await session.BeginAsync(_execution.Request(step), cancellationToken);
            await _execution.RunTogetherAsync(step, script.File, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (FurrowException e) when (e.RefusesTransaction && !script.IsTransactional && step.Statements.Length == 1)
        {
            await _execution.RunAloneAsync(step, script.File, cancellationToken);
        }
    }
}
