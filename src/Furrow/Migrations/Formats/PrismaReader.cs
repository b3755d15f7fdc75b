using System.Collections.Immutable;
using Furrow.Configuration;

namespace Furrow.Migrations.Formats;

/// <summary>
/// Prisma's convention: a folder <c>VERSION_name</c> with <c>migration.sql</c>, and <c>migration_lock.toml</c> beside
/// the folders, which names the database that they are for. <c>down.sql</c> is furrow's own.
/// </summary>
internal sealed class PrismaReader : IFormatReader
{
    public const string UpFile = "migration.sql";
    public const string DownFile = FoldersReader.DownFile;
    public const string LockFile = "migration_lock.toml";

    /// <inheritdoc />
    public MigrationFormat Format => MigrationFormat.Prisma;

    /// <inheritdoc />
    public string Expected => "a folder VERSION_name with migration.sql in it, VERSION being digits";

    /// <inheritdoc />
    public async Task<MigrationSet> ReadAsync(
        FolderReading reading, ImmutableArray<LookedAt> entries, CancellationToken cancellationToken)
    {
        ImmutableArray<MigrationFile>.Builder migrations = ImmutableArray.CreateBuilder<MigrationFile>();
        foreach (LookedAt lockFile in entries.Where(entry => entry.Entry.Name == LockFile))
        {
            await CheckLockAsync(reading, lockFile.Entry.Path, cancellationToken);
        }

        IEnumerable<NamedEntry> named = entries
            .Where(entry => entry.Entry.Name != LockFile)
            .Select(entry => new NamedEntry(entry.Entry, MigrationFileName.ParseFolder(entry.Entry.Name)!));
        foreach ((NamedEntry folder, _) in new VersionPairing(reading).Pair(named))
        {
            WholeFiles files = new(
                folder.Name,
                new WholeFile(Path.Combine(folder.Entry.Path, UpFile), MigrationTransaction.WherePossible),
                folder.Entry.Holds(DownFile)
                    ? new WholeFile(Path.Combine(folder.Entry.Path, DownFile), MigrationTransaction.WherePossible)
                    : null);
            if (await reading.ReadAsync(files, cancellationToken) is { } migration)
            {
                migrations.Add(migration);
            }
        }

        return new MigrationSet(Format, migrations.ToImmutable(), []);
    }

    private static async Task CheckLockAsync(FolderReading reading, string path, CancellationToken cancellationToken)
    {
        if (await reading.ReadTextAsync(path, cancellationToken) is not { } text)
        {
            return;
        }

        string expected = string.Join(" or ", reading.Source.Dialects);
        if (!KeyValueFile.Read(text).TryGetValue("provider", out string? provider))
        {
            reading.Problems.Report(path, $"names no provider; expected {expected}.");
        }
        else if (!reading.Source.Dialects.Contains(provider, StringComparer.OrdinalIgnoreCase))
        {
            reading.Problems.Report(
                path, $"these migrations are for the provider '{provider}', the database is {expected}.");
        }
    }
}
