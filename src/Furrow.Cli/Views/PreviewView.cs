using System.Collections.Immutable;
using Furrow.Cli.Rendering;
using Furrow.Migrations;
using Furrow.Providers;

namespace Furrow.Cli.Views;

/// <summary>What a dry run found.</summary>
internal static class PreviewView
{
    /// <summary>The page of <c>migrate --dry-run</c>.</summary>
    public static Page Migrate(MigrateResult result, MigrationPreview preview, TableNames names, WorkPlace place) =>
        preview.Migrations.Length == 0
            ? AppliedView.Migrate(result, place)
            : Render(preview, "apply", names, place);

    /// <summary>The page of <c>rollback --dry-run</c>.</summary>
    public static Page Rollback(MigrationPreview preview, TableNames names, WorkPlace place) =>
        preview.Migrations.Length == 0
            ? Page.Of("Nothing to take back.")
            : Render(preview, "take back", names, place);

    private static Page Render(MigrationPreview preview, string verb, TableNames names, WorkPlace place)
    {
        PageBuilder page = new();
        page.Line(place.Line);
        foreach (PreviewedMigration migration in preview.Migrations)
        {
            AddMigration(page, migration, names);
        }

        page.Gap();
        if (preview.StoppedBecause is { } reason)
        {
            page.Line(new Piece($"The dry run ended there: {reason}.", Tone.Warning));
        }

        string count = Words.Count(preview.Migrations.Length, "migration");
        return page.Line(preview.IsExecuted
                ? $"This would {verb} {count}. What ran was taken back; nothing has changed."
                : $"This would {verb} {count}. Nothing ran: --dry-run only read the files here.")
            .Build();
    }

    private static void AddMigration(PageBuilder page, PreviewedMigration migration, TableNames names)
    {
        page.Heading(
            $"{migration.Version} {migration.Name}".TrimEnd(),
            Words.Count(migration.StatementCount, "statement"));
        ImmutableArray<Row>.Builder rows = ImmutableArray.CreateBuilder<Row>();
        if (migration.Obstacle is { } obstacle)
        {
            rows.Add(Fact("transaction", new Piece($"none: {obstacle}", Tone.Warning)));
        }

        if (migration.NamedTables.Length > 0)
        {
            rows.Add(Fact("names", string.Join(", ", migration.NamedTables)));
        }

        if (migration.Rehearsed is { } rehearsed)
        {
            rows.Add(Fact("took", Words.Duration(rehearsed.DurationMs)));
            foreach (TableChanges table in rehearsed.Tables)
            {
                rows.Add(Fact("rows", $"{names.Name(table.Table)}: {Words.Changes([table])}"));
            }

            foreach (TableLocks locks in rehearsed.Locks)
            {
                rows.Add(Fact("locks", $"{names.Name(locks.Table)}: {string.Join(", ", locks.Modes)}"));
            }
        }
        else
        {
            rows.Add(Fact("took", new Piece("did not run", Tone.Muted)));
        }

        page.Add(new Table
        {
            Columns = [new(""), new("", Wraps: true)],
            Rows = rows.ToImmutable(),
        });
    }

    private static Row Fact(string label, Phrase text) => Row.Of(new Piece(label, Tone.Muted), text);
}
