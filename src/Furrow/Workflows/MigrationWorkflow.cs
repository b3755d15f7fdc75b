using Furrow.Events;
using Furrow.Migrations;
using Furrow.Safety;
using Furrow.State;

namespace Furrow.Workflows;

/// <summary>
/// <c>migrate</c>. Pending work is read again under the lock, so that of several started together one does the work and
/// the others find nothing to do.
/// </summary>
internal sealed class MigrationWorkflow
{
    private readonly ProjectContext _project;

    public MigrationWorkflow(ProjectContext project) => _project = project;

    public async Task<MigrateResult> RunAsync(MigrateOptions options, CancellationToken cancellationToken)
    {
        options.Validate();
        MigrationVersion? target = VersionOption.Parse("--target", options.Target);
        DryRun dryRun = new(_project, options, options.DryRun, options.Execute);
        if (options.DryRun && !dryRun.IsExecuted)
        {
            return await ReadAsync(target, options.AllowDrift, cancellationToken);
        }

        return await new ChangingCommand(_project).RunAsync(
            new ChangeRequest
            {
                Command = options.DryRun ? "migrate --dry-run" : "migrate",
                Operations = [Operation.Migrate],
                Options = options,
                Force = options.Force,
                IsRehearsal = options.DryRun,
            },
            new ChangeWork<MigrateResult>(
                async (scope, token) =>
                {
                    MigrationRunner migrator = Runner(scope);
                    MigrationPlan plan = await PlanAsync(scope, target, options.AllowDrift, token);
                    PreparedMigrations prepared = await migrator.PrepareAsync(plan, token);
                    MigrateResult result = options.DryRun
                        ? new MigrateResult([]) { Preview = await dryRun.RehearseAsync(migrator, prepared, token) }
                        : await migrator.ApplyAsync(prepared, token);
                    return result with { AppliedBefore = plan.AppliedCount };
                },
                options.DryRun ? null : async (glance, token) =>
                    await glance.EmptyPlanAsync(target, token) is { } plan
                        ? new MigrateResult([]) { AppliedBefore = plan.AppliedCount }
                        : null),
            cancellationToken);
    }

    /// <summary>Applies migrations for a command that holds the lock.</summary>
    public MigrationRunner Runner(ChangeScope scope) => new(scope.Work, _project.MigrationSettings);

    /// <summary>Reads what is pending; refuses drift unless it is allowed.</summary>
    public async Task<MigrationPlan> PlanAsync(
        ChangeScope scope, MigrationVersion? target, bool allowDrift, CancellationToken cancellationToken)
    {
        MigrationPlan plan = await PlanAsync(scope.Work.State, target, allowDrift, cancellationToken);
        foreach (MigrationFile late in plan.OutOfOrder.Where(file => plan.HalfDoneOf(file) is null))
        {
            _project.Events.Emit(new WarningRaised(
                $"Migration {late.Title} comes before migrations that are applied already; it is applied now.",
                Hint: null));
        }

        return plan;
    }

    private async Task<MigrateResult> ReadAsync(
        MigrationVersion? target, bool allowDrift, CancellationToken cancellationToken)
    {
        await using DatabaseView view = await DatabaseView.OpenAsync(_project, cancellationToken);
        view.State.ThrowIfUnreadable();
        MigrationPlan plan = await PlanAsync(view.State, target, allowDrift, cancellationToken);
        return new MigrateResult([])
        {
            AppliedBefore = plan.AppliedCount,
            Preview = await MigrationReading.ReadAsync(
                plan, _project.Provider.Dialect, _project.Display, cancellationToken),
        };
    }

    private async Task<MigrationPlan> PlanAsync(
        StateStore state, MigrationVersion? target, bool allowDrift, CancellationToken cancellationToken)
    {
        MigrationSet files = await ProjectFiles.ReadMigrationsAsync(_project, cancellationToken);
        VersionOption.RefuseUnknown("--target", target, files);
        MigrationPlan plan = MigrationPlan.Make(
            files, await state.Migrations.ReadAllAsync(cancellationToken), target);
        HalfDoneCheck.Refuse(plan, files);
        if (!allowDrift)
        {
            Drift.Refuse(plan);
        }

        return plan;
    }
}
