using Furrow.Configuration;

namespace Furrow.Migrations.Formats;

/// <summary>What a file or folder looks like.</summary>
internal enum EntryLook
{
    /// <summary>Nothing to do with migrations.</summary>
    Other,

    /// <summary>A program, which other tools run as a migration.</summary>
    Program,

    /// <summary>One way of a pair.</summary>
    Pair,

    /// <summary>A file with dbmate's marks.</summary>
    Dbmate,

    /// <summary>A file with goose's annotations.</summary>
    Goose,

    /// <summary>A file with a version and neither's.</summary>
    Unmarked,

    /// <summary>A file named as Flyway has it, or the settings beside one.</summary>
    Flyway,

    /// <summary>A folder with <c>up.sql</c>.</summary>
    Folder,

    /// <summary>A folder with <c>migration.sql</c>, or Prisma's lock file.</summary>
    Prisma,

    /// <summary>SQL under a name that no format has.</summary>
    UnknownSql,

    /// <summary>A folder that is named as a migration, or holds one, but not both.</summary>
    UnknownFolder,
}

/// <summary>An entry and what it looks like.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Look">What it looks like.</param>
/// <param name="Text">Its text, where that had to be read to see it.</param>
internal sealed record LookedAt(FolderEntry Entry, EntryLook Look, string? Text = null)
{
    // Other tools run these as migrations.
    private static readonly string[] ProgramExtensions =
        [".go", ".py", ".rb", ".js", ".mjs", ".cjs", ".ts", ".php", ".java", ".kt", ".groovy", ".cs", ".exs", ".pl"];

    /// <summary>The format that it looks like; null for none.</summary>
    public MigrationFormat? Format => Look switch
    {
        EntryLook.Pair => MigrationFormat.Pairs,
        EntryLook.Dbmate => MigrationFormat.Dbmate,
        EntryLook.Goose => MigrationFormat.Goose,
        EntryLook.Flyway => MigrationFormat.Flyway,
        EntryLook.Folder => MigrationFormat.Folders,
        EntryLook.Prisma => MigrationFormat.Prisma,
        _ => null,
    };

    /// <summary>Looks at an entry; reads it only where its name leaves open what it is.</summary>
    public static async Task<LookedAt> AtAsync(
        FolderEntry entry, FolderReading reading, CancellationToken cancellationToken)
    {
        EntryLook look = entry.Children is null ? AtFile(entry.Name) : AtFolder(entry);
        if (look != EntryLook.Unmarked)
        {
            return new LookedAt(entry, look);
        }

        string? text = await reading.ReadTextAsync(entry.Path, cancellationToken);
        return text is null
            ? new LookedAt(entry, EntryLook.Other)
            : new LookedAt(entry, AtText(text, reading.Source.Settings.Format), text);
    }

    private static EntryLook AtFile(string name)
    {
        if (ProgramExtensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase))
        {
            return EntryLook.Program;
        }

        if (MigrationFileName.ParsePair(name) is not null)
        {
            return EntryLook.Pair;
        }

        if (FlywayReader.IsName(name))
        {
            return EntryLook.Flyway;
        }

        if (name == PrismaReader.LockFile)
        {
            return EntryLook.Prisma;
        }

        return MigrationFileName.ParseOneFile(name) is not null ? EntryLook.Unmarked
            : name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase) ? EntryLook.UnknownSql
            : EntryLook.Other;
    }

    private static EntryLook AtFolder(FolderEntry entry)
    {
        bool isNamed = MigrationFileName.ParseFolder(entry.Name) is not null;
        bool isPrisma = entry.Holds(PrismaReader.UpFile);
        bool isFolder = entry.Holds(FoldersReader.UpFile);
        if (isNamed && (isPrisma || isFolder))
        {
            return isPrisma ? EntryLook.Prisma : EntryLook.Folder;
        }

        bool looksSo = char.IsAsciiDigit(entry.Name[0]) || isPrisma || isFolder;
        return looksSo && !MigrationFileName.IsDialect(entry.Name) ? EntryLook.UnknownFolder : EntryLook.Other;
    }

    // A file may be written for both tools: then the format that is set decides, else the first mark.
    private static EntryLook AtText(string text, MigrationFormat wanted)
    {
        EntryLook found = EntryLook.Unmarked;
        foreach (string line in text.Split('\n'))
        {
            EntryLook look = GooseFile.IsAnnotation(line) ? EntryLook.Goose
                : DbmateFile.IsMark(line) ? EntryLook.Dbmate
                : EntryLook.Unmarked;
            if ((look, wanted) is (EntryLook.Goose, MigrationFormat.Goose)
                or (EntryLook.Dbmate, MigrationFormat.Dbmate))
            {
                return look;
            }

            found = found == EntryLook.Unmarked ? look : found;
        }

        return found;
    }
}
