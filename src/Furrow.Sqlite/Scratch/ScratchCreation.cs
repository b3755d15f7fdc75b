using System.Security.Cryptography;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Sqlite.Locking;
using Furrow.Sqlite.Opening;

namespace Furrow.Sqlite.Scratch;

/// <summary>
/// Makes scratch databases: files in one folder, each with a lock file beside it that its maker holds. The lock goes
/// with the process, so a file whose lock is free is a leftover.
/// </summary>
internal sealed class ScratchCreation(SqliteDatabase like, string folder)
{
    private const string Prefix = "furrow-scratch-";
    private const string Extension = ".db";
    private const int ChanceDigits = 16;

    public async Task<IScratchDatabase> CreateAsync(CancellationToken cancellationToken)
    {
        string path = Path.Combine(
            folder, $"{Prefix}{RandomNumberGenerator.GetHexString(ChanceDigits, lowercase: true)}{Extension}");
        try
        {
            Directory.CreateDirectory(folder);
            await DropLeftoversAsync(cancellationToken);
            FileStream held = await Lock(path).TryTakeAsync(cancellationToken)
                ?? throw new IOException("somebody else holds the lock file of a name that was just made up");
            return new SqliteScratch(Open(path), path, held);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FurrowException(
                ErrorCode.DatabasePermission,
                $"No scratch database could be created in {folder}: {exception.Message}",
                exception)
            {
                Hint = "Make the folder writable, or name a file in another one: --scratch sqlite:PATH.",
            };
        }
    }

    private SqliteDatabase Open(string path) => new(
        (SqliteProvider)like.Provider,
        like.Reference with
        {
            ConnectionString = path,
            DatabaseName = Path.GetFileName(path),
            Display = $"sqlite:{path}",
        },
        like.Options) { IsScratch = true };

    private async Task DropLeftoversAsync(CancellationToken cancellationToken)
    {
        // By the lock files, of which there is one even where the maker was killed before it made the database.
        foreach (string lockPath in Directory.EnumerateFiles(folder, $"{Prefix}*{Extension}.furrow-lock").ToList())
        {
            string path = lockPath[..^".furrow-lock".Length];
            if (IsOurs(path) && await Lock(path).TryTakeAsync(cancellationToken) is { } abandoned)
            {
                await new SqliteScratch(Open(path), path, abandoned).DisposeAsync();
            }
        }
    }

    private static bool IsOurs(string path)
    {
        string chance = Path.GetFileNameWithoutExtension(path)[Prefix.Length..];
        return chance.Length == ChanceDigits && chance.All(char.IsAsciiHexDigitLower);
    }

    private LockFile Lock(string path) => new(new DatabaseFile(path), like.Options.Clock);
}
