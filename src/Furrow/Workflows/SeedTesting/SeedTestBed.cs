using System.Collections.Immutable;
using System.Data.Common;
using Furrow.Errors;
using Furrow.Migrations;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Seeds;
using Furrow.Seeds.Rollback;
using Furrow.State;

namespace Furrow.Workflows.SeedTesting;

/// <summary>A scratch database in which seeds are applied, for good or only to see what that does.</summary>
internal sealed class SeedTestBed : IAsyncDisposable
{
    private readonly SeedTestScene _scene;
    private readonly ScratchWork _scratch;
    private readonly WorkContext _work;

    public SeedTestBed(SeedTestScene scene, ScratchWork scratch, WorkContext work) =>
        (_scene, _scratch, _work) = (scene, scratch, work);

    /// <summary>What the database holds, exactly.</summary>
    /// <param name="sameDefinitions">A state whose definitions are known to be there still; null to read them.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<DatabaseState> ReadAsync(DatabaseState? sameDefinitions, CancellationToken cancellationToken) =>
        DatabaseState.ReadAsync(_work.Session, sameDefinitions, cancellationToken);

    /// <summary>What is the same however often and in whichever order the rows are written.</summary>
    public Task<DatabaseState> ReadMappedAsync(
        IReadOnlySet<(ObjectName Table, string Column)> leftOut, CancellationToken cancellationToken) =>
        DatabaseState.ReadMappedAsync(_work.Session, leftOut, cancellationToken);

    /// <summary>Applies a seed as <c>seed</c> would.</summary>
    /// <exception cref="FurrowException">It failed; nothing of it remains.</exception>
    public async Task<ImmutableArray<TableChanges>> ApplyAsync(SeedFile seed, CancellationToken cancellationToken)
    {
        await _work.Session.ResetAsync(cancellationToken);
        return await ApplyAsync(_work, seed, SeedReason.New, cancellationToken);
    }

    /// <summary>Applies a seed again, looks, and takes that back.</summary>
    /// <exception cref="FurrowException">It failed.</exception>
    public async Task<(ImmutableArray<TableChanges> Tables, DatabaseState State)> ApplyAgainAsync(
        SeedFile seed, DatabaseState? sameDefinitions, CancellationToken cancellationToken)
    {
        ImmutableArray<TableChanges> tables = [];
        DatabaseState state = await TryAsync(
            seed,
            sameDefinitions,
            async (work, token) => tables = await ApplyAsync(work, seed, SeedReason.Forced, token),
            cancellationToken);
        return (tables, state);
    }

    /// <summary>Takes a seed back as <c>seed-rollback</c> would, looks, and takes that back.</summary>
    /// <exception cref="FurrowException">Code <c>refused</c>: it has no way back. Else it failed.</exception>
    public Task<DatabaseState> RollBackAsync(
        SeedFile seed, DatabaseState? sameDefinitions, CancellationToken cancellationToken) => TryAsync(
        seed,
        sameDefinitions,
        async (work, token) =>
        {
            SeedRollbackRunner runner = new(work, _scene.Files, _scene.Project.SeedSurroundings());
            SeedRollbackPlan plan = SeedRollbackPlanner.Plan(new SeedRollbackRequest
            {
                Applied = await work.State.Seeds.ReadAppliedAsync(token),
                Files = _scene.Files,
                WithDown = runner.WithDown,
                Selection = new SeedSelection(seed.Name, Last: null, All: false),
            });
            await runner.RunAsync(plan, token);
        },
        cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _scratch.DisposeAsync();

    private async Task<DatabaseState> TryAsync(
        SeedFile seed,
        DatabaseState? sameDefinitions,
        Func<WorkContext, CancellationToken, Task> attempt,
        CancellationToken cancellationToken)
    {
        DatabaseState? state = null;
        await _work.Session.ResetAsync(cancellationToken);
        try
        {
            await _work.RehearseInOneAsync(
                seed.Name,
                new TransactionRequest(TransactionPurpose.Work) { IsRepeatable = true },
                async (work, transaction, token) =>
                {
                    await attempt(work, token);
                    await transaction.CheckAsync(token);
                    state = await DatabaseState.ReadAsync(work.Session, sameDefinitions, token);
                },
                cancellationToken);
        }
        catch (DbException e)
        {
            throw _work.Fault(e, ErrorCode.SeedFailed, seed.DisplayPath);
        }
        finally
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                await _work.SetSequencesBackAsync(cancellationToken);
            }
        }

        return state!;
    }

    private async Task<ImmutableArray<TableChanges>> ApplyAsync(
        WorkContext work, SeedFile seed, SeedReason reason, CancellationToken cancellationToken)
    {
        SeedRunner runner = new SeedWorkflow(_scene.Project)
            .Runner(new ChangeScope(work, _scene.Environment, DatabaseCreated: false));
        SeedPlan plan = new()
        {
            AppliedCount = 0,
            ToRun = [new PlannedSeed(seed, reason)],
            Skipped = [],
            Drift = [],
            Orphaned = [],
        };
        PreparedSeeds prepared = runner.Prepare(plan, IsMigrated, cancellationToken);
        return (await runner.ApplyAsync(prepared, cancellationToken)).Seeds[0].Tables;
    }

    private bool IsMigrated(string required) => MigrationVersion.TryParse(required, out MigrationVersion? version)
        && _scene.Migrations.Versioned.Any(file => file.Version.Equals(version));
}
