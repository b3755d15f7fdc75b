using Furrow.Providers;

namespace Furrow.Sqlite.Scratch;

/// <summary>A scratch file, and the lock file that says that its maker lives.</summary>
internal sealed class SqliteScratch(SqliteDatabase database, string path, FileStream held) : IScratchDatabase
{
    /// <inheritdoc />
    public IDatabase Database => database;

    /// <inheritdoc />
    public Task DropAsync(CancellationToken cancellationToken)
    {
        foreach (string suffix in (string[])["", "-journal", "-wal", "-shm"])
        {
            File.Delete(path + suffix);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            await DropAsync(CancellationToken.None);
        }
        finally
        {
            await database.DisposeAsync();

            // Deleted while it is held: nobody waits for the lock of a name that chance made.
            await DeleteLockAsync();
        }
    }

    private async Task DeleteLockAsync()
    {
        string lockPath = held.Name;
        if (OperatingSystem.IsWindows())
        {
            // There a file that is open cannot be deleted.
            await held.DisposeAsync();
            File.Delete(lockPath);
            return;
        }

        File.Delete(lockPath);
        await held.DisposeAsync();
    }
}
