using System.Collections.Immutable;
using Furrow.Configuration;

namespace Furrow.Migrations.Formats;

/// <summary>
/// dbmate's and goose's convention: one file <c>VERSION_name[.DIALECT].sql</c>, whose comment lines say what is up and
/// what is down.
/// </summary>
internal sealed class AnnotatedReader : IFormatReader
{
    private readonly Func<string, AnnotatedFile> _parse;

    private AnnotatedReader(MigrationFormat format, string mark, Func<string, AnnotatedFile> parse)
    {
        Format = format;
        Expected = $"VERSION_name.sql with a line `{mark}`, VERSION being digits";
        _parse = parse;
    }

    /// <summary>dbmate's.</summary>
    public static AnnotatedReader Dbmate { get; } = new(MigrationFormat.Dbmate, "-- migrate:up", DbmateFile.Parse);

    /// <summary>goose's.</summary>
    public static AnnotatedReader Goose { get; } = new(MigrationFormat.Goose, "-- +goose Up", GooseFile.Parse);

    /// <inheritdoc />
    public MigrationFormat Format { get; }

    /// <inheritdoc />
    public string Expected { get; }

    /// <inheritdoc />
    public Task<MigrationSet> ReadAsync(
        FolderReading reading, ImmutableArray<LookedAt> entries, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Dictionary<string, string> texts = entries.ToDictionary(
            entry => entry.Entry.Path, entry => entry.Text!, StringComparer.Ordinal);
        IEnumerable<NamedEntry> named =
            entries.Select(entry => new NamedEntry(entry.Entry, MigrationFileName.ParseOneFile(entry.Entry.Name)!));
        ImmutableArray<MigrationFile> migrations =
        [
            .. new VersionPairing(reading).Pair(named).Select(pair => reading.Read(
                pair.Up.Name,
                pair.Up.Entry.Path,
                texts[pair.Up.Entry.Path],
                _parse(texts[pair.Up.Entry.Path]))),
        ];
        return Task.FromResult(new MigrationSet(Format, migrations, []));
    }
}
