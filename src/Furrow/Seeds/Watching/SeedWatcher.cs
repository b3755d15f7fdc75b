using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Seeds.Checking;
using Furrow.Seeds.LockFile;
using Furrow.Sql;

namespace Furrow.Seeds.Watching;

/// <summary>What <see cref="SeedWatcher"/> watches, and who hears of it.</summary>
/// <param name="Directory">The seeds folder's full path; it need not be there.</param>
/// <param name="Display">Turns a full path into what people are shown.</param>
/// <param name="Dialect">How SQL seeds are written.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Report">Told of everything, one at a time.</param>
internal sealed record SeedWatcherOptions(
    string Directory,
    Func<string, string> Display,
    SqlDialect Dialect,
    TimeProvider Clock,
    Action<SeedWatchEvent> Report)
{
    /// <summary>Reads what C# seeds say about themselves; null where there is none.</summary>
    public Lazy<ISeedCompiler>? Compiler { get; init; }
}

/// <summary>
/// Keeps seeds.lock in step with the seeds folder. Changes are told by the operating system and waited out until it is
/// quiet; once a second names, sizes and times are looked at all the same, so that nothing rests on being told.
/// </summary>
internal sealed class SeedWatcher
{
    private const int QuietRoundsMax = 4;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);

    private readonly SeedWatcherOptions _options;
    private readonly SeedLockStore _store;
    private readonly SeedProblemBoard _problems;
    private SeedLock _listed = SeedLock.Empty;
    private bool? _isThere;

    public SeedWatcher(SeedWatcherOptions options)
    {
        _options = options;
        _store = new SeedLockStore(options.Directory, options.Display);
        _problems = new SeedProblemBoard(options.Dialect);
    }

    /// <summary>How many seeds there are.</summary>
    public int SeedCount => _listed.Entries.Length;

    /// <summary>How many seeds were added, changed or removed.</summary>
    public int ChangeCount { get; private set; }

    /// <summary>Watches until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using FolderSignal signal = new(_options.Directory);
        string? seen = null;
        bool isTold = true;
        while (true)
        {
            signal.Listen();
            string? now = FolderFingerprint.Of(_options.Directory);
            if (isTold || now != seen)
            {
                seen = now;
                await LookAsync(now is not null, cancellationToken);
            }

            isTold = await signal.WaitAsync(LookEvery, _options.Clock, cancellationToken);

            // An editor saves in several steps, and a checkout changes many files; but nobody waits for ever.
            for (int i = 0; i < QuietRoundsMax && isTold; i++)
            {
                if (!await signal.WaitAsync(Quiet, _options.Clock, cancellationToken))
                {
                    break;
                }
            }
        }
    }

    private async Task LookAsync(bool isThere, CancellationToken cancellationToken)
    {
        if (isThere != _isThere)
        {
            _isThere = isThere;
            Tell(
                isThere ? SeedWatchEventKind.Watching : SeedWatchEventKind.Missing,
                _options.Display(_options.Directory));
            _listed = isThere ? await _store.ReadOrEmptyAsync(cancellationToken) : _listed;
        }

        if (!isThere)
        {
            return;
        }

        SeedFolderContent content = await SeedFolder.InspectAsync(
            _options.Directory, _options.Display, _options.Compiler, cancellationToken);
        SeedLock now = SeedLock.Of(
            content.Seeds.Select(SeedLockEntry.Of).Concat(_listed.Entries.Where(entry => IsKept(entry, content))));
        foreach (SeedLockChange change in _listed.ChangesTo(now))
        {
            ChangeCount++;
            TellChange(change);
        }

        _listed = now;
        List<SeedFinding> findings = [.. _problems.Look(content)];
        if (await WriteAsync(now, cancellationToken) is { } fault)
        {
            findings.Add(fault);
        }

        TellProblems(findings);
    }

    // A seed that cannot be read at this moment keeps its line.
    private bool IsKept(SeedLockEntry entry, SeedFolderContent content)
    {
        if (content.Seeds.Any(seed => seed.Name == entry.Name))
        {
            return false;
        }

        string folder = entry.Name[..entry.Name.IndexOf('/', StringComparison.Ordinal)];
        string shown = _options.Display(Path.Combine(_options.Directory, folder));
        return content.Unread.Contains(entry.Name, StringComparer.Ordinal)
            || content.Problems.Any(problem => problem.File == shown);
    }

    private async Task<SeedFinding?> WriteAsync(SeedLock now, CancellationToken cancellationToken)
    {
        try
        {
            // A folder that went away since is not to be made again.
            bool isWanted = now.Entries.Length > 0 || File.Exists(_store.FilePath);
            if (isWanted && Directory.Exists(_options.Directory))
            {
                await _store.WriteAsync(now, cancellationToken);
            }

            return null;
        }
        catch (FurrowException e)
        {
            return new SeedFinding(SeedFindingKind.Invalid, Seed: null, e.Message) { File = e.File, Hint = e.Hint };
        }
    }

    private void TellProblems(IReadOnlyList<SeedFinding> findings)
    {
        (ImmutableArray<SeedFinding> news, ImmutableArray<string> solved) = _problems.Compare(findings);
        foreach (string file in solved)
        {
            Tell(SeedWatchEventKind.Solved, file);
        }

        foreach (SeedFinding finding in news)
        {
            _options.Report(new SeedWatchEvent(
                SeedWatchEventKind.Problem, _options.Clock.GetUtcNow(), finding.File ?? "", finding.Message)
            {
                Line = finding.Line,
                Column = finding.Column,
                Hint = finding.Hint,
            });
        }
    }

    private void TellChange(SeedLockChange change)
    {
        (SeedWatchEventKind kind, string message) = change.Kind switch
        {
            SeedLockChangeKind.Added => (SeedWatchEventKind.Added, $"version {change.After!.Version}"),
            SeedLockChangeKind.Removed => (SeedWatchEventKind.Removed, ""),
            SeedLockChangeKind.Changed =>
                (SeedWatchEventKind.Changed, $"content; still version {change.After!.Version}"),
            _ => (SeedWatchEventKind.Changed, $"version {change.Before!.Version} to {change.After!.Version}"),
        };
        Tell(kind, change.Name, message);
    }

    private void Tell(SeedWatchEventKind kind, string subject, string message = "") =>
        _options.Report(new SeedWatchEvent(kind, _options.Clock.GetUtcNow(), subject, message));
}
