using Furrow.Seeds.Watching;

namespace Furrow.Workflows;

/// <summary>Options of <c>seed-watch</c>.</summary>
public sealed record SeedWatchOptions
{
    /// <summary>Told of everything that is seen, one at a time.</summary>
    public required Action<SeedWatchEvent> Report { get; init; }
}

/// <summary>What <c>seed-watch</c> saw until it was stopped.</summary>
/// <param name="SeedCount">How many seeds there were at the end.</param>
/// <param name="ChangeCount">How many were added, changed or removed.</param>
public sealed record SeedWatchResult(int SeedCount, int ChangeCount);

/// <summary><c>seed-watch</c>: keeps seeds.lock in step until it is stopped. Touches no database.</summary>
internal sealed class SeedWatching
{
    private readonly ProjectContext _project;

    public SeedWatching(ProjectContext project) => _project = project;

    public async Task<SeedWatchResult> RunAsync(SeedWatchOptions options, CancellationToken cancellationToken)
    {
        SeedWatcher watcher = new(new SeedWatcherOptions(
            _project.Configuration.SeedsDirectory,
            _project.Display,
            _project.Provider.Dialect,
            _project.Clock,
            options.Report)
        {
            Compiler = _project.SeedCompiler,
        });
        try
        {
            await watcher.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // To be stopped is how watching ends.
        }

        return new SeedWatchResult(watcher.SeedCount, watcher.ChangeCount);
    }
}
