using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.Seeds;
using Furrow.Seeds.LockFile;
using Furrow.State;

namespace Furrow.Workflows;

/// <summary>
/// <c>seed-clean</c>: applied seeds whose file is gone become Orphaned, and what has no file leaves seeds.lock. Rows
/// stay.
/// </summary>
internal sealed class SeedCleaning
{
    private readonly ProjectContext _project;

    public SeedCleaning(ProjectContext project) => _project = project;

    public Task<SeedCleanResult> RunAsync(SeedCleanOptions options, CancellationToken cancellationToken) =>
        new ChangingCommand(_project).RunAsync(
            new ChangeRequest
            {
                Command = "seed-clean",
                Operations = [Operation.SeedClean],
                Options = options,
                Force = options.Force,
            },
            CleanAsync,
            cancellationToken);

    private async Task<SeedCleanResult> CleanAsync(ChangeScope scope, CancellationToken cancellationToken)
    {
        IReadOnlyList<SeedFile> files = await ReadFilesAsync(cancellationToken);
        ImmutableArray<string> orphans =
        [
            .. SeedPlanner.Orphans(files, await scope.Work.State.Seeds.ReadAsync(cancellationToken))
                .Order(StringComparer.Ordinal),
        ];
        if (orphans.Length > 0)
        {
            SeedStanding standing = new(scope.Work.State);
            await scope.Work.InTransactionAsync(
                "seed-clean",
                new TransactionRequest(TransactionPurpose.Work),
                async token =>
                {
                    foreach (string orphan in orphans)
                    {
                        await standing.OrphanAsync(orphan, token);
                    }
                },
                cancellationToken);
        }

        HashSet<string> names = files.Select(seed => seed.Name).ToHashSet(StringComparer.Ordinal);
        return new SeedCleanResult(orphans, await UnlistAsync(names, cancellationToken));
    }

    // Without its folder every seed would look like an orphan; it is more likely elsewhere.
    private async Task<IReadOnlyList<SeedFile>> ReadFilesAsync(CancellationToken cancellationToken)
    {
        string folder = _project.Configuration.SeedsDirectory;
        if (!Directory.Exists(folder))
        {
            throw new FurrowException(
                ErrorCode.SeedInvalid,
                $"There is no seeds folder {_project.Display(folder)}, so every seed would be gone.")
            {
                File = _project.Display(folder),
                Hint = "Correct `seeds: path:` in furrow.yaml, or create it if there are no seeds any more.",
            };
        }

        return await ProjectFiles.ReadSeedsAsync(_project, cancellationToken);
    }

    private async Task<ImmutableArray<string>> UnlistAsync(HashSet<string> files, CancellationToken cancellationToken)
    {
        SeedLockStore store = SeedSyncing.Store(_project);
        if (await store.ReadAsync(cancellationToken) is not { } listed)
        {
            return [];
        }

        SeedLock kept = SeedLock.Of(listed.Entries.Where(entry => files.Contains(entry.Name)));
        if (kept.Entries.Length < listed.Entries.Length)
        {
            await store.WriteAsync(kept, cancellationToken);
        }

        return [.. listed.Entries.Select(entry => entry.Name).Where(name => !files.Contains(name))];
    }
}
