using System.Collections.Immutable;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.Seeds;
using Furrow.Seeds.LockFile;
using Furrow.State;

namespace Furrow.Workflows;

/// <summary><c>seed-sync</c>: writes seeds.lock; with <c>--accept</c> settles a seed's drift.</summary>
internal sealed class SeedSyncing
{
    private readonly ProjectContext _project;
    private readonly SeedLockStore _store;

    public SeedSyncing(ProjectContext project)
    {
        _project = project;
        _store = Store(project);
    }

    /// <summary>The project's seeds.lock.</summary>
    public static SeedLockStore Store(ProjectContext project) =>
        new(project.Configuration.SeedsDirectory, project.Display);

    public async Task<SeedSyncResult> RunAsync(SeedSyncOptions options, CancellationToken cancellationToken)
    {
        SeedAcceptance? accepted = options.Accept is null ? null : await AcceptAsync(options, cancellationToken);
        return await SyncAsync(cancellationToken) with { Accepted = accepted };
    }

    /// <summary>Writes the file from the seeds as they are; every seed must be readable.</summary>
    public async Task<SeedSyncResult> SyncAsync(CancellationToken cancellationToken)
    {
        SeedLock now = SeedLock.Of(await ProjectFiles.ReadSeedsAsync(_project, cancellationToken));
        ImmutableArray<SeedLockChange> changes = (await _store.ReadOrEmptyAsync(cancellationToken)).ChangesTo(now);
        bool written = await _store.WriteAsync(now, cancellationToken);
        return new SeedSyncResult(_store.FilePath, now.Entries.Length, written, changes);
    }

    private Task<SeedAcceptance> AcceptAsync(SeedSyncOptions options, CancellationToken cancellationToken) =>
        new ChangingCommand(_project).RunAsync(
            new ChangeRequest { Command = "seed-sync", Operations = [Operation.SeedAccept], Options = options },
            (scope, token) => AcceptAsync(scope, options.Accept!, token),
            cancellationToken);

    private async Task<SeedAcceptance> AcceptAsync(
        ChangeScope scope, string typed, CancellationToken cancellationToken)
    {
        IReadOnlyList<SeedFile> seeds = await ProjectFiles.ReadSeedsAsync(_project, cancellationToken);
        string name = SeedNames.Resolve([typed], seeds, "this project").Single();
        SeedFile seed = seeds.Single(s => s.Name == name);
        SeedRecord? record = (await scope.Work.State.Seeds.ReadAsync(cancellationToken))
            .FirstOrDefault(r => r.Name == name);
        bool isDrift = SeedPlanner.DriftOf(seed, record) is not null;
        if (isDrift)
        {
            await scope.Work.InTransactionAsync(
                "seed-sync",
                new TransactionRequest(TransactionPurpose.Work),
                token => new SeedStanding(scope.Work.State).AcceptAsync(name, seed.Version, seed.Checksum, token),
                cancellationToken);
        }

        return new SeedAcceptance(name, seed.Version, isDrift);
    }
}
