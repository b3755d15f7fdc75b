using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Migrations.Running;
using Furrow.State;

namespace Furrow.Migrations;

/// <summary>
/// Applies migrations, and takes them back, one after another. Each is one transaction together with its history row;
/// or steps, where something in it forbids that.
/// </summary>
public sealed class MigrationRunner
{
    private readonly WorkContext _work;
    private readonly MigrationSettings _settings;

    /// <summary>A runner for one command.</summary>
    /// <param name="work">What the command has in hand.</param>
    /// <param name="settings">How migrations are run.</param>
    public MigrationRunner(WorkContext work, MigrationSettings settings)
    {
        _work = work;
        _settings = settings;
    }

    private TaskPreparation Preparation => new(_work.Database.Provider.Dialect, _settings.Display);

    /// <summary>Reads all that is pending, before the first one runs.</summary>
    /// <exception cref="FurrowException">Code <c>migration.failed</c>: what cannot run, every file listed.</exception>
    public async Task<PreparedMigrations> PrepareAsync(MigrationPlan plan, CancellationToken cancellationToken) =>
        new(await Preparation.ForMigrateAsync(plan, cancellationToken));

    /// <summary>Reads all ways down, before the first one runs.</summary>
    /// <exception cref="FurrowException">Code <c>migration.failed</c>: what cannot run, every file listed.</exception>
    public async Task<PreparedMigrations> PrepareAsync(RollbackPlan plan, CancellationToken cancellationToken) =>
        new(await Preparation.ForRollbackAsync(plan, cancellationToken));

    /// <summary>Applies them in order.</summary>
    /// <exception cref="FurrowException">
    /// One failed: those before it stay applied. Nothing of it remains, or it is half done and history knows how far.
    /// </exception>
    public async Task<MigrateResult> ApplyAsync(PreparedMigrations prepared, CancellationToken cancellationToken) =>
        new(await RunAsync(prepared, cancellationToken));

    /// <summary>Takes them back in order.</summary>
    /// <exception cref="FurrowException">One failed, as in <see cref="ApplyAsync"/>.</exception>
    public async Task<RollbackResult> RollBackAsync(
        PreparedMigrations prepared, CancellationToken cancellationToken) =>
        new(await RunAsync(prepared, cancellationToken));

    /// <summary>Runs them in one transaction, and takes all of it back.</summary>
    /// <param name="prepared">What to run.</param>
    /// <param name="setsSequencesBack">Whether sequences that this moves are set back.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="FurrowException">One failed; nothing remains.</exception>
    public Task<MigrationPreview> RehearseAsync(
        PreparedMigrations prepared, bool setsSequencesBack, CancellationToken cancellationToken) =>
        new Rehearsal(_work, new StepExecution(_work.Session, _settings.LockTimeout), Retry(), setsSequencesBack)
            .RunAsync(prepared.Tasks, cancellationToken);

    /// <summary>What their text alone says; nothing runs.</summary>
    public static MigrationPreview Preview(PreparedMigrations prepared) => PreviewReading.Read(prepared.Tasks);

    private LockRetry Retry() => new(_work.Clock, _settings.Chance, _settings.RetryLimit);

    private async Task<ImmutableArray<AppliedMigration>> RunAsync(
        PreparedMigrations prepared, CancellationToken cancellationToken)
    {
        StepExecution execution = new(_work.Session, _settings.LockTimeout);
        TransactionalApplication whole = new(_work, execution, Retry());
        StepwiseApplication stepwise = new(_work, execution, Retry());
        ImmutableArray<AppliedMigration>.Builder done = ImmutableArray.CreateBuilder<AppliedMigration>();
        foreach (MigrationTask task in prepared.Tasks)
        {
            done.Add(task.IsTransactional
                ? await whole.RunAsync(task, cancellationToken)
                : await stepwise.RunAsync(task, cancellationToken));
            EventOperation operation = task.Direction == MigrationWay.Up
                ? EventOperation.Migrate
                : EventOperation.Rollback;
            _work.Events.Emit(
                new ProgressMade(operation, "Migrations", "migrations", done.Count, prepared.Count));
        }

        return done.ToImmutable();
    }
}
