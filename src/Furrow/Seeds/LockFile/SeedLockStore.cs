using System.Text;
using Furrow.Data;
using Furrow.Errors;

namespace Furrow.Seeds.LockFile;

/// <summary>Reads and writes seeds.lock.</summary>
/// <param name="seedsDirectory">The seeds folder's full path.</param>
/// <param name="display">Turns a full path into what people are shown.</param>
public sealed class SeedLockStore(string seedsDirectory, Func<string, string> display)
{
    /// <summary>The file's full path.</summary>
    public string FilePath { get; } = Path.Combine(seedsDirectory, SeedLock.FileName);

    /// <summary>The file as people are shown it.</summary>
    public string DisplayPath => display(FilePath);

    /// <summary>Reads the file; null where there is none.</summary>
    /// <exception cref="FurrowException">Code <c>seed.invalid</c>: it cannot be read or understood.</exception>
    public async Task<SeedLock?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReadTextAsync(cancellationToken) is { } text ? SeedLock.Parse(text) : null;
        }
        catch (SeedLockFormatException e)
        {
            throw new FurrowException(ErrorCode.SeedInvalid, $"{DisplayPath} cannot be understood: {e.Message}.", e)
            {
                File = DisplayPath,
                Line = e.Line,
                Hint = "`furrow seed-sync` writes it anew from the seeds.",
            };
        }
        catch (Exception e) when (TextFile.IsUnreadable(e))
        {
            throw new FurrowException(ErrorCode.SeedInvalid, $"{DisplayPath} cannot be read: {e.Message}", e)
            {
                File = DisplayPath,
                Hint = "Give the user who runs furrow the right to read it.",
            };
        }
    }

    /// <summary>
    /// What the file says, for writing it anew: one that cannot be understood says nothing, as one that is not there.
    /// </summary>
    public async Task<SeedLock> ReadOrEmptyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReadTextAsync(cancellationToken) is { } text ? SeedLock.Parse(text) : SeedLock.Empty;
        }
        catch (Exception e) when (e is SeedLockFormatException || TextFile.IsUnreadable(e))
        {
            return SeedLock.Empty;
        }
    }

    /// <summary>Writes the file beside itself and puts it in place; false where it says the same already.</summary>
    /// <exception cref="FurrowException">Code <c>config.invalid</c>: it cannot be written.</exception>
    public async Task<bool> WriteAsync(SeedLock seeds, CancellationToken cancellationToken)
    {
        string text = seeds.Write();
        string beside = $"{FilePath}.{Environment.ProcessId}.tmp";
        try
        {
            if (await IsAlreadyAsync(text, cancellationToken))
            {
                return false;
            }

            Directory.CreateDirectory(seedsDirectory);
            try
            {
                await File.WriteAllTextAsync(beside, text, new UTF8Encoding(false), cancellationToken);
                File.Move(beside, FilePath, overwrite: true);
            }
            finally
            {
                File.Delete(beside);
            }

            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FurrowException(ErrorCode.ConfigInvalid, $"{DisplayPath} cannot be written: {e.Message}", e)
            {
                File = DisplayPath,
                Hint = "Give the user who runs furrow the right to write there.",
            };
        }
    }

    private async Task<bool> IsAlreadyAsync(string text, CancellationToken cancellationToken)
    {
        try
        {
            string? there = await ReadTextAsync(cancellationToken);
            return there?.Replace("\r\n", "\n", StringComparison.Ordinal) == text;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private async Task<string?> ReadTextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await TextFile.ReadAsync(FilePath, cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
