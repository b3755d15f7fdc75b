using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Postgres.Snapshots;
using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Postgres.Tests.Snapshots;

/// <summary>Everything in the way of a restore is said before anything is touched.</summary>
public sealed class InspectTests(PostgresServer server)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Nothing_in_the_way_is_nothing_said()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server);
        await scene.Target.RunAsync(RichSchema.Statements);
        StoredDatabase stored = await scene.StoreAsync();
        await scene.ReopenAsync();
        Assert.Empty(await scene.Work.InspectAsync(scene.Restore(stored), None));
    }

    [Fact]
    public async Task D8_roles_and_rights_that_are_missing_and_a_newer_server_are_said_beforehand()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server);
        TestRole gone = await server.CreateRoleAsync("gone");
        TestRole other = await server.CreateRoleAsync("other");
        string name = PostgresServer.Quote(gone.Name);
        await scene.Target.RunAsync(
            "CREATE TABLE t (a integer)", "CREATE TABLE u (a integer)", $"GRANT SELECT ON t TO {name}");
        await scene.AdministerAsync($"ALTER TABLE u OWNER TO {PostgresServer.Quote(other.Name)}");
        await scene.AdministerAsync($"GRANT SELECT ON u TO {PostgresServer.Quote(scene.Role.Name)}");
        StoredDatabase stored = await scene.StoreAsync();
        await scene.Target.RunAsync($"REVOKE ALL ON t FROM {name}");
        await scene.AdministerAsync("DROP TABLE u");
        await server.AdministerAsync($"DROP ROLE {name}");
        await scene.ReopenAsync();

        RestoreRequest request = scene.Restore(stored) with { ServerVersion = "99.1" };
        ImmutableArray<RestoreObstacle> found = await scene.Work.InspectAsync(request, None);
        Assert.Equal(["roles", "roles", "server version"], found.Select(obstacle => obstacle.Name));
        Assert.Contains(gone.Name, found[0].Found, StringComparison.Ordinal);
        Assert.Contains("--no-privileges", found[0].Remedy, StringComparison.Ordinal);
        Assert.Contains(other.Name, found[1].Found, StringComparison.Ordinal);
        Assert.False(found[2].IsFatal);
        Assert.All(found[..2], obstacle => Assert.True(obstacle.IsFatal));
        await Assert.ThrowsAsync<FurrowException>(() => scene.RestoreAsync(stored));
        Assert.Empty(await scene.OthersAsync());

        request = request with { WithoutPrivileges = true, ServerVersion = "15.1" };
        Assert.Empty(await scene.Work.InspectAsync(request, None));
        await using IRestoration restoration = await scene.Work.RestoreAsync(request, None);
        await restoration.CommitAsync(None);
        Assert.Equal("0", await scene.ValueAsync("SELECT count(*) FROM u"));
    }

    [Fact]
    public async Task Sessions_that_will_be_ended_are_a_remark_and_those_that_cannot_be_refuse_it()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server);
        StoredDatabase stored = await scene.StoreAsync();
        await scene.Target.SessionAsync();
        await using TestDatabase foreign = new(server, scene.Name, server.Owner, PostgresServer.Quick);
        await foreign.SessionAsync();
        ImmutableArray<RestoreObstacle> found = await scene.Work.InspectAsync(scene.Restore(stored), None);
        Assert.Equal([("sessions", true), ("sessions", false)], found.Select(one => (one.Name, one.IsFatal)));
        Assert.Contains(server.Owner.Name, found[0].Found, StringComparison.Ordinal);
        Assert.Contains(scene.Role.Name, found[1].Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_that_the_role_may_not_give_and_what_only_a_superuser_makes_are_said_together()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server);
        await scene.AdministerAsync($"ALTER DATABASE {PostgresServer.Quote(scene.Name)} SET log_statement TO 'all'");
        await scene.AdministerAsync(
            $"ALTER ROLE {PostgresServer.Quote(server.Owner.Name)} IN DATABASE {PostgresServer.Quote(scene.Name)} "
                + "SET work_mem TO '5MB'");
        await scene.AdministerAsync(
            "CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'");
        await scene.AdministerAsync("CREATE EVENT TRIGGER \"e t\" ON ddl_command_end EXECUTE FUNCTION f()");
        await scene.AdministerAsync("CREATE PUBLICATION everything FOR ALL TABLES");
        StoredDatabase stored = await scene.StoreAsync();
        RestoreRequest request = scene.Restore(stored) with
        {
            WithoutPrivileges = true,
            Extensions = [new Extension("bloom", "1.0", "public"), new Extension("no such", "1", "public")],
        };
        ImmutableArray<RestoreObstacle> found = await scene.Work.InspectAsync(request, None);
        string all = string.Join('\n', found.Where(one => one.IsFatal).Select(one => one.Found));
        foreach (string word in (string[])[
            "log_statement", "work_mem", server.Owner.Name, "e t", "everything", "bloom", "no such", "function f()"])
        {
            Assert.Contains(word, all, StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<FurrowException>(() => scene.Work.RestoreAsync(request, None));
        Assert.Empty(await scene.OthersAsync());
    }

    [Fact]
    public async Task Without_CREATEDB_it_is_in_place_and_without_a_database_it_is_refused()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server, options: "");
        StoredDatabase stored = await scene.StoreAsync();
        RestoreObstacle found = Assert.Single(await scene.Work.InspectAsync(scene.Restore(stored), None));
        Assert.False(found.IsFatal);
        Assert.Contains("in place", found.Found, StringComparison.Ordinal);
        Assert.Contains("CREATEDB", found.Remedy, StringComparison.Ordinal);
        await server.AdministerAsync($"DROP DATABASE {PostgresServer.Quote(scene.Name)} WITH (FORCE)");
        found = Assert.Single(await scene.Work.InspectAsync(scene.Restore(stored), None));
        Assert.True(found.IsFatal);
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(() => scene.RestoreAsync(stored));
        Assert.Equal(ErrorCode.DatabasePermission, error.Code);
    }
}
