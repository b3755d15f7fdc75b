using System.Collections.Immutable;
using Furrow.Configuration;

namespace Furrow.Migrations.Formats;

/// <summary>
/// bun's and golang-migrate's convention: <c>VERSION_name[.DIALECT][.tx|.autocommit].up.sql</c> and
/// <c>.down.sql</c>.
/// </summary>
internal sealed class PairsReader : IFormatReader
{
    /// <inheritdoc />
    public MigrationFormat Format => MigrationFormat.Pairs;

    /// <inheritdoc />
    public string Expected => "VERSION_name.up.sql or VERSION_name.down.sql, VERSION being digits";

    /// <inheritdoc />
    public async Task<MigrationSet> ReadAsync(
        FolderReading reading, ImmutableArray<LookedAt> entries, CancellationToken cancellationToken)
    {
        ImmutableArray<MigrationFile>.Builder migrations = ImmutableArray.CreateBuilder<MigrationFile>();
        IEnumerable<NamedEntry> named =
            entries.Select(entry => new NamedEntry(entry.Entry, MigrationFileName.ParsePair(entry.Entry.Name)!));
        foreach ((NamedEntry up, NamedEntry? down) in new VersionPairing(reading).Pair(named))
        {
            WholeFiles files = new(up.Name, FileOf(up), down is null ? null : FileOf(down));
            if (await reading.ReadAsync(files, cancellationToken) is { } migration)
            {
                migrations.Add(migration);
            }
        }

        return new MigrationSet(Format, migrations.ToImmutable(), []);
    }

    private static WholeFile FileOf(NamedEntry entry) => new(entry.Entry.Path, entry.Name.Transaction);
}
