using System.Collections.Immutable;
using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Migrations;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.Seeds;

namespace Furrow.Workflows;

/// <summary>
/// <c>setup</c>, <c>migrate</c> and <c>seed</c>: the same two steps, together or alone. Pending work is read again
/// under the lock, so that of several started together one does the work and the others find nothing to do. All of it
/// is planned before any of it is done: a seed that cannot run stops <c>setup</c> before its first migration.
/// </summary>
internal sealed class SetupWorkflow
{
    private readonly ProjectContext _project;

    public SetupWorkflow(ProjectContext project) => _project = project;

    public async Task<SetupResult> SetupAsync(SetupOptions options, CancellationToken cancellationToken)
    {
        RefuseWhatCannotBeDone();
        return await new ChangingCommand(_project).RunAsync(
            new ChangeRequest
            {
                Command = "setup",
                Operations = [Operation.Setup, .. SeedOperations(options)],
                Options = options,
                CreatesDatabase = true,
            },
            async (scope, token) =>
            {
                MigrationRunner migrator = Migrator(scope);
                MigrationPlan migrations = await PlanMigrationsAsync(scope, target: null, allowDrift: false, token);
                IReadOnlyList<PreparedMigration> preparedMigrations = migrator.Prepare(migrations.Pending);
                SeedRunner seeder = Seeder(scope);
                PreparedSeeds preparedSeeds = await PrepareSeedsAsync(
                    scope, seeder, new SeedOptions(), migrations.Pending, token);
                MigrateResult migrated = await migrator.ApplyAsync(preparedMigrations, token) with
                {
                    AppliedBefore = migrations.AppliedCount,
                };
                SeedResult seeded = await seeder.ApplyAsync(preparedSeeds, token);
                ImmutableArray<TableRowCount> tables = await scope.Work.Session.CountRowsAsync(token);
                return new SetupResult(scope.DatabaseCreated, migrated, seeded, tables);
            },
            cancellationToken);
    }

    public async Task<MigrateResult> MigrateAsync(MigrateOptions options, CancellationToken cancellationToken)
    {
        MigrationVersion? target = ParseTarget(options.Target);
        return await new ChangingCommand(_project).RunAsync(
            new ChangeRequest
            {
                Command = "migrate",
                Operations = [Operation.Migrate],
                Options = options,
                Force = options.Force,
            },
            async (scope, token) =>
            {
                MigrationRunner migrator = Migrator(scope);
                MigrationPlan plan = await PlanMigrationsAsync(scope, target, options.AllowDrift, token);
                return await migrator.ApplyAsync(migrator.Prepare(plan.Pending), token) with
                {
                    AppliedBefore = plan.AppliedCount,
                };
            },
            cancellationToken);
    }

    public Task<SeedResult> SeedAsync(SeedOptions options, CancellationToken cancellationToken)
    {
        ImmutableArray<Operation> operations = SeedOperations(options);
        return new ChangingCommand(_project).RunAsync(
            new ChangeRequest
            {
                Command = "seed",
                Operations = options.Force ? operations.Add(Operation.SeedForce) : operations,
                Options = options,
            },
            async (scope, token) =>
            {
                SeedRunner seeder = Seeder(scope);
                PreparedSeeds prepared = await PrepareSeedsAsync(scope, seeder, options, aboutToBeApplied: [], token);
                return await seeder.ApplyAsync(prepared, token);
            },
            cancellationToken);
    }

    // The environment's folders decide what is judged, before any file is looked for.
    private ImmutableArray<Operation> SeedOperations(CommandOptions options) =>
        _project.ChooseEnvironment(options).Definition.Folders.Any(folder => folder is "development" or "test")
            ? [Operation.SeedBase, Operation.SeedEnvironment]
            : [Operation.SeedBase];

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

    private MigrationRunner Migrator(ChangeScope scope) =>
        new(scope.Work, _project.Configuration.Migrations.LockTimeout, _project.Display);

    private SeedRunner Seeder(ChangeScope scope) => new(scope.Work, _project.Variables);

    private async Task<MigrationPlan> PlanMigrationsAsync(
        ChangeScope scope, MigrationVersion? target, bool allowDrift, CancellationToken cancellationToken)
    {
        IReadOnlyList<MigrationFile> files = await ProjectFiles.ReadMigrationsAsync(_project, cancellationToken);
        RefuseUnknownTarget(files, target);
        MigrationPlan plan = MigrationPlan.Make(
            files, await scope.Work.State.Migrations.ReadAsync(cancellationToken), target);
        if (!allowDrift)
        {
            Drift.Refuse(plan);
        }

        foreach (MigrationFile late in plan.OutOfOrder)
        {
            _project.Events.Emit(new WarningRaised(
                $"Migration {late.Title} comes before migrations that are applied already; it is applied now.",
                Hint: null));
        }

        return plan;
    }

    private async Task<PreparedSeeds> PrepareSeedsAsync(
        ChangeScope scope,
        SeedRunner seeder,
        SeedOptions options,
        ImmutableArray<MigrationFile> aboutToBeApplied,
        CancellationToken cancellationToken)
    {
        SeedPlan plan = SeedPlanner.Plan(new SeedPlanRequest
        {
            Files = await ProjectFiles.ReadSeedsAsync(_project, cancellationToken),
            Folders = scope.Environment.Definition.Folders,
            History = await scope.Work.State.Seeds.ReadAsync(cancellationToken),
            Names = options.Names,
            Force = options.Force,
        });
        if (!options.AllowDrift)
        {
            Drift.Refuse(plan);
        }

        HashSet<MigrationVersion> applied =
        [
            .. (await scope.Work.State.Migrations.ReadAsync(cancellationToken))
                .Select(record => MigrationVersion.Parse(record.Version)),
            .. aboutToBeApplied.Select(file => file.Version),
        ];
        return seeder.Prepare(
            plan, required => MigrationVersion.TryParse(required, out var version) && applied.Contains(version));
    }

    private static MigrationVersion? ParseTarget(string? target)
    {
        if (target is null)
        {
            return null;
        }

        return MigrationVersion.TryParse(target, out MigrationVersion? version) ? version : throw new FurrowException(
            ErrorCode.Usage, $"--target is '{target}'; expected a migration's version, digits only.");
    }

    private static void RefuseUnknownTarget(IReadOnlyList<MigrationFile> files, MigrationVersion? target)
    {
        if (target is not null && files.All(file => file.Version != target))
        {
            throw new FurrowException(ErrorCode.Usage, $"--target {target} is no version of this project.")
            {
                Hint = files.Count == 0
                    ? "There are no migrations."
                    : $"Versions run from {files[0].Version} to {files[^1].Version}; `furrow list` shows them.",
            };
        }
    }
}
