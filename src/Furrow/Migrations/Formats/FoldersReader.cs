using System.Collections.Immutable;
using Furrow.Configuration;

namespace Furrow.Migrations.Formats;

/// <summary>
/// diesel's convention: a folder <c>VERSION_name</c> with <c>up.sql</c>, where it can be taken back <c>down.sql</c>,
/// and <c>metadata.toml</c> where it must not run in a transaction.
/// </summary>
internal sealed class FoldersReader : IFormatReader
{
    public const string UpFile = "up.sql";
    public const string DownFile = "down.sql";
    public const string SettingsFile = "metadata.toml";
    public const string TransactionKey = "run_in_transaction";

    /// <inheritdoc />
    public MigrationFormat Format => MigrationFormat.Folders;

    /// <inheritdoc />
    public string Expected => "a folder VERSION_name with up.sql in it, VERSION being digits";

    /// <inheritdoc />
    public async Task<MigrationSet> ReadAsync(
        FolderReading reading, ImmutableArray<LookedAt> entries, CancellationToken cancellationToken)
    {
        ImmutableArray<MigrationFile>.Builder migrations = ImmutableArray.CreateBuilder<MigrationFile>();
        IEnumerable<NamedEntry> named =
            entries.Select(entry => new NamedEntry(entry.Entry, MigrationFileName.ParseFolder(entry.Entry.Name)!));
        foreach ((NamedEntry folder, _) in new VersionPairing(reading).Pair(named))
        {
            MigrationTransaction transaction = await ReadSettingsAsync(reading, folder.Entry, cancellationToken);
            WholeFiles files = new(
                folder.Name,
                new WholeFile(Path.Combine(folder.Entry.Path, UpFile), transaction),
                folder.Entry.Holds(DownFile)
                    ? new WholeFile(Path.Combine(folder.Entry.Path, DownFile), transaction)
                    : null);
            if (await reading.ReadAsync(files, cancellationToken) is { } migration)
            {
                migrations.Add(migration);
            }
        }

        return new MigrationSet(Format, migrations.ToImmutable(), []);
    }

    private static async Task<MigrationTransaction> ReadSettingsAsync(
        FolderReading reading, FolderEntry folder, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder.Path, SettingsFile);
        if (!folder.Holds(SettingsFile) || await reading.ReadTextAsync(path, cancellationToken) is not { } text
            || !KeyValueFile.Read(text).TryGetValue(TransactionKey, out string? value))
        {
            return MigrationTransaction.WherePossible;
        }

        switch (value)
        {
            case "true":
                return MigrationTransaction.Required;
            case "false":
                return MigrationTransaction.None;
            default:
                reading.Problems.Report(path, $"{TransactionKey} is '{value}'; expected true or false.");
                return MigrationTransaction.WherePossible;
        }
    }
}
