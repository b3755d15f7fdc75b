using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.State;

namespace Furrow.Migrations.Running;

/// <summary>
/// The dry run that executes: all migrations one after another in a single transaction, since later ones need what
/// earlier ones make, and then all of it is taken back. It ends before the first one that cannot be one transaction.
/// </summary>
/// <param name="work">What the command has in hand.</param>
/// <param name="execution">Runs the statements.</param>
/// <param name="retry">Runs it again where others' locks are in the way.</param>
/// <param name="setsSequencesBack">Whether sequences that it moved are set back: a rollback does not do that.</param>
internal sealed class Rehearsal(WorkContext work, StepExecution execution, LockRetry retry, bool setsSequencesBack)
{
    // "unsafe use of new value": within one transaction a value that was added to a type cannot be used yet.
    private const string UncommittedEnumValue = "55P04";

    private static readonly TimeSpan LastWordsLimit = TimeSpan.FromSeconds(5);

    public async Task<MigrationPreview> RunAsync(
        ImmutableArray<MigrationTask> tasks, CancellationToken cancellationToken)
    {
        MigrationPreview preview = new(IsExecuted: true, []);
        ImmutableArray<SequenceValue> sequences =
            setsSequencesBack ? await work.Session.ReadSequencesAsync(cancellationToken) : [];
        try
        {
            await retry.RunAsync(
                async token => preview = await AttemptAsync(tasks, token),
                execution.Passing,
                (notice, _) =>
                {
                    work.Events.Emit(new WarningRaised(
                        $"The dry run was stopped by another session ({notice.Reason.TrimEnd('.')}); "
                            + $"attempt {notice.Attempt + 1}.",
                        Hint: null));
                    return Task.CompletedTask;
                },
                cancellationToken);
        }
        finally
        {
            await SetBackAsync(sequences, cancellationToken);
        }

        return preview;
    }

    // After Ctrl-C too: it is one short statement.
    private async Task SetBackAsync(ImmutableArray<SequenceValue> sequences, CancellationToken cancellationToken)
    {
        if (sequences.Length > 0)
        {
            using CancellationTokenSource limit = new(LastWordsLimit, work.Clock);
            await work.Session.SetSequencesBackAsync(
                sequences, cancellationToken.IsCancellationRequested ? limit.Token : cancellationToken);
        }
    }

    private async Task<MigrationPreview> AttemptAsync(
        ImmutableArray<MigrationTask> tasks, CancellationToken cancellationToken)
    {
        Attempt attempt = new();
        int transactional = tasks.TakeWhile(task => task.IsTransactional).Count();
        try
        {
            await work.RehearseAsync(
                "dry run",
                new TransactionRequest(TransactionPurpose.SchemaChange, execution.LockTimeout),
                async (transaction, token) =>
                {
                    ILockObserver locks = await work.Session.Steps.ObserveLocksAsync(token);
                    foreach (MigrationTask task in tasks.Take(transactional))
                    {
                        attempt.Current = task;
                        attempt.Rehearsed.Add(await RehearseAsync(task, transaction, locks, token));
                    }
                },
                cancellationToken);
        }
        catch (FurrowException e) when (e.SqlState == UncommittedEnumValue && attempt.Rehearsed.Count > 0)
        {
            attempt.StoppedBecause = $"{attempt.Current!.Title} uses a value that an earlier migration adds to a type, "
                + "which has to be committed first";
        }

        return Report(tasks, attempt);
    }

    private async Task<RehearsedMigration> RehearseAsync(
        MigrationTask task,
        ISessionTransaction transaction,
        ILockObserver locks,
        CancellationToken cancellationToken)
    {
        long start = work.Clock.GetTimestamp();
        ScriptOutcome outcome = await execution.RunTogetherAsync(
            task.Script.Steps[0], task.Script.File, cancellationToken);
        try
        {
            await transaction.CheckAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException && execution.Passing(e) is null)
        {
            throw work.Fault(e, ErrorCode.MigrationFailed, task.Script.File);
        }

        long durationMs = (long)work.Clock.GetElapsedTime(start).TotalMilliseconds;
        return new RehearsedMigration(durationMs, outcome.Tables, await locks.ReadNewAsync(cancellationToken));
    }

    private static MigrationPreview Report(ImmutableArray<MigrationTask> tasks, Attempt attempt)
    {
        ImmutableArray<PreviewedMigration> migrations =
        [
            .. tasks.Select((task, index) => PreviewReading.Read(task) with
            {
                Rehearsed = index < attempt.Rehearsed.Count ? attempt.Rehearsed[index] : null,
            }),
        ];
        MigrationTask? next = tasks.ElementAtOrDefault(attempt.Rehearsed.Count);
        return new MigrationPreview(IsExecuted: true, migrations)
        {
            StoppedBecause = attempt.StoppedBecause ?? (next is null ? null
                : next.Progress is not null ? $"{next.Title} is half done and goes on where it stopped"
                : $"{next.Title} cannot be one transaction: {next.Script.Obstacle}"),
        };
    }

    private sealed class Attempt
    {
        public List<RehearsedMigration> Rehearsed { get; } = [];

        public MigrationTask? Current { get; set; }

        public string? StoppedBecause { get; set; }
    }
}
