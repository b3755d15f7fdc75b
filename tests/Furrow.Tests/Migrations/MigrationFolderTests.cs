using System.Text;
using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Migrations;
using Furrow.Sql;

namespace Furrow.Tests.Migrations;

/// <summary>Which files are migrations, for whom, and what is said of the others.</summary>
public sealed class MigrationFolderTests : IDisposable
{
    private static readonly string[] Postgres = ["postgres", "postgresql", "pg"];
    private static readonly string[] Sqlite = ["sqlite", "sqlite3"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Pairs_are_read_in_order_of_version()
    {
        _folder.Write("10_b.up.sql", "B").Write("10_b.down.sql").Write("9_a.tx.up.sql", "A").Write("11.up.sql");
        IReadOnlyList<MigrationFile> files = await ReadAsync();
        Assert.Equal(
            [("9", "a", false), ("10", "b", true), ("11", "", false)],
            files.Select(file => (file.Version.Text, file.Name, file.Down is not null)));
        Assert.Equal(["A", "B", ""], files.Select(file => TextOf(file)));
        Assert.Equal(["9 a", "10 b", "11"], files.Select(file => file.Title));
        Assert.Equal(_folder.Full("10_b.down.sql"), files[1].Down!.Path);
    }

    [Fact]
    public async Task Digits_that_belong_to_the_name_stay_there()
    {
        _folder.Write("20240101_2fa_for_users.up.sql");
        Assert.Equal(
            ("20240101", "2fa_for_users"),
            (await ReadAsync()).Select(file => (file.Version.Text, file.Name)).Single());
    }

    [Fact]
    public async Task A_file_for_the_dialect_beats_its_twin_and_others_are_left_out()
    {
        _folder.Write("1_a.up.sql", "generic").Write("1_a.pg.up.sql", "pg").Write("1_a.SQLITE.up.sql", "lite")
            .Write("1_a.down.sql").Write("2_b.mysql.up.sql").Write("2_b.mysql.autocommit.up.sql")
            .Write("3_c.sqlite3.tx.up.sql");
        Assert.Equal([("1", "pg")], (await ReadAsync()).Select(file => (file.Version.Text, TextOf(file))));
        Assert.Equal(
            [("1", "lite"), ("3", "")],
            (await ReadAsync(dialects: Sqlite)).Select(file => (file.Version.Text, TextOf(file))));
    }

    [Fact]
    public async Task A_folder_of_the_provider_is_read_instead()
    {
        _folder.Write("1_a.up.sql").Write("pg/2_b.up.sql").Write("mysql/3_c.up.sql");
        Assert.Equal(["2"], (await ReadAsync()).Select(file => file.Version.Text));
        Assert.Equal(["1"], (await ReadAsync(dialects: Sqlite)).Select(file => file.Version.Text));
        Assert.Equal(_folder.Full("pg"), MigrationFolder.Choose(Source(Postgres)));
        Assert.Equal(_folder.Path, MigrationFolder.Choose(Source(Sqlite)));
    }

    [Fact]
    public async Task What_is_no_migration_is_left_alone()
    {
        _folder.Write("1_a.up.sql").Write(".hidden.sql").Write(".git/x").Write("README.md").Write("notes.txt")
            .Write("archive/0_old.up.sql");
        Assert.Single(await ReadAsync());
    }

    [Fact]
    public async Task A_folder_that_is_not_there_holds_none() =>
        Assert.Empty(await ReadAsync(folder: _folder.Full("nowhere")));

    [Fact]
    public async Task A_folder_that_is_a_file_is_refused()
    {
        _folder.Write("migrations");
        FurrowException error = await FailsAsync(folder: _folder.Full("migrations"));
        Assert.Contains("is a file", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("schema.sql")]
    [InlineData("001_users.sql")]
    [InlineData("001_users.UP.SQL")]
    [InlineData("001_users.up.down.sqlx.sql")]
    [InlineData("٣_users.up.sql")]
    [InlineData("20240321_init.go")]
    [InlineData("main.go")]
    [InlineData("0001_initial.py")]
    [InlineData("1_init/notes.txt")]
    [InlineData("init/up.sql")]
    [InlineData("2024/1_a.up.sql")]
    [InlineData("1_a.down.sql")]
    public async Task What_looks_like_a_migration_and_is_none_is_refused_by_name_unless_ignored(string file)
    {
        _folder.Write(file).Write("7_fine.up.sql");
        string name = file.Split('/')[0];
        FurrowException error = await FailsAsync();
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Equal(name, error.File);
        Assert.Contains("ignore", error.Hint, StringComparison.Ordinal);
        Assert.Single(await ReadAsync(settings: new MigrationsSettings { Ignore = [name] }));
    }

    [Fact]
    public async Task Names_to_ignore_may_have_a_star()
    {
        _folder.Write("7_fine.up.sql").Write("a.go").Write("b.go").Write("legacy_1.sql");
        Assert.Single(await ReadAsync(settings: new MigrationsSettings { Ignore = ["*.go", "legacy_*"] }));
    }

    [Theory]
    [InlineData("7_a.up.sql", "007_b.up.sql")]
    [InlineData("20240321_a.up.sql", "20240321000000_b.up.sql")]
    [InlineData("7_a.up.sql", "7_a.tx.up.sql")]
    [InlineData("7_a.pg.up.sql", "7_a.postgres.up.sql")]
    public async Task One_version_twice_is_refused_with_both_files(string one, string other)
    {
        _folder.Write(one).Write(other);
        FurrowException error = await FailsAsync();
        Assert.Contains(one, error.Message, StringComparison.Ordinal);
        Assert.Contains(other, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_down_file_of_another_name_is_not_taken_for_the_pair()
    {
        _folder.Write("7_a.up.sql").Write("7_b.down.sql");
        FurrowException error = await FailsAsync();
        Assert.Contains("7_b.down.sql", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_problems_are_told_at_once()
    {
        _folder.Write("1_a.up.sql").Write("01_a.up.sql").Write("schema.sql").Write("2_b.down.sql")
            .WriteUnreadable("3_c.up.sql").Write("4_d.up.sql", Encoding.Latin1.GetBytes("-- fine\n-- Grüße"));
        FurrowException error = await FailsAsync();
        Assert.StartsWith("5 problems", error.Message, StringComparison.Ordinal);
        string[] lines = error.Detail!.Split('\n');
        Assert.Equal(5, lines.Length);
        Assert.Contains(lines, line => line.StartsWith("3_c.up.sql: cannot be read", StringComparison.Ordinal));
        Assert.Contains(lines, line => line == "4_d.up.sql: cannot be read: line 2 is not UTF-8");
        Assert.Equal("schema.sql", error.File);
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_text()
    {
        _folder.Write("1_a.up.sql", [0xEF, 0xBB, 0xBF, (byte)'S']);
        Assert.Equal("S", TextOf((await ReadAsync()).Single()));
    }

    private async Task<IReadOnlyList<MigrationFile>> ReadAsync(
        string[]? dialects = null, MigrationsSettings? settings = null, string? folder = null) =>
        (await MigrationFolder.ReadAsync(
            Source(dialects ?? Postgres, settings, folder), TestContext.Current.CancellationToken)).Versioned;

    private MigrationSource Source(
        string[] dialects, MigrationsSettings? settings = null, string? folder = null) => new(
        folder ?? _folder.Path,
        settings ?? new(),
        dialects,
        dialects == Sqlite ? SqlDialect.Sqlite : SqlDialect.Postgres,
        _folder.Display);

    private static string TextOf(MigrationFile file) =>
        file.Up.ReadAsync(TestContext.Current.CancellationToken).AsTask().GetAwaiter().GetResult();

    private async Task<FurrowException> FailsAsync(MigrationsSettings? settings = null, string? folder = null)
    {
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(
            () => ReadAsync(settings: settings, folder: folder));
        Assert.Equal(ErrorCode.ConfigInvalid, error.Code);
        return error;
    }
}
