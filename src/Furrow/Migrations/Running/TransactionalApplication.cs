using Furrow.Providers;
using Furrow.State;

namespace Furrow.Migrations.Running;

/// <summary>
/// Runs a migration as one transaction that ends with its row in history: done and recorded, or neither. Where another
/// session's lock is in the way the whole transaction is taken back and run again: a savepoint would keep the locks
/// that it has already, and others would queue behind them.
/// </summary>
internal sealed class TransactionalApplication(WorkContext work, StepExecution execution, LockRetry retry)
{
    public async Task<AppliedMigration> RunAsync(MigrationTask task, CancellationToken cancellationToken)
    {
        TaskRecord record = TaskRecord.Begin(work, task);
        ScriptStep step = task.Script.Steps[0];
        try
        {
            await retry.RunAsync(
                token => work.InTransactionAsync(
                    task.Title,
                    execution.Request(step),
                    async inner =>
                    {
                        ScriptOutcome outcome = await execution.RunTogetherAsync(step, task.Script.File, inner);
                        record.Tables = outcome.Tables;
                        if (outcome.LeavesSequences) work.Sequences?.Leave();
                        await record.CompleteAsync(inner);
                    },
                    token),
                execution.Passing,
                (notice, token) =>
                {
                    record.Retry(notice);
                    return work.SetSequencesBackAsync(token);
                },
                cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw await record.FailAsync(e, also: null, cancellationToken);
        }

        return record.End();
    }
}
