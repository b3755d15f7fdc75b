using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.State;

namespace Furrow.Migrations.Running;

/// <summary>
/// Runs a migration that is not one transaction, step by step, and so that it can be taken up again wherever it was
/// left. What may run in a transaction does, one a step, together with the record that it is done; only what may not is
/// recorded before and after, and probed for when nobody saw its end.
/// </summary>
internal sealed class StepwiseApplication(WorkContext work, StepExecution execution, LockRetry retry)
{
    public async Task<AppliedMigration> RunAsync(MigrationTask task, CancellationToken cancellationToken)
    {
        Run run = new(task, TaskRecord.Begin(work, task));
        try
        {
            await ResumeAsync(run, cancellationToken);
            for (int index = 0; index < task.Script.Steps.Length; index++)
            {
                ScriptStep step = task.Script.Steps[index];
                run.Current = index + 1;
                if (step.Kind == StepKind.Session)
                {
                    await PrepareSessionAsync(run, index + 1, cancellationToken);
                }
                else if (index >= run.DoneCount)
                {
                    await StepAsync(run, step, cancellationToken);
                }
            }

            await InStepTransactionAsync(
                run, new TransactionRequest(TransactionPurpose.Work), run.Record.CompleteAsync, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw HalfDone.Continuing(
                await run.Record.FailAsync(e, MarkFailure(run), cancellationToken), run.Task, run.Current);
        }

        return run.Record.End();
    }

    // What the server refused has not happened, except where a statement can commit on its own before it fails.
    private static Func<CancellationToken, Task>? MarkFailure(Run run) => run.IsAloneFailed
        ? token => run.Record.MarkAsync(run.Current, StatementState.Failed, token)
        : null;

    private async Task ResumeAsync(Run run, CancellationToken cancellationToken)
    {
        if (run.Task.Progress is not { } progress)
        {
            return;
        }

        run.DoneCount = progress.DoneCount;
        if (progress.State == StatementState.Done)
        {
            return;
        }

        await PrepareSessionAsync(run, progress.Statement - 1, cancellationToken);
        ScriptStep step = run.Task.Script.Steps[progress.Statement - 1];
        run.Current = progress.Statement;
        StepTrace trace = step.Kind == StepKind.Alone
            ? await work.Session.Steps.ProbeAsync(step.Statements[0], cancellationToken)
            : StepTrace.Unknown;
        if (progress.State == StatementState.Started && trace.Outcome == StepOutcome.Unknown)
        {
            throw HalfDone.Ambiguous(run.Task, progress.Statement, "nobody saw whether its work was done");
        }

        await ClearAsync(run, trace, step, cancellationToken);
        if (progress.State == StatementState.Started && trace.Outcome == StepOutcome.Done)
        {
            await MarkAsync(run, StatementState.Done, cancellationToken);
            run.DoneCount = progress.Statement;
        }
    }

    // What was set in the session that is gone decides what names mean, for the probe already.
    private async Task PrepareSessionAsync(Run run, int count, CancellationToken cancellationToken)
    {
        for (; run.SessionCount < count; run.SessionCount++)
        {
            ScriptStep step = run.Task.Script.Steps[run.SessionCount];
            if (step.Kind == StepKind.Session)
            {
                await OutsideAsync(run, step, cancellationToken);
            }
        }
    }

    private async Task StepAsync(Run run, ScriptStep step, CancellationToken cancellationToken)
    {
        if (step.Kind == StepKind.Alone)
        {
            await AloneAsync(run, step, cancellationToken);
            return;
        }

        try
        {
            ImmutableArray<TableChanges> before = run.Record.Tables;
            await InStepTransactionAsync(
                run,
                execution.Request(step),
                async token =>
                {
                    ScriptOutcome outcome = await execution.RunTogetherAsync(step, run.Task.Script.File, token);
                    run.Record.Tables = TableSums.Add(before, outcome.Tables);
                    await run.Record.MarkAsync(run.Current, StatementState.Done, token);
                },
                cancellationToken);
        }
        catch (FurrowException e) when (e.RefusesTransaction && step.Statements.Length == 1)
        {
            // The server knows more kinds of statement than we do; none of this one's work remains.
            await AloneAsync(run, step, cancellationToken);
        }
    }

    private async Task AloneAsync(Run run, ScriptStep step, CancellationToken cancellationToken)
    {
        await MarkAsync(run, StatementState.Started, cancellationToken);
        try
        {
            await OutsideAsync(run, step, cancellationToken);
        }
        catch (FurrowException e) when (step.Kind == StepKind.Alone && e.Code == ErrorCode.MigrationFailed)
        {
            run.IsAloneFailed = true;
            throw;
        }

        await MarkAsync(run, StatementState.Done, cancellationToken);
    }

    private Task OutsideAsync(Run run, ScriptStep step, CancellationToken cancellationToken) => retry.RunAsync(
        token => work.OutsideTransactionAsync(
            inner => execution.RunAloneAsync(step, run.Task.Script.File, inner), token),
        execution.Passing,
        async (notice, token) =>
        {
            run.Record.Retry(notice);
            if (step.Kind == StepKind.Alone)
            {
                StepTrace trace = await work.Session.Steps.ProbeAsync(step.Statements[0], token);
                await ClearAsync(run, trace, step, token);
            }
        },
        cancellationToken);

    private Task ClearAsync(Run run, StepTrace trace, ScriptStep step, CancellationToken cancellationToken) =>
        work.OutsideTransactionAsync(
            token => execution.ClearAsync(trace, step, run.Task.Script.File, token), cancellationToken);

    private Task MarkAsync(Run run, StatementState state, CancellationToken cancellationToken) =>
        InStepTransactionAsync(
            run,
            new TransactionRequest(TransactionPurpose.Work),
            token => run.Record.MarkAsync(run.Current, state, token),
            cancellationToken);

    private Task InStepTransactionAsync(
        Run run,
        TransactionRequest request,
        Func<CancellationToken, Task> inside,
        CancellationToken cancellationToken) => retry.RunAsync(
        token => work.InTransactionAsync(run.Task.Title, request, inside, token),
        execution.Passing,
        (notice, token) =>
        {
            run.Record.Retry(notice);
            return work.SetSequencesBackAsync(token);
        },
        cancellationToken);

    private sealed class Run(MigrationTask task, TaskRecord record)
    {
        public MigrationTask Task { get; } = task;

        public TaskRecord Record { get; } = record;

        public int DoneCount { get; set; }

        public int SessionCount { get; set; }

        public int Current { get; set; }

        public bool IsAloneFailed { get; set; }
    }
}
