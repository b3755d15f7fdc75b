using Furrow.Errors;
using Furrow.Migrations;
using Furrow.Sql;
using Furrow.State;

namespace Furrow.Tests.Docs;

/// <summary>Holds docs/migrations.md against the reader of the folder and the planner.</summary>
public sealed class MigrationsPageTests : IDisposable
{
    private static readonly DocPage Page = DocPage.Read("migrations.md");
    private static readonly string[] Postgres = ["postgres", "postgresql", "pg"];
    private static readonly string[] Sqlite = ["sqlite", "sqlite3"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("furrow-docs-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Versions_come_in_the_order_of_the_table()
    {
        DocTable table = Page.Table("version", "file");
        string[] files = [.. table.Column("file").SelectMany(DocPage.Codes)];
        IReadOnlyList<MigrationFile> read = await ReadAsync(Postgres, files);
        Assert.Equal(
            table.Column("version").SelectMany(DocPage.Codes), read.Select(migration => migration.Version.Text));
        Assert.Equal(files, read.Select(migration => Path.GetFileName(migration.Up.Path)));
    }

    [Fact]
    public void The_names_of_the_databases_are_those_that_select_them()
    {
        IEnumerable<string> names = Page.Table("database", "names").Column("names");
        Assert.Equal([Postgres, Sqlite], names.Select(cell => DocPage.Codes(cell).ToArray()));
    }

    [Fact]
    public async Task Files_are_chosen_as_the_table_says()
    {
        DocTable table = Page.Table("files", "on PostgreSQL", "on SQLite");
        string[] files = [.. table.Column("files").SelectMany(DocPage.Codes)];
        Assert.Equal(Chosen("on PostgreSQL"), Names(await ReadAsync(Postgres, files)));
        Assert.Equal(Chosen("on SQLite"), Names(await ReadAsync(Sqlite)));

        IEnumerable<string> Chosen(string column) => table.Rows
            .Select(row => (Files: DocPage.Codes(row[0]).ToArray(), Cell: row[Array.IndexOf(table.Header, column)]))
            .Where(row => row.Cell != "is left out")
            .Select(row => row.Cell switch
            {
                "runs" or "the first" => row.Files[0],
                "the second" => row.Files[1],
                var cell => cell,
            });
    }

    [Theory]
    [InlineData("20240321_add_chat.sql")]
    [InlineData("schema.sql")]
    [InlineData("1_a.up.sql", "V2__b.sql")]
    [InlineData("B1__base.sql")]
    [InlineData("V1__a.sql", "afterMigrate.sql")]
    [InlineData("1_init.down.sql")]
    [InlineData("7_a.up.sql", "007_b.up.sql")]
    [InlineData("7_a.up.sql", "7_b.down.sql")]
    [InlineData("20240321_init.go")]
    public async Task Files_are_refused_as_the_page_says(params string[] files)
    {
        FurrowException e = await Assert.ThrowsAsync<FurrowException>(() => ReadAsync(Postgres, files));
        Assert.Equal(ErrorCode.ConfigInvalid, e.Code);
    }

    [Fact]
    public async Task A_folder_of_the_database_is_read_instead()
    {
        await ReadAsync(Postgres, "1_init.up.sql", "notes.txt", ".hidden.sql");
        _folder.CreateSubdirectory("sqlite");
        Assert.Empty(await ReadAsync(Sqlite));
        Assert.Single(await ReadAsync(Postgres));
    }

    [Fact]
    public async Task Drift_is_what_the_table_calls_so()
    {
        IReadOnlyList<MigrationFile> files = await ReadAsync(Postgres, "1_a.up.sql", "2_b.up.sql", "3_c.up.sql");
        MigrationPlan plan = MigrationPlan.Make(
            files,
            [Applied("1", files[0].Checksum), Applied("2", "other"), Applied("4", files[0].Checksum)]);
        Assert.Equal(["3"], plan.Pending.Select(file => file.Version.Text));
        Assert.Equal(
            [("2", MigrationDriftKind.Changed), ("4", MigrationDriftKind.Missing)],
            plan.Drift.Select(drift => (drift.Version, drift.Kind)));
        Assert.Equal(["3"], plan.OutOfOrder.Select(file => file.Version.Text));
    }

    private static MigrationRecord Applied(string version, string checksum) =>
        new(version, "x", checksum, "applied", DateTimeOffset.UnixEpoch, 1);

    private static IEnumerable<string> Names(IEnumerable<MigrationFile> files) =>
        files.Select(file => Path.GetFileName(file.Up.Path));

    private async Task<IReadOnlyList<MigrationFile>> ReadAsync(string[] dialects, params string[] files)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        foreach (string file in files)
        {
            await File.WriteAllTextAsync(Path.Combine(_folder.FullName, file), "SELECT 1;\n", token);
        }

        MigrationSource source = new(
            _folder.FullName,
            new(),
            dialects,
            dialects == Sqlite ? SqlDialect.Sqlite : SqlDialect.Postgres,
            path => Path.GetFileName(path));
        return (await MigrationFolder.ReadAsync(source, token)).Versioned;
    }
}
