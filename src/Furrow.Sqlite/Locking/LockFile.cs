using Furrow.Errors;
using Furrow.Sqlite.Opening;

namespace Furrow.Sqlite.Locking;

/// <summary>How an attempt to take the lock file ended.</summary>
internal enum LockFileState
{
    /// <summary>Nobody holds it.</summary>
    Free,

    /// <summary>Somebody holds it.</summary>
    Held,
}

/// <summary>
/// The operating system's lock on a file beside the database: <c>flock</c> on Unix, a share mode on Windows, both as
/// .NET's <see cref="FileShare"/>. It goes with the process however that ends, it is between handles and so holds
/// within
/// one process too, and children do not inherit it. It does not hold between machines on network file systems that keep
/// such locks to themselves (older NFS, some SMB mounts): a SQLite database does not belong there anyway.
/// The file is never deleted: another process may have it open and be waiting for it, and would then hold a lock on a
/// file that nobody else can find. Like the database it belongs into .gitignore (<c>*.furrow-lock</c>).
/// </summary>
internal sealed class LockFile(DatabaseFile database, TimeProvider clock)
{
    private const int AttemptsMax = 2_000;
    private const int PauseMs = 2;

    // EWOULDBLOCK on Linux and macOS, ERROR_SHARING_VIOLATION on Windows.
    private static readonly int[] HeldResults = [11, 35, unchecked((int)0x80070020)];

    /// <summary>
    /// Takes it, or says that somebody has it. A look by <see cref="Probe"/> shares the file for a moment and so
    /// keeps it
    /// from being taken; this is told apart from a holder, with whom nothing can be shared, and tried again.
    /// </summary>
    public async Task<FileStream?> TryTakeAsync(CancellationToken cancellationToken)
    {
        RequireLocking();
        for (int attempt = 0; attempt < AttemptsMax; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Open(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None) is { } taken)
            {
                return taken;
            }

            if (Probe() == LockFileState.Held)
            {
                return null;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(PauseMs), clock, cancellationToken);
        }

        return null;
    }

    /// <summary>Whether somebody holds it now. Creates nothing, and keeps nobody from taking it.</summary>
    public LockFileState Probe()
    {
        try
        {
            using FileStream? shared = Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return shared is null ? LockFileState.Held : LockFileState.Free;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return LockFileState.Free;
        }
        catch (UnauthorizedAccessException)
        {
            // Who may not look must not conclude that nobody is there.
            return LockFileState.Held;
        }
    }

    private FileStream? Open(FileMode mode, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(database.LockPath, mode, access, share, bufferSize: 1);
        }
        catch (IOException exception) when (HeldResults.Contains(exception.HResult))
        {
            return null;
        }
    }

    private static void RequireLocking()
    {
        const string variable = "DOTNET_SYSTEM_IO_DISABLEFILELOCKING";
        bool isOff = Environment.GetEnvironmentVariable(variable) is "1" or "true"
            || (AppContext.TryGetSwitch("System.IO.DisableFileLocking", out bool disabled) && disabled);
        if (isOff)
        {
            throw new FurrowException(
                ErrorCode.ConfigInvalid, "File locking is switched off for .NET, and furrow's lock rests on it.")
            {
                Hint = $"Unset {variable}, or the setting System.IO.DisableFileLocking.",
            };
        }
    }
}
