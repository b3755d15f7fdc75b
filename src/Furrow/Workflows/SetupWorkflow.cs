using System.Collections.Immutable;
using Furrow.Migrations;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.Scenarios;
using Furrow.Seeds;
using Furrow.Snapshots;
using Furrow.Workflows.Generating;
using Furrow.Workflows.Snapshotting;

namespace Furrow.Workflows;

/// <summary>
/// <c>setup</c>: what <c>migrate</c> and <c>seed</c> do, together, and what furrow.yaml has generated after them.
/// Migrations and seeds are planned before any of it is done: a seed that cannot run stops it before its first
/// migration.
/// </summary>
internal sealed class SetupWorkflow
{
    private readonly ProjectContext _project;

    public SetupWorkflow(ProjectContext project) => _project = project;

    public async Task<SetupResult> SetupAsync(SetupOptions options, CancellationToken cancellationToken)
    {
        ChosenEnvironment environment = _project.ChooseEnvironment(options);
        GenerationStage generation = new(_project, environment, options.NoGenerate);
        (SnapshotMetadata? snapshot, SetupRestore? restore) =
            await RestoreAsync(options, environment, generation, cancellationToken);
        SetupResult result = await ApplyAsync(
            // Whoever agreed to the first half agreed to this one.
            restore is null ? options : options with { Yes = true }, generation, cancellationToken);
        if (restore is not null)
        {
            result = result with
            {
                DatabaseCreated = result.DatabaseCreated || restore.DatabaseCreated,
                Snapshot = restore.IsDone ? snapshot!.Name : null,
            };
        }

        bool isWanted = _project.Configuration.Snapshots.AfterSetup == environment.Definition.Name
            && result is { DidAnything: true, Snapshot: null } && IsWhole(options, result);
        return isWanted
            ? result with { NewSnapshot = await StoreAsync(options, cancellationToken) }
            : result;
    }

    // A database without the generated rows, or with others, is not what the recipe leads to.
    private bool IsWhole(SetupOptions options, SetupResult result) =>
        !(options.NoGenerate && _project.Configuration.Setup.Generate is not null)
        && result.Generation is not { State: GenerationState.Different };

    private Task<SetupResult> ApplyAsync(
        SetupOptions options, GenerationStage generation, CancellationToken cancellationToken) =>
        new ChangingCommand(_project).RunAsync(
            Request(options, generation),
            new ChangeWork<SetupResult>(
                (scope, token) => RunAsync(scope, generation, token),
                (glance, token) => FindNothingToDoAsync(glance, generation, token)),
            cancellationToken);

    private ChangeRequest Request(SetupOptions options, GenerationStage generation) => new()
    {
        Command = "setup",
        Operations =
            [Operation.Setup, .. new SeedWorkflow(_project).Operations(options), .. generation.Operations],
        Options = options,
        CreatesDatabase = true,
        LookFirst = generation.ReadAsync,
    };

    private async Task<(SnapshotMetadata? Snapshot, SetupRestore? Restore)> RestoreAsync(
        SetupOptions options,
        ChosenEnvironment environment,
        GenerationStage generation,
        CancellationToken cancellationToken)
    {
        SetupSnapshot setup = new(_project);
        if (options.NoSnapshot
            || await setup.FindAsync(environment, cancellationToken, options.NoGenerate) is not { } snapshot
            || !await setup.IsWantedAsync(cancellationToken))
        {
            return (null, null);
        }

        return (snapshot, await new ChangingCommand(_project).RunAsync(
            Request(options, generation),
            (scope, token) => setup.RestoreAsync(scope, snapshot, token),
            cancellationToken));
    }

    private async Task<string> StoreAsync(SetupOptions options, CancellationToken cancellationToken)
    {
        SnapshotCreateResult stored = await new SnapshotCreation(_project).RunAsync(
            new SnapshotCreateOptions { Environment = options.Environment, Note = "after setup" }, cancellationToken);
        return stored.Snapshot.Name;
    }

    private async Task<SetupResult?> FindNothingToDoAsync(
        Glance glance, GenerationStage generation, CancellationToken cancellationToken)
    {
        GenerationStanding? standing = await generation.LookAsync(glance.State, cancellationToken);
        if (standing is { State: GenerationState.Pending })
        {
            return null;
        }

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
        if (plan is null || skipped is null)
        {
            return null;
        }

        generation.Tell(standing);
        return new SetupResult(
            DatabaseCreated: false,
            new MigrateResult([]) { AppliedBefore = plan.AppliedCount },
            skipped,
            await glance.CountRowsAsync(cancellationToken))
        {
            Generation = standing,
        };
    }

    // With migrations that cannot be read nobody knows what the seeds would find: only they themselves are looked at.
    private async Task ReadSeedsAsync(CancellationToken cancellationToken) => SeedOrder.Arrange(
        await ProjectFiles.ReadSeedsAsync(_project, cancellationToken),
        _project.Configuration.Environment.Value.Folders);

    private async Task<SetupResult> RunAsync(
        ChangeScope scope, GenerationStage generation, CancellationToken token)
    {
        MigrationWorkflow migrations = new(_project);
        SeedWorkflow seeds = new(_project);
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
        (GenerationStanding? standing, GenerateResult? generated) = await generation.RunAsync(scope, token);
        ImmutableArray<TableRowCount> tables = await scope.Work.Session.CountRowsAsync(token);
        return new SetupResult(scope.DatabaseCreated, migrated, seeded, tables)
        {
            Generation = standing,
            Generated = generated,
        };
    }
}
