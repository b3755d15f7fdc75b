using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Migrations;
using Furrow.Seeds;
using Furrow.Seeds.Checking;
using Furrow.Seeds.LockFile;
using Furrow.Seeds.Secrets;

namespace Furrow.Workflows;

/// <summary>
/// <c>seed-check</c>: everything that can be known of seeds before they run. Looks only: creates nothing, takes no
/// lock, and reports all it finds at once.
/// </summary>
internal sealed class SeedChecking
{
    private readonly ProjectContext _project;
    private readonly SeedFindings _findings = new();

    public SeedChecking(ProjectContext project) => _project = project;

    public async Task<SeedCheckResult> RunAsync(QueryOptions options, CancellationToken cancellationToken)
    {
        ChosenEnvironment environment = _project.ChooseEnvironment(options);
        SeedFolderContent content = await SeedFolder.InspectAsync(
            _project.Configuration.SeedsDirectory, _project.Display, _project.SeedCompiler, cancellationToken);
        foreach (FurrowException problem in content.Problems)
        {
            _findings.Add(problem);
        }

        IReadOnlyList<SeedFile> arranged = Arrange(content, environment);
        HashSet<string> readable = CheckTexts(content);
        CheckCode(content, cancellationToken);
        await CheckLockAsync(content, cancellationToken);
        SeedDatabaseStage stage = new(_project, environment, _findings)
        {
            Content = content,
            Arranged = arranged,
            Readable = readable,
            Migrations = await ReadMigrationsAsync(cancellationToken),
        };
        return new SeedCheckResult
        {
            Environment = environment.Definition.Name,
            Database = _project.Configuration.Database.Value.Display,
            SeedCount = content.Seeds.Count + content.Unread.Length,
            EnvironmentSeedCount = arranged.Count,
            PendingMigrations = await stage.RunAsync(cancellationToken),
            Findings = _findings.Sorted(),
        };
    }

    // A dependency on a seed that is there and cannot be read is met as far as anybody knows.
    private IReadOnlyList<SeedFile> Arrange(SeedFolderContent content, ChosenEnvironment environment)
    {
        ImmutableArray<SeedFile> seeds =
        [
            .. content.Seeds.Select(seed => seed with { Depends = seed.Depends.RemoveRange(content.Unread) }),
        ];
        IReadOnlyList<SeedFile> arranged = new SeedArrangement(seeds, environment.Definition.Folders)
            .Inspect(out IReadOnlyList<FurrowException> problems);
        foreach (FurrowException problem in problems)
        {
            _findings.Add(problem);
        }

        HashSet<string> known = seeds.Select(seed => seed.Name).ToHashSet(StringComparer.Ordinal);
        foreach (SeedFile seed in seeds.Where(seed => !environment.Definition.Folders.Contains(seed.Folder)))
        {
            foreach (string missing in seed.Depends.Where(name => !known.Contains(name)))
            {
                _findings.Add(new SeedFinding(
                    SeedFindingKind.Invalid, seed.Name, $"{seed.Name} depends on {missing}, and there is no such seed.")
                {
                    File = seed.DisplayPath,
                    Hint = NearestName.Find(missing, known) is { } nearest ? $"Did you mean {nearest}?" : null,
                });
            }
        }

        return arranged;
    }

    // Returns the seeds whose text is well.
    private HashSet<string> CheckTexts(SeedFolderContent content)
    {
        HashSet<string> readable = new(StringComparer.Ordinal);
        foreach (SeedFile seed in content.Seeds)
        {
            if (SeedSyntax.Check(seed, _project.Provider.Dialect, _findings))
            {
                readable.Add(seed.Name);
            }

            if (SecretGuard.IsAllowed(_project, seed))
            {
                continue;
            }

            foreach (SecretFinding finding in SecretScan.Find(seed, _project.Provider.Dialect))
            {
                _findings.Add(SecretGuard.Refusal(seed, finding), seed.Name, SeedFindingKind.Secret);
            }
        }

        IEnumerable<string> there = content.Seeds.Select(seed => seed.Name).Concat(content.Unread);
        foreach (string name in _project.Configuration.Seeds.AllowSecrets.Except(there, StringComparer.Ordinal))
        {
            _findings.Add(new SeedFinding(
                SeedFindingKind.Invalid,
                Seed: null,
                $"`seeds: allow_secrets:` names {name}, and there is no such seed.")
            {
                File = Configuration.ProjectFile.FileName,
                Hint = "Remove it: whoever writes a seed of that name later would get its allowance.",
            });
        }

        return readable;
    }

    // Code that is shared says the same of every seed; once is enough.
    private void CheckCode(SeedFolderContent content, CancellationToken cancellationToken)
    {
        SeedCodes codes = new(_project.SeedSurroundings());
        HashSet<(string?, int?, int?, string, string?)> told = [];
        foreach (SeedFile seed in content.Seeds.Where(seed => seed.Kind == SeedKind.Cs))
        {
            try
            {
                codes.Load(seed, cancellationToken).Dispose();
            }
            catch (FurrowException e)
            {
                if (told.Add((e.File, e.Line, e.Column, e.Message, e.Detail)))
                {
                    _findings.Add(e, e.File == seed.DisplayPath ? seed.Name : null);
                }
            }
        }
    }

    private async Task CheckLockAsync(SeedFolderContent content, CancellationToken cancellationToken)
    {
        SeedLockStore store = SeedSyncing.Store(_project);
        try
        {
            if (await store.ReadAsync(cancellationToken) is not { } listed)
            {
                return;
            }

            IEnumerable<SeedLockChange> changes = listed.ChangesTo(SeedLock.Of(content.Seeds))
                .Where(change => !content.Unread.Contains(change.Name, StringComparer.Ordinal));
            foreach (SeedLockChange change in changes)
            {
                _findings.Add(new SeedFinding(SeedFindingKind.Lock, change.Name, Describe(change))
                {
                    File = store.DisplayPath,
                    Hint = "`furrow seed-sync` writes it anew.",
                });
            }
        }
        catch (FurrowException e) when (e.Code == ErrorCode.SeedInvalid)
        {
            _findings.Add(e);
        }
    }

    private static string Describe(SeedLockChange change) => change.Kind switch
    {
        SeedLockChangeKind.Added => $"{change.Name} is not listed.",
        SeedLockChangeKind.Removed => $"{change.Name} is listed, and there is no such seed.",
        SeedLockChangeKind.Changed =>
            $"{change.Name} has other content than listed, and still version {change.After!.Version}.",
        _ => $"{change.Name} is listed with version {change.Before!.Version} and has {change.After!.Version}.",
    };

    private async Task<MigrationSet?> ReadMigrationsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ProjectFiles.ReadMigrationsAsync(_project, cancellationToken);
        }
        catch (FurrowException e) when (e.Code == ErrorCode.ConfigInvalid)
        {
            _findings.Add(e);
            return null;
        }
    }
}
