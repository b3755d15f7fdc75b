namespace Furrow.Seeds.Watching;

/// <summary>
/// Wakes whoever waits when the operating system says that something in a folder changed. It may say nothing (limits,
/// network drives, a folder that was replaced): whoever waits must look for himself from time to time.
/// </summary>
internal sealed class FolderSignal : IDisposable
{
    private readonly string _folder;
    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly Lock _gate = new();
    private FileSystemWatcher? _watcher;
    private bool _isBroken;

    public FolderSignal(string folder) => _folder = folder;

    /// <summary>Listens where that is possible and not done yet; stops where the folder is gone.</summary>
    public void Listen()
    {
        bool isThere = Directory.Exists(_folder);
        if (_watcher is not null && (_isBroken || !isThere))
        {
            _watcher.Dispose();
            _watcher = null;
        }

        if (_watcher is null && isThere)
        {
            _isBroken = false;
            _watcher = Start();
        }
    }

    /// <summary>Waits for a change, or until the time is over; true for a change.</summary>
    public async Task<bool> WaitAsync(TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken)
    {
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task change = _signal.WaitAsync(over.Token);
        Task first = await Task.WhenAny(change, Task.Delay(limit, clock, over.Token));
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return first == change || change.IsCompletedSuccessfully;
    }

    public void Dispose()
    {
        _watcher?.Dispose();
        _watcher = null;
    }

    // Where the operating system cannot do it, looking from time to time has to be enough.
    private FileSystemWatcher? Start()
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(_folder)
            {
                IncludeSubdirectories = true,
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite
                    | NotifyFilters.Size,
            };
            watcher.Changed += (_, _) => Wake();
            watcher.Created += (_, _) => Wake();
            watcher.Deleted += (_, _) => Wake();
            watcher.Renamed += (_, _) => Wake();
            watcher.Error += (_, _) =>
            {
                _isBroken = true;
                Wake();
            };
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            watcher?.Dispose();
            return null;
        }
    }

    private void Wake()
    {
        lock (_gate)
        {
            if (_signal.CurrentCount == 0)
            {
                _signal.Release();
            }
        }
    }
}
