using Furrow.Configuration;
using Furrow.Data;

namespace Furrow.Migrations.Formats;

/// <summary>
/// Folders inside of the migrations folder. Most tools do not look into them, and neither does Furrow; where they would
/// have been meant, it says so: Flyway looks into them, and so does whoever keeps nothing else.
/// </summary>
internal static class NestedFolders
{
    /// <summary>Reports folders that hold migrations which would be passed over.</summary>
    public static void Check(IReadOnlyList<LookedAt> entries, MigrationFormat format, FolderProblems problems)
    {
        bool isEmpty = !problems.Any && !entries.Any(entry => entry.Format is not null);
        if (format != MigrationFormat.Flyway && !isEmpty)
        {
            return;
        }

        foreach (FolderEntry folder in entries.Where(entry => entry.Look == EntryLook.Other)
            .Select(entry => entry.Entry)
            .Where(entry => entry.Children is not null && !MigrationFileName.IsDialect(entry.Name)))
        {
            if (FindMigration(folder.Path, problems) is { } found)
            {
                problems.Report(
                    folder.Path,
                    $"holds migrations ({Path.GetFileName(found)}); furrow reads no folders inside of the migrations "
                        + "folder. Move them up, or name this folder under `migrations: path:`.");
            }
        }
    }

    private static string? FindMigration(string folder, FolderProblems problems)
    {
        try
        {
            return Directory.EnumerateFiles(folder, "*.sql", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .FirstOrDefault(path => IsMigration(Path.GetFileName(path)));
        }
        catch (Exception e) when (TextFile.IsUnreadable(e))
        {
            problems.Report(folder, $"cannot be read: {e.Message}");
            return null;
        }
    }

    private static bool IsMigration(string file) =>
        MigrationFileName.ParseOneFile(file) is not null || FlywayReader.IsName(file)
        || file is FoldersReader.UpFile or PrismaReader.UpFile;
}
