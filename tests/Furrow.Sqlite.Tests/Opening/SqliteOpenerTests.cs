using Furrow.Errors;
using Furrow.Providers;
using Furrow.Specification;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Tests.Opening;

public sealed class SqliteOpenerTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Writing_makes_folder_and_file_with_a_rollback_journal()
    {
        await using SqliteHarness harness = new();
        IDatabase database = harness.Open("a/b/new.db");
        Assert.True(await database.CreateAsync(None));
        Assert.False(await database.CreateAsync(None));
        await using ISession session = await database.OpenSessionAsync(SessionAccess.Write, None);
        Assert.Equal("delete", await ProviderHarness.ScalarAsync(session, "PRAGMA journal_mode"));
        Assert.Equal("1", await ProviderHarness.ScalarAsync(session, "PRAGMA foreign_keys"));
        Assert.True(File.Exists(Path.Combine(harness.Folder, "a/b/new.db")));
    }

    [Theory]
    [InlineData("plain.db")]
    [InlineData("sp ace;semi'quote\"double.db")]
    [InlineData("per%cent?question#hash.db")]
    public async Task Paths_may_hold_any_character(string name)
    {
        await using SqliteHarness harness = new();
        IDatabase database = harness.Open(name);
        await using (ISession session = await database.OpenSessionAsync(SessionAccess.Write, None))
        {
            await session.ExecuteAsync(ProviderHarness.Statement("CREATE TABLE t (a)"), None);
        }

        await using ISession reader = await database.OpenSessionAsync(SessionAccess.Read, None);
        Assert.Single(await reader.CountRowsAsync(None));
        Assert.Equal([Path.Combine(harness.Folder, name)], Directory.GetFiles(harness.Folder));
    }

    [Fact]
    public async Task A_write_ahead_log_stays_and_reading_leaves_no_file_behind()
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync("PRAGMA journal_mode = WAL", "CREATE TABLE t (a)");
        await using (ISession reader = await harness.OpenAsync(SessionAccess.Read))
        {
            Assert.Equal("wal", await ProviderHarness.ScalarAsync(reader, "PRAGMA journal_mode"));
            Assert.Single(await reader.CountRowsAsync(None));
            await Assert.ThrowsAnyAsync<SqliteException>(
                () => reader.ExecuteAsync(ProviderHarness.Statement("INSERT INTO t VALUES (1)"), None));
        }

        Assert.Equal([harness.File], Directory.GetFiles(harness.Folder));
    }

    [Fact]
    public async Task A_log_is_read_where_nothing_can_be_made_as_long_as_it_is_empty()
    {
        await using SqliteHarness harness = new();
        IDatabase database = harness.Open("we%ird?#.db");
        await using (ISession session = await database.OpenSessionAsync(SessionAccess.Write, None))
        {
            await session.ExecuteAsync(ProviderHarness.Statement("PRAGMA journal_mode = WAL"), None);
            await session.ExecuteAsync(ProviderHarness.Statement("CREATE TABLE t (a)"), None);
        }

        Sqlite.Opening.DatabaseFile file = new(database.Reference.ConnectionString);
        Assert.True(file.IsWal());
        await using SqliteConnection connection = new(file.ImmutableConnectionString());
        connection.Open();
        Assert.Equal(0L, connection.Scalar("SELECT count(*) FROM t"));
        Assert.Equal([file.Path], Directory.GetFiles(harness.Folder));
    }

    [Fact]
    public async Task The_journal_of_a_killed_process_is_played_back_by_a_reader()
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync(
            "CREATE TABLE t (a)",
            """
            INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
            SELECT hex(zeroblob(50)) FROM n
            """);
        string crashed = Path.Combine(harness.Folder, "crashed.db");
        await using (SqliteConnection writer = new($"Data Source={harness.File};Pooling=False"))
        {
            // Changed pages that have left the cache, and a journal that says how they were: a kill would leave just
            // this.
            writer.Open();
            writer.Execute("PRAGMA cache_size = 5");
            writer.Execute("BEGIN");
            writer.Execute("DELETE FROM t WHERE rowid % 2 = 0");
            File.Copy(harness.File, crashed);
            File.Copy(harness.File + "-journal", crashed + "-journal");
            writer.Execute("ROLLBACK");
        }

        await using ISession reader = await harness.Open("crashed.db").OpenSessionAsync(SessionAccess.Read, None);
        Assert.Equal("5000", await ProviderHarness.ScalarAsync(reader, "SELECT count(*) FROM t"));
        Assert.Equal("ok", await ProviderHarness.ScalarAsync(reader, "PRAGMA quick_check"));
    }

    [Theory]
    [InlineData(SessionAccess.Read)]
    [InlineData(SessionAccess.Write)]
    public async Task A_folder_is_no_database(SessionAccess access)
    {
        await using SqliteHarness harness = new();
        Directory.CreateDirectory(harness.File);
        await Expect(harness.Database, access, ErrorCode.DatabaseUnreachable, "is a folder");
    }

    [Theory]
    [InlineData(SessionAccess.Read)]
    [InlineData(SessionAccess.Write)]
    public async Task A_file_that_is_no_database_is_told_so(SessionAccess access)
    {
        await using SqliteHarness harness = new();
        await File.WriteAllTextAsync(harness.File, new string('x', 5_000), None);
        await Expect(harness.Database, access, ErrorCode.DatabaseUnreachable, "is not a SQLite database");
    }

    [Fact]
    public async Task A_file_on_the_way_to_the_folder_is_named()
    {
        await using SqliteHarness harness = new();
        await File.WriteAllTextAsync(Path.Combine(harness.Folder, "file"), "", None);
        await Expect(harness.Open("file/x.db"), SessionAccess.Write, ErrorCode.DatabaseUnreachable, "cannot be made");
    }

    [Fact]
    public async Task A_database_that_somebody_keeps_locked_is_told_after_the_wait()
    {
        await using SqliteHarness harness = new(TimeSpan.Zero);
        await harness.RunAsync("CREATE TABLE t (a)");
        await using SqliteConnection other = new($"Data Source={harness.File};Pooling=False");
        other.Open();
        other.Execute("BEGIN EXCLUSIVE");
        await Expect(
            harness.Database, SessionAccess.Read, ErrorCode.DatabaseUnreachable, "was locked by another process");
        other.Execute("ROLLBACK");
        await using ISession session = await harness.OpenAsync(SessionAccess.Read);
        Assert.True(await session.HasUserTablesAsync(None));
    }

    [Fact]
    public async Task A_wait_for_a_lock_can_be_cancelled()
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync("CREATE TABLE t (a)");
        await using SqliteConnection other = new($"Data Source={harness.File};Pooling=False");
        other.Open();
        other.Execute("BEGIN EXCLUSIVE");
        using CancellationTokenSource source = new(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Task.Run(() => harness.Database.OpenSessionAsync(SessionAccess.Read, source.Token)));
        other.Execute("ROLLBACK");
        Assert.NotNull(await harness.Database.OpenSessionAsync(SessionAccess.Read, None));
    }

    [Fact]
    public async Task A_full_disk_is_told_so()
    {
        await using SqliteHarness harness = new();
        await using ISession session = await harness.OpenAsync();
        await session.ExecuteAsync(ProviderHarness.Statement("CREATE TABLE t (a)"), None);
        await session.ExecuteAsync(ProviderHarness.Statement("PRAGMA max_page_count = 3"), None);
        SqliteException full = await Assert.ThrowsAsync<SqliteException>(
            () => session.ExecuteAsync(ProviderHarness.Statement("INSERT INTO t VALUES (zeroblob(100000))"), None));
        DatabaseFault fault = session.Explain(full);
        Assert.Equal(ErrorCode.DatabaseUnreachable, fault.Code);
        Assert.Contains("full", fault.Message, StringComparison.Ordinal);
        Assert.NotNull(fault.Hint);
    }

    private static async Task Expect(IDatabase database, SessionAccess access, string code, string message)
    {
        FurrowException refused =
            await Assert.ThrowsAsync<FurrowException>(() => database.OpenSessionAsync(access, None));
        Assert.Equal(code, refused.Code);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.NotNull(refused.Hint);
    }
}
