using System.Collections.Immutable;
using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Migrations;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.Seeds;

namespace Furrow.Workflows;

/// <summary>
/// <c>setup</c>: what <c>migrate</c> and <c>seed</c> do, together. All of it is planned before any of it is done: a
/// seed that cannot run stops it before its first migration.
/// </summary>
internal sealed class SetupWorkflow
{
    private readonly ProjectContext _project;

    public SetupWorkflow(ProjectContext project) => _project = project;

    public async Task<SetupResult> SetupAsync(SetupOptions options, CancellationToken cancellationToken)
    {
        RefuseWhatCannotBeDone();
        MigrationWorkflow migrations = new(_project);
        SeedWorkflow seeds = new(_project);
        return await new ChangingCommand(_project).RunAsync(
            new ChangeRequest
            {
                Command = "setup",
                Operations = [Operation.Setup, .. seeds.Operations(options)],
                Options = options,
                CreatesDatabase = true,
            },
            new ChangeWork<SetupResult>(
                (scope, token) => RunAsync(scope, migrations, seeds, token), FindNothingToDoAsync),
            cancellationToken);
    }

    private async Task<SetupResult?> FindNothingToDoAsync(Glance glance, CancellationToken cancellationToken)
    {
        MigrationPlan? plan = null;
        bool isRead = false;
        (_, SeedResult? skipped) = await Refusals.BothAsync(
            async () =>
            {
                plan = await glance.EmptyPlanAsync(target: null, cancellationToken);
                isRead = true;
                return plan;
            },
            async () =>
            {
                if (!isRead) await ReadSeedsAsync(cancellationToken);
                return plan is null ? null : await glance.SkippedSeedsAsync(names: [], cancellationToken);
            });
        return plan is null || skipped is null
            ? null
            : new SetupResult(
                DatabaseCreated: false,
                new MigrateResult([]) { AppliedBefore = plan.AppliedCount },
                skipped,
                await glance.CountRowsAsync(cancellationToken));
    }

    // With migrations that cannot be read nobody knows what the seeds would find: only they themselves are looked at.
    private async Task ReadSeedsAsync(CancellationToken cancellationToken) => SeedOrder.Arrange(
        await ProjectFiles.ReadSeedsAsync(_project, cancellationToken),
        _project.Configuration.Environment.Value.Folders);

    private async Task<SetupResult> RunAsync(
        ChangeScope scope, MigrationWorkflow migrations, SeedWorkflow seeds, CancellationToken token)
    {
        MigrationRunner migrator = migrations.Runner(scope);
        SeedRunner seeder = seeds.Runner(scope);
        MigrationPlan? plan = null;
        (PreparedMigrations preparedMigrations, PreparedSeeds? preparedSeeds) = await Refusals.BothAsync(
            async () =>
            {
                plan = await migrations.PlanAsync(scope, target: null, allowDrift: false, token);
                return await migrator.PrepareAsync(plan, token);
            },
            async () =>
            {
                if (plan is not null)
                {
                    return await seeds.PrepareAsync(scope, seeder, new SeedOptions(), plan.Pending, token);
                }

                await ReadSeedsAsync(token);
                return null;
            });
        MigrateResult migrated = await migrator.ApplyAsync(preparedMigrations, token) with
        {
            AppliedBefore = plan!.AppliedCount,
        };
        SeedResult seeded = await seeder.ApplyAsync(preparedSeeds!, token);
        ImmutableArray<TableRowCount> tables = await scope.Work.Session.CountRowsAsync(token);
        return new SetupResult(scope.DatabaseCreated, migrated, seeded, tables);
    }

    private void RefuseWhatCannotBeDone()
    {
        if (_project.Configuration.Setup.Generate is not null)
        {
            throw new FurrowException(
                ErrorCode.ConfigInvalid,
                "furrow.yaml asks setup to generate data, which this version of furrow cannot do.")
            {
                File = ProjectFile.FileName,
                Hint = "Remove `setup: generate:`.",
            };
        }

        if (_project.Configuration.Snapshots.AfterSetup is not null)
        {
            throw new FurrowException(
                ErrorCode.ConfigInvalid,
                "furrow.yaml asks for a snapshot after setup, which this version of furrow cannot take.")
            {
                File = ProjectFile.FileName,
                Hint = "Remove `after_setup` under `snapshots:`.",
            };
        }
    }
}
