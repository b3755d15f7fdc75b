using Furrow.Errors;
using Furrow.Postgres.Snapshots;
using Furrow.Providers;
using Furrow.Schema;
using Npgsql;

namespace Furrow.Postgres.Tests.Snapshots;

/// <summary>What is stored comes back, in another database that takes the first one's place.</summary>
public sealed class RestoreTests(PostgresServer server)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(0)]
    public async Task Everything_comes_back(long directorySizeMin)
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server);
        await scene.Target.RunAsync(RichSchema.Statements);
        ISession session = await scene.Target.SessionAsync();
        string hashes = "";
        DatabaseCatalog before = await session.ReadCatalogAsync(None);
        StoredDatabase stored = await scene.Make(directorySizeMin: directorySizeMin).StoreAsync(
            scene.Store(async (seen, token) => hashes = await SnapshotScene.HashAsync(seen, token)), None);
        Assert.Equal(directorySizeMin == 0, Directory.Exists(stored.Place));
        string? rest = await scene.Target.ValueAsync(RichSchema.Rest);
        await scene.Target.RunAsync(
            "DROP TABLE child CASCADE", "DELETE FROM billing.event", "CREATE TABLE later (a int)");

        await using (IRestoration restoration = await scene.Work.RestoreAsync(scene.Restore(stored), None))
        {
            Assert.False(restoration.IsInPlace);
            Assert.Equal(hashes, await SnapshotScene.HashAsync(restoration.Session, None));
            Assert.Equal("0", await scene.Target.ValueAsync("SELECT count(*) FROM billing.event"));
            await restoration.CommitAsync(None);
        }

        await scene.ReopenAsync();
        session = await scene.Target.SessionAsync();
        Assert.Equal(hashes, await SnapshotScene.HashAsync(session, None));
        Assert.Equal(rest, await scene.Target.ValueAsync(RichSchema.Rest));
        Assert.Empty(CatalogDiff.Compare(before, await session.ReadCatalogAsync(None)));
        Assert.Equal("t", await scene.Target.ValueAsync(
            "SELECT (reltuples > 0)::text::char FROM pg_class WHERE relname = 'event_1'"));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_for_the_client_are_hashed_as_they_are()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server, isMissing: true);
        await server.AdministerAsync(
            $"CREATE DATABASE {PostgresServer.Quote(scene.Name)} OWNER {PostgresServer.Quote(scene.Role.Name)} "
                + "ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0");
        await scene.Target.RunAsync(
            "CREATE TABLE t (a text, b char(4), j json)",
            "INSERT INTO t SELECT convert_from(x, getdatabaseencoding()::name), 'x', '{}' "
                + "FROM unnest(ARRAY['\\xff41'::bytea, '\\xe4']) x");
        string hashes = "";
        StoredDatabase stored = await scene.StoreAsync(
            async (seen, token) => hashes = await SnapshotScene.HashAsync(seen, token));
        await scene.Target.RunAsync("DELETE FROM t");
        await using IRestoration restoration = await scene.Work.RestoreAsync(scene.Restore(stored), None);
        Assert.Equal(hashes, await SnapshotScene.HashAsync(restoration.Session, None));
        Assert.Contains("t: 2:", hashes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_kept_of_a_database_that_was_made_for_the_restore()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server);
        await scene.Target.RunAsync("CREATE TABLE t (a integer)", "INSERT INTO t VALUES (7)");
        StoredDatabase stored = await scene.StoreAsync();
        await scene.Target.RunAsync("DROP TABLE t");
        await using (IRestoration restoration =
            await scene.Work.RestoreAsync(scene.Restore(stored) with { IsNew = true }, None))
        {
            Assert.Null((await restoration.CommitAsync(None)).Previous);
        }

        Assert.Equal("7", await scene.ValueAsync("SELECT a FROM t"));
        Assert.Empty(await scene.OthersAsync());
        Assert.Null(await scene.Work.FindPreviousAsync(None));
    }

    [Theory]
    [InlineData("-dash ")]
    [InlineData("postgres://u@h/")]
    [InlineData("host=nowhere dbname='x ")]
    [InlineData("back\\slash\\")]
    public async Task D4_names_that_a_shell_or_a_connection_string_would_read_otherwise(string label)
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server, label: label);
        await scene.Target.RunAsync("CREATE TABLE t (a integer)", "INSERT INTO t VALUES (7)");
        StoredDatabase stored = await scene.StoreAsync();
        await scene.Target.RunAsync("DELETE FROM t");
        await scene.RestoreAsync(stored);
        Assert.Equal("7", await scene.ValueAsync("SELECT a FROM t"));
    }

    [Fact]
    public async Task D1_a_restore_into_a_new_database_ends_well_and_one_that_does_not_is_an_error()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server);
        await scene.Target.RunAsync("CREATE TABLE t (a integer)", "INSERT INTO t VALUES (7)");
        StoredDatabase stored = await scene.StoreAsync();
        await scene.Target.RunAsync("DELETE FROM t");
        byte[] bytes = await File.ReadAllBytesAsync(stored.Place, None);
        await File.WriteAllBytesAsync(stored.Place, bytes[..^20], None);
        await Assert.ThrowsAsync<FurrowException>(() => scene.RestoreAsync(stored));
        Assert.Equal("0", await scene.ValueAsync("SELECT count(*) FROM t"));
        Assert.Empty(await scene.OthersAsync());
        await File.WriteAllTextAsync(stored.Place, "no archive", None);
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(() => scene.RestoreAsync(stored));
        Assert.Equal(ErrorCode.SnapshotCorrupt, error.Code);
        await File.WriteAllBytesAsync(stored.Place, bytes, None);
        await scene.RestoreAsync(stored);
        Assert.Equal("7", await scene.ValueAsync("SELECT a FROM t"));
    }

    [Fact]
    public async Task D5_open_connections_are_ended()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server);
        await scene.Target.RunAsync("CREATE TABLE t (a integer)");
        StoredDatabase stored = await scene.StoreAsync();
        await using NpgsqlConnection idle = await ConnectAsync(scene);
        await using NpgsqlConnection busy = await ConnectAsync(scene);
        await using NpgsqlCommand command = new("INSERT INTO t VALUES (1); SELECT pg_sleep(600)", busy);
        Task running = command.ExecuteNonQueryAsync();
        Replaced replaced = await scene.RestoreAsync(stored);
        Assert.Equal(3, replaced.EndedSessions);
        await Assert.ThrowsAsync<PostgresException>(() => running);
        Assert.Equal("0", await scene.ValueAsync("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task Connections_that_come_back_at_once_do_not_keep_it_from_being_replaced()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server);
        await scene.Target.RunAsync("CREATE TABLE t (a integer)");
        StoredDatabase stored = await scene.StoreAsync();
        await scene.Target.DisposeAsync();
        using CancellationTokenSource stop = new();
        Task[] clients = [.. Enumerable.Range(0, 4).Select(_ => ComeBackAsync(scene, stop.Token))];
        Replaced replaced = await scene.RestoreAsync(stored);
        await stop.CancelAsync();
        await Task.WhenAll(clients);
        Assert.NotNull(replaced.Previous);
        Assert.Equal("0", await scene.ValueAsync("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task Sessions_of_roles_that_may_not_be_ended_refuse_it_and_nothing_has_changed()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server);
        await scene.Target.RunAsync("CREATE TABLE t (a integer)");
        StoredDatabase stored = await scene.StoreAsync();
        await using TestDatabase foreign = new(server, scene.Name, server.Owner, PostgresServer.Quick);
        await foreign.SessionAsync();
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(() => scene.RestoreAsync(stored));
        Assert.Equal(ErrorCode.DatabasePermission, error.Code);
        Assert.Contains(server.Owner.Name, error.Message, StringComparison.Ordinal);
        Assert.Equal("1", await foreign.ValueAsync("SELECT 1"));
        Assert.Empty(await scene.OthersAsync());
    }

    [Fact]
    public async Task Rights_settings_limit_comment_and_owner_are_those_of_the_database_replaced()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server);
        StoredDatabase stored = await scene.StoreAsync();
        string name = PostgresServer.Quote(scene.Name);
        await scene.Target.RunAsync(
            $"REVOKE ALL ON DATABASE {name} FROM PUBLIC",
            $"GRANT CONNECT ON DATABASE {name} TO {PostgresServer.Quote(server.Owner.Name)} WITH GRANT OPTION",
            $"ALTER DATABASE {name} SET search_path TO \"$user\", \"odd, name\", public",
            $"ALTER DATABASE {name} SET application_name TO 'it''s; \\ so'",
            $"ALTER DATABASE {name} SET work_mem TO '5MB'",
            $"ALTER ROLE CURRENT_USER IN DATABASE {name} SET work_mem TO '7MB'",
            $"ALTER DATABASE {name} CONNECTION LIMIT 17",
            $"COMMENT ON DATABASE {name} IS 'ours; it''s'");
        string before = await TraitsAsync(scene);
        Assert.Contains("17", before, StringComparison.Ordinal);
        Replaced replaced = await scene.RestoreAsync(stored);
        Assert.Equal(before, await TraitsAsync(scene));

        // What was replaced has them too, and gets its comment back with its place.
        Assert.NotNull(replaced.Previous);
        await using (IRestoration undo = await scene.Work.UndoAsync(None))
        {
            await undo.CommitAsync(None);
        }

        Assert.Equal(before, await TraitsAsync(scene));
    }

    [Fact]
    public async Task Undo_brings_back_what_was_there_and_undo_of_that_what_was_restored()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server);
        Assert.Null(await scene.Work.FindPreviousAsync(None));
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(() => scene.Work.UndoAsync(None));
        Assert.Equal(ErrorCode.SnapshotMissing, error.Code);
        await scene.Target.RunAsync("CREATE TABLE t (a integer)", "INSERT INTO t VALUES (1)");
        StoredDatabase stored = await scene.StoreAsync();
        for (int round = 2; round < 4; round++)
        {
            await scene.Target.RunAsync($"UPDATE t SET a = {round}");
            Replaced replaced = await scene.RestoreAsync(stored);
            Assert.Equal(replaced.Previous, await scene.Work.FindPreviousAsync(None));
            Assert.Single(await scene.OthersAsync());
            Assert.Equal("1", await scene.ValueAsync("SELECT a FROM t"));
        }

        foreach (string expected in (string[])["3", "1", "3"])
        {
            await using (IRestoration given = await scene.Work.UndoAsync(None))
            {
                Assert.NotNull(given.Session);
            }

            await using IRestoration undo = await scene.Work.UndoAsync(None);
            await undo.CommitAsync(None);
            Assert.Equal(expected, await scene.ValueAsync("SELECT a FROM t"));
            Assert.Single(await scene.OthersAsync());
        }
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_one_afterwards()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server);
        await scene.Target.RunAsync("CREATE TABLE t (a integer)", "INSERT INTO t VALUES (7)");
        StoredDatabase stored = await scene.StoreAsync();
        await scene.Target.DisposeAsync();
        await server.AdministerAsync($"DROP DATABASE {PostgresServer.Quote(scene.Name)}");
        Replaced replaced = await scene.RestoreAsync(stored);
        Assert.Equal(new Replaced(null, 0), replaced);
        Assert.Equal("7", await scene.ValueAsync("SELECT a FROM t"));
        Assert.Empty(await scene.OthersAsync());
    }

    [Fact]
    public async Task Of_two_at_once_the_second_is_told_so()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server);
        StoredDatabase stored = await scene.StoreAsync();
        await using IRestoration first = await scene.Work.RestoreAsync(scene.Restore(stored), None);
        foreach (Func<Task> other in (Func<Task>[])[
            () => scene.Work.RestoreAsync(scene.Restore(stored), None), () => scene.Work.UndoAsync(None)])
        {
            FurrowException error = await Assert.ThrowsAsync<FurrowException>(other);
            Assert.Equal(ErrorCode.Locked, error.Code);
        }

        Assert.Single(await scene.OthersAsync());
        await first.CommitAsync(None);
    }

    [Fact]
    public async Task Without_a_commit_the_database_is_as_it_was_and_nothing_is_left()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server);
        await scene.Target.RunAsync("CREATE TABLE t (a integer)");
        StoredDatabase stored = await scene.StoreAsync();
        await using (await scene.Work.RestoreAsync(scene.Restore(stored), None))
        {
            Assert.Single(await scene.OthersAsync());
        }

        Assert.Empty(await scene.OthersAsync());
        Assert.Equal("0", await scene.Target.ValueAsync("SELECT count(*) FROM t"));
    }

    private static async Task<string> TraitsAsync(SnapshotScene scene)
    {
        string name = SnapshotScene.Literal(scene.Name);
        return (await scene.AskAsync($"""
            SELECT pg_get_userbyid(datdba) || datconnlimit || encoding || datcollate
                || coalesce(shobj_description(oid, 'pg_database'), '')
                || (SELECT string_agg(item::text, ',' ORDER BY item::text) FROM unnest(datacl) item)
                || (SELECT string_agg(setrole::regrole::text || setconfig::text, ',' ORDER BY setrole)
                    FROM pg_db_role_setting WHERE setdatabase = d.oid)
            FROM pg_database d WHERE datname = {name}
            """))[0];
    }

    private async Task<NpgsqlConnection> ConnectAsync(SnapshotScene scene)
    {
        NpgsqlConnection connection = new(
            server.Reference(scene.Name, scene.Role, "Pooling=false").ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private async Task ComeBackAsync(SnapshotScene scene, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using NpgsqlConnection connection = await ConnectAsync(scene);
                await using NpgsqlCommand command = new("SELECT pg_sleep(600)", connection);
                await command.ExecuteNonQueryAsync(stop);
            }
            catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException)
            {
                // Ended, or the name is between two databases: it comes back.
            }
        }
    }
}
