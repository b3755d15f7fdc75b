using System.Collections.Immutable;
using System.Globalization;
using Furrow.Errors;
using Furrow.Providers;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Tests.Snapshots;

/// <summary>Storing and replacing a file that others have open.</summary>
public sealed class SqliteSnapshotWorkTests : IAsyncDisposable
{
    private readonly SqliteHarness _harness = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ISnapshotWork Work => _harness.Database.Snapshots;

    private string Stored => Path.Combine(_harness.Folder, "stored.sqlite");

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Theory]
    [InlineData("delete")]
    [InlineData("wal")]
    public async Task A_copy_taken_while_others_write_is_one_moment(string journal)
    {
        await FillAsync(journal);
        using CancellationTokenSource stop = new();
        using SemaphoreSlim began = new(0);
        Task<int> writer = Task.Run(() => Write(began, stop.Token), Token);
        await began.WaitAsync(Token);
        await StoreAsync();
        await stop.CancelAsync();
        Assert.True(await writer > 0);

        // Every transaction writes one row to each table.
        using SqliteConnection copy = Open(Stored);
        Assert.Equal(Number(copy, "SELECT count(*) FROM a"), Number(copy, "SELECT count(*) FROM b"));
        Assert.Equal("ok", Text(copy, "PRAGMA integrity_check"));
        Assert.Equal("delete", Text(copy, "PRAGMA journal_mode"));
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("wal")]
    public async Task Open_connections_see_the_restored_rows_and_write_on(string journal)
    {
        await FillAsync(journal);
        await StoreAsync();
        using SqliteConnection other = Open(_harness.File);
        Execute(other, "INSERT INTO a VALUES (1000, 'mine')");
        await RestoreAsync();
        Assert.Equal(100, Number(other, "SELECT count(*) FROM a"));
        Execute(other, "INSERT INTO a VALUES (2000, 'more')");
        Assert.Equal("101", await _harness.ScalarAsync("SELECT count(*) FROM a"));
        Assert.Equal(journal, Text(other, "PRAGMA journal_mode"));

        await using (IRestoration undone = await Work.UndoAsync(Token))
        {
            await undone.CommitAsync(Token);
        }

        Assert.Equal(1, Number(other, "SELECT count(*) FROM a WHERE id = 1000"));
        Assert.Single(Directory.EnumerateFiles(_harness.Folder, "*.furrow-previous-*"));
    }

    [Fact]
    public async Task Behind_a_log_readers_keep_their_moment()
    {
        await FillAsync("wal");
        await StoreAsync();
        Execute("DELETE FROM a");
        using SqliteConnection reader = Open(_harness.File);
        Execute(reader, "BEGIN");
        Assert.Equal(0, Number(reader, "SELECT count(*) FROM a"));
        await RestoreAsync();
        Assert.Equal(0, Number(reader, "SELECT count(*) FROM a"));
        Execute(reader, "COMMIT");
        Assert.Equal(100, Number(reader, "SELECT count(*) FROM a"));
    }

    [Fact]
    public async Task A_database_behind_a_log_keeps_its_page_size()
    {
        await FillAsync("delete");
        await StoreAsync();
        Execute("PRAGMA page_size = 8192", "VACUUM", "PRAGMA journal_mode = wal");
        await RestoreAsync();
        using SqliteConnection live = Open(_harness.File);
        Assert.Equal((8192, 100), (Number(live, "PRAGMA page_size"), Number(live, "SELECT count(*) FROM a")));
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("wal")]
    public async Task Who_writes_too_long_is_named_and_nothing_is_replaced(string journal)
    {
        await FillAsync(journal);
        await StoreAsync();
        Execute("UPDATE a SET what = 'mine'");
        using SqliteConnection writer = Open(_harness.File);
        Execute(writer, "BEGIN IMMEDIATE");
        await using IDatabase impatient = _harness.Open("app.db", TimeSpan.FromMilliseconds(300));
        await using (IRestoration restoration = await impatient.Snapshots.RestoreAsync(Request(), Token))
        {
            FurrowException error =
                await Assert.ThrowsAsync<FurrowException>(() => restoration.CommitAsync(Token));
            Assert.Equal(ErrorCode.DatabaseUnreachable, error.Code);
        }

        Execute(writer, "ROLLBACK");
        Assert.Equal("100", await _harness.ScalarAsync("SELECT count(*) FROM a WHERE what = 'mine'"));
        Assert.Empty(Directory.EnumerateFiles(_harness.Folder, "*.furrow-previous-*"));
        Assert.Null(await Work.FindPreviousAsync(Token));
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("wal")]
    public async Task A_replacement_given_up_half_way_leaves_the_old_database(string journal)
    {
        await FillAsync(journal);
        await StoreAsync();
        Execute("UPDATE a SET what = 'mine'");
        await using (IRestoration restoration = await Work.RestoreAsync(Request(), Token))
        {
            Assert.Equal("100", await SqliteHarness.ScalarAsync(restoration.Session, "SELECT count(*) FROM a"));
        }

        Assert.Equal("100", await _harness.ScalarAsync("SELECT count(*) FROM a WHERE what = 'mine'"));
        Assert.Empty(Directory.EnumerateFiles(_harness.Folder, "furrow-scratch-*"));
    }

    [Fact]
    public async Task Rows_that_are_left_out_are_nowhere_in_the_file()
    {
        await FillAsync("delete");
        Execute("CREATE TRIGGER t AFTER DELETE ON b BEGIN INSERT INTO a VALUES (5000, 'fired'); END");
        Execute("UPDATE b SET what = 'hunter22'");
        await StoreAsync(_harness.Name("b"));
        using SqliteConnection copy = Open(Stored);
        Assert.Equal((100, 0), (Number(copy, "SELECT count(*) FROM a"), Number(copy, "SELECT count(*) FROM b")));
        string bytes = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Stored, Token));
        Assert.DoesNotContain("hunter22", bytes, StringComparison.Ordinal);
    }

    private async Task FillAsync(string journal)
    {
        Execute(
            $"PRAGMA journal_mode = {journal}",
            "CREATE TABLE a (id integer PRIMARY KEY, what text)",
            "CREATE TABLE b (id integer PRIMARY KEY, what text)");
        foreach (string table in (string[])["a", "b"])
        {
            Execute(
                $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) "
                    + $"INSERT INTO {table} SELECT i, hex(randomblob(2000)) FROM n");
        }

        await _harness.CreateStateAsync();
    }

    private async Task StoreAsync(params ImmutableArray<Schema.ObjectName> withoutRows)
    {
        StoredDatabase stored = await Work.StoreAsync(
            new StoreRequest
            {
                Path = Stored,
                WithoutRows = withoutRows,
                Look = async (look, token) => Assert.True(await look.HasUserTablesAsync(token)),
            },
            Token);
        Assert.Equal((Stored, new FileInfo(Stored).Length), (stored.Place, stored.SizeBytes));
    }

    private RestoreRequest Request() => new()
    {
        Place = Stored,
        ServerVersion = "3",
        ScratchFolder = Path.Combine(_harness.Folder, "scratch"),
    };

    private async Task RestoreAsync()
    {
        Assert.Empty(await Work.InspectAsync(Request(), Token));
        await using IRestoration restoration = await Work.RestoreAsync(Request(), Token);
        Replaced replaced = await restoration.CommitAsync(Token);
        Assert.Equal(replaced.Previous, await Work.FindPreviousAsync(Token));
        Assert.NotNull(replaced.Previous);
    }

    private int Write(SemaphoreSlim began, CancellationToken stop)
    {
        using SqliteConnection connection = Open(_harness.File);
        int written = 0;
        while (!stop.IsCancellationRequested)
        {
            int id = 1000 + written++;
            Execute(
                connection,
                $"BEGIN IMMEDIATE; INSERT INTO a VALUES ({id}, 'x'); INSERT INTO b VALUES ({id}, 'x'); COMMIT");
            if (written == 1)
            {
                began.Release();
            }
        }

        return written;
    }

    private static SqliteConnection Open(string path)
    {
        SqliteConnection connection = new($"Data Source={path};Pooling=False;Default Timeout=30");
        connection.Open();
        return connection;
    }

    private void Execute(params string[] statements)
    {
        using SqliteConnection connection = Open(_harness.File);
        foreach (string statement in statements)
        {
            Execute(connection, statement);
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string? Text(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static long Number(SqliteConnection connection, string sql) =>
        long.Parse(Text(connection, sql)!, CultureInfo.InvariantCulture);
}
