using Furrow.Events;
using Furrow.Migrations;
using Furrow.Providers;
using Furrow.Seeds;
using Furrow.State;
using Furrow.Workflows.Verifying;

namespace Furrow.Workflows.SeedTesting;

/// <summary>All that a seed test works with; makes the databases that it works in.</summary>
internal sealed record SeedTestScene(
    ProjectContext Project,
    ChosenEnvironment Environment,
    ScratchPlace Place,
    MigrationSet Migrations,
    IReadOnlyList<SeedFile> Files)
{
    /// <summary>A scratch database of its own with every migration applied, and no seed.</summary>
    public async Task<SeedTestBed> StartAsync(CancellationToken cancellationToken)
    {
        ScratchWork scratch = new(Place.Server, Place.Request, Project.Events);
        try
        {
            ISession session = await scratch.StartAnewAsync(cancellationToken);
            WorkContext work = await PrepareAsync(session, scratch.Database, cancellationToken);
            MigrationRunner migrator = new(work, Project.MigrationSettings);
            MigrationPlan plan = MigrationPlan.Make(
                Migrations, await work.State.Migrations.ReadAllAsync(cancellationToken));
            await migrator.ApplyAsync(await migrator.PrepareAsync(plan, cancellationToken), cancellationToken);
            await session.ResetAsync(cancellationToken);
            if (Place.Server.Provider.Capabilities.Sequences)
            {
                work = await WithSequencesAsync(work, cancellationToken);
            }

            return new SeedTestBed(this, scratch, work);
        }
        catch
        {
            await scratch.DisposeAsync();
            throw;
        }
    }

    private async Task<WorkContext> PrepareAsync(
        ISession session, IDatabase database, CancellationToken cancellationToken)
    {
        StateStore state = await StateStore.OpenAsync(session, database, cancellationToken);
        await state.EnsureAsync(stamp: null, cancellationToken);
        OperationStart start = new("seed-test", Environment.Definition.Name, "allow", Project.Actor);
        return new WorkContext
        {
            Session = session,
            Database = database,
            Lock = new NoLock(),
            State = state,
            Events = new EventHub([new WarningsAlone(Project.Events)], Project.Clock, Project.Events.Secrets),
            Actor = Project.Actor,
            OperationId = await state.Operations.BeginAsync(start, cancellationToken),
            Environment = Environment.Definition.Name,
        };
    }

    // What a failed attempt and what is taken back moves must not show in the keys of the next seed's rows.
    private static async Task<WorkContext> WithSequencesAsync(WorkContext work, CancellationToken cancellationToken)
    {
        await using ISessionTransaction transaction = await work.Session.BeginAsync(
            new TransactionRequest(TransactionPurpose.Work), cancellationToken);
        SequenceRun run = await SequenceRun.BeginAsync(work.State, work.OperationId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return work with { Sequences = run };
    }

    // Whoever follows a log must not take what happens here for what happens to the project's database.
    private sealed class WarningsAlone(EventHub events) : IEventSink
    {
        public void Emit(FurrowEvent furrowEvent)
        {
            if (furrowEvent is WarningRaised)
            {
                events.Emit(furrowEvent);
            }
        }
    }
}
