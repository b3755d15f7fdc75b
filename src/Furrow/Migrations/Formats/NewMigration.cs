using System.Collections.Immutable;
using Furrow.Configuration;

namespace Furrow.Migrations.Formats;

/// <summary>A file to write.</summary>
/// <param name="Path">Relative to the migrations folder, with forward slashes.</param>
/// <param name="Text">Its text.</param>
internal sealed record NewFile(string Path, string Text);

/// <summary>An empty migration in the format of the folder that it is for.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Name">Its name, fit for a file: lower-case letters, digits and underscores.</param>
/// <param name="Title">What it does, in one line.</param>
/// <param name="Transaction">What was asked for about the transaction.</param>
internal sealed record NewMigration(string Version, string Name, string Title, MigrationTransaction Transaction)
{
    private const string Directive = "-- furrow: ";

    private string Up => $"-- {Title}: what changes\n";

    private string Down => $"-- {Title}: what takes it back\n";

    // In annotated files a comment may be read as a mark; a file's name cannot be one.
    private string PlainTitle => Name.Replace('_', ' ');

    /// <summary>The files.</summary>
    /// <param name="existing">The migrations that are there.</param>
    public ImmutableArray<NewFile> Files(MigrationSet existing)
    {
        // Undo scripts are no matter of course in these two, so the folder decides.
        bool hasDown = existing.Versioned.IsEmpty || existing.Versioned.Any(migration => migration.Down is not null);
        return existing.Format switch
        {
            MigrationFormat.Dbmate => [new($"{Version}_{Name}.sql", DbmateText())],
            MigrationFormat.Goose => [new($"{Version}_{Name}.sql", GooseText())],
            MigrationFormat.Folders => FolderFiles(),
            MigrationFormat.Flyway => FlywayFiles(hasDown),
            MigrationFormat.Prisma => PrismaFiles(hasDown),
            _ => Pair(),
        };
    }

    private ImmutableArray<NewFile> Pair()
    {
        string mode = Said(required: ".tx", none: ".autocommit");
        return [new($"{Version}_{Name}{mode}.up.sql", Up), new($"{Version}_{Name}{mode}.down.sql", Down)];
    }

    private string DbmateText()
    {
        string option = Said(required: " transaction:true", none: " transaction:false");
        return $"""
            -- migrate:up{option}
            -- {PlainTitle}: what changes

            -- migrate:down{option}
            -- {PlainTitle}: what takes it back

            """;
    }

    private string GooseText() => Said(required: $"{Directive}transaction\n", none: "-- +goose NO TRANSACTION\n")
        + $"""
            -- +goose Up
            -- {PlainTitle}: what changes

            -- +goose Down
            -- {PlainTitle}: what takes it back

            """;

    private ImmutableArray<NewFile> FolderFiles()
    {
        string folder = $"{Version}_{Name}";
        string value = Said(required: "true", none: "false");
        ImmutableArray<NewFile> files =
            [new($"{folder}/{FoldersReader.UpFile}", Up), new($"{folder}/{FoldersReader.DownFile}", Down)];
        return value.Length == 0
            ? files
            : files.Add(new($"{folder}/{FoldersReader.SettingsFile}", $"{FoldersReader.TransactionKey} = {value}\n"));
    }

    private ImmutableArray<NewFile> FlywayFiles(bool hasDown)
    {
        string value = Said(required: "true", none: "false");
        ImmutableArray<NewFile> files = [new($"V{Version}__{Name}.sql", Up)];
        if (hasDown)
        {
            files = files.Add(new($"U{Version}__{Name}.sql", Down));
        }

        return value.Length == 0
            ? files
            : [.. files, .. files.Select(file => new NewFile($"{file.Path}.conf", $"executeInTransaction={value}\n"))];
    }

    private ImmutableArray<NewFile> PrismaFiles(bool hasDown)
    {
        string directive = Said(required: $"{Directive}transaction\n", none: $"{Directive}no-transaction\n");
        ImmutableArray<NewFile> files = [new($"{Version}_{Name}/{PrismaReader.UpFile}", directive + Up)];
        return hasDown ? files.Add(new($"{Version}_{Name}/{PrismaReader.DownFile}", directive + Down)) : files;
    }

    private string Said(string required, string none) => Transaction switch
    {
        MigrationTransaction.Required => required,
        MigrationTransaction.None => none,
        _ => "",
    };
}
