using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Migrations.Formats;

namespace Furrow.Migrations;

/// <summary>
/// Reads a folder of migrations in whichever convention it is written: found out from its files, or set. One folder
/// holds one format; a subfolder with one of the provider's names is taken instead of the folder itself. Whatever looks
/// like a migration and cannot be run is refused by name rather than passed over. Every problem is reported at once.
/// </summary>
public static class MigrationFolder
{
    private static readonly IFormatReader[] Readers =
    [
        new PairsReader(), AnnotatedReader.Dbmate, AnnotatedReader.Goose, new FoldersReader(), new FlywayReader(),
        new PrismaReader(),
    ];

    /// <summary>Reads the migrations, ordered by version. A folder that is not there holds none.</summary>
    /// <param name="source">Where they lie.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="FurrowException">Code <c>config.invalid</c>: files that are no migrations.</exception>
    public static async Task<MigrationSet> ReadAsync(MigrationSource source, CancellationToken cancellationToken)
    {
        string folder = Choose(source);
        if (File.Exists(folder))
        {
            throw new FurrowException(
                ErrorCode.ConfigInvalid, $"The migrations folder {source.Display(folder)} is a file.")
            {
                Hint = "Name a folder under `migrations: path:` in furrow.yaml.",
            };
        }

        if (!Directory.Exists(folder))
        {
            return MigrationSet.Empty with { Format = source.Settings.Format };
        }

        FolderReading reading = new(source);
        List<LookedAt> entries = [];
        foreach (FolderEntry entry in FolderEntry.List(folder, source.Settings.Ignore, reading.Problems))
        {
            entries.Add(await LookedAt.AtAsync(entry, reading, cancellationToken));
        }

        MigrationFormat format = FormatChoice.Make(entries, reading);
        IFormatReader? reader = Array.Find(Readers, reader => reader.Format == format);
        FormatChoice.ReportStrangers(entries, format, reader?.Expected, reading.Problems);
        MigrationSet set = reader is null
            ? MigrationSet.Empty
            : await reader.ReadAsync(reading, FormatChoice.Of(entries, format), cancellationToken);
        NestedFolders.Check(entries, format, reading.Problems);
        reading.Problems.Throw();
        return set;
    }

    /// <summary>
    /// The folder that is really read: the provider's own below the configured one, where there is one.
    /// </summary>
    /// <exception cref="FurrowException">Code <c>config.invalid</c>: there are several.</exception>
    public static string Choose(MigrationSource source)
    {
        List<string> own =
            [.. source.Dialects.Select(dialect => Path.Combine(source.Folder, dialect)).Where(Directory.Exists)];
        return own.Count switch
        {
            0 => source.Folder,
            1 => own[0],
            _ => throw new FurrowException(
                ErrorCode.ConfigInvalid,
                $"Migrations for one database lie in {string.Join(" and ", own.Select(source.Display))}; "
                    + "expected one folder.")
            {
                Hint = "Move them into one folder; nothing was changed.",
            },
        };
    }

    /// <summary>
    /// The versions that names in a folder begin with, whoever they are for: what a new migration must not be called.
    /// </summary>
    public static IReadOnlyList<MigrationVersion> TakenVersions(string folder) => !Directory.Exists(folder)
        ? []
        :
        [
            .. Directory.EnumerateFileSystemEntries(folder)
                .Select(path => MigrationFileName.LeadingVersion(Path.GetFileName(path)))
                .OfType<MigrationVersion>(),
        ];
}
