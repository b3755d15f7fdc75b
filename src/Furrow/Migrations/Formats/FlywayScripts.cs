using System.Collections.Immutable;

namespace Furrow.Migrations.Formats;

/// <summary>Reads Flyway's scripts, once it is known which there are and what is said beside them.</summary>
/// <param name="reading">Where problems go.</param>
/// <param name="settings">The settings by the script's file name.</param>
internal sealed class FlywayScripts(FolderReading reading, IReadOnlyDictionary<string, FlywaySettings> settings)
{
    /// <summary>The versioned ones, in order.</summary>
    public async Task<ImmutableArray<MigrationFile>> ReadVersionedAsync(
        IEnumerable<NamedEntry> entries, CancellationToken cancellationToken)
    {
        ImmutableArray<MigrationFile>.Builder migrations = ImmutableArray.CreateBuilder<MigrationFile>();
        foreach ((NamedEntry up, NamedEntry? down) in new VersionPairing(reading).Pair(entries))
        {
            WholeFiles files = new(up.Name, FileOf(up.Entry), down is null ? null : FileOf(down.Entry));
            if (await reading.ReadAsync(files, cancellationToken) is { } migration)
            {
                migrations.Add(migration);
            }
        }

        return migrations.ToImmutable();
    }

    /// <summary>The repeatable ones, by name.</summary>
    public async Task<ImmutableArray<RepeatableMigration>> ReadRepeatableAsync(
        IEnumerable<NamedEntry> entries, CancellationToken cancellationToken)
    {
        VersionPairing pairing = new(reading);
        ImmutableArray<RepeatableMigration>.Builder migrations = ImmutableArray.CreateBuilder<RepeatableMigration>();
        foreach (IGrouping<string, NamedEntry> twins in entries
            .GroupBy(entry => entry.Name.Name, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            if (pairing.Pick($"R__{twins.Key}", twins) is { } picked
                && await reading.ReadAsync(
                    new WholeFiles(picked.Name, FileOf(picked.Entry), null), cancellationToken) is { } file)
            {
                migrations.Add(new RepeatableMigration(picked.Name.Name, file.Up, file.Checksum));
            }
        }

        return migrations.ToImmutable();
    }

    private WholeFile FileOf(FolderEntry entry)
    {
        FlywaySettings said = settings.GetValueOrDefault(entry.Name) ?? FlywaySettings.Default;
        return new WholeFile(entry.Path, said.Transaction) { MayFillPlaceholders = said.FillsPlaceholders };
    }
}
