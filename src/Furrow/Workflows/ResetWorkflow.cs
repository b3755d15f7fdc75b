using System.Collections.Immutable;
using Furrow.Clearing;
using Furrow.Events;
using Furrow.Migrations;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.Seeds;
using Furrow.State;

namespace Furrow.Workflows;

/// <summary>
/// <c>reset</c>: drops everything in one transaction, then migrates and seeds. What cannot be migrated or seeded is
/// found before anything is dropped. Killed after the drop it leaves a database that <c>setup</c> or another
/// <c>reset</c> finishes: the histories say at every moment what is there.
/// </summary>
internal sealed class ResetWorkflow
{
    private readonly ProjectContext _project;

    public ResetWorkflow(ProjectContext project) => _project = project;

    public Task<ResetResult> RunAsync(ResetOptions options, CancellationToken cancellationToken)
    {
        SeedWorkflow seeds = new(_project);
        ImmutableArray<Operation> operations = [Operation.Reset, Operation.Migrate];
        return new ChangingCommand(_project).RunAsync(
            new ChangeRequest
            {
                Command = "reset",
                Operations = options.Seed ? operations.AddRange(seeds.Operations(options)) : operations,
                Options = options,
                Force = options.Force,
            },
            (scope, token) => RunAsync(scope, options.Seed ? seeds : null, token),
            cancellationToken);
    }

    private async Task<ResetResult> RunAsync(
        ChangeScope scope, SeedWorkflow? seeds, CancellationToken cancellationToken)
    {
        MigrationRunner migrator = new MigrationWorkflow(_project).Runner(scope);
        MigrationPlan plan = MigrationPlan.Make(
            await ProjectFiles.ReadMigrationsAsync(_project, cancellationToken), AppliedMigrations.None);
        PreparedMigrations migrations = await migrator.PrepareAsync(plan, cancellationToken);
        SeedRunner seeder = new(scope.Work, _project.SeedSurroundings());
        SeedBasis basis = new([], plan.Pending.Select(file => file.Version));
        PreparedSeeds? prepared = seeds is null
            ? null
            : await seeds.PrepareAsync(scope, seeder, new SeedOptions(), basis, cancellationToken);

        ImmutableArray<DroppedObject> dropped = await DropAsync(scope.Work, migrations, cancellationToken);
        MigrateResult migrated = await migrator.ApplyAsync(migrations, cancellationToken);
        SeedResult? seeded = prepared is null ? null : await seeder.ApplyAsync(prepared, cancellationToken);
        return new ResetResult(
            dropped, migrated, seeded, await scope.Work.Session.CountRowsAsync(cancellationToken));
    }

    private async Task<ImmutableArray<DroppedObject>> DropAsync(
        WorkContext work, PreparedMigrations migrations, CancellationToken cancellationToken)
    {
        ImmutableArray<DroppedObject> dropped = [];
        await work.InTransactionAsync(
            "reset",
            new TransactionRequest(TransactionPurpose.SchemaChange, _project.Configuration.Migrations.LockTimeout),
            async token => dropped = await new ObjectDropper(work).DropAsync(
                migrations.Statements, token),
            cancellationToken);
        _project.Events.Emit(new ObjectsDropped(dropped.Length));
        return dropped;
    }
}
