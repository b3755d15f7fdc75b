using System.Collections.Immutable;
using Furrow.Postgres.ClientTools;
using Furrow.Postgres.Tests.Locking;
using Furrow.Providers;

namespace Furrow.Postgres.Tests.Diagnosis;

public sealed class DiagnosisTests(PostgresServer server)
{
    private static readonly string[] Names =
    [
        "connection", "server version", "client tools", "encoding", "privileges", "create database", "extensions",
        "settings", "disk", "lock",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_owners_database_is_well_and_nothing_is_created()
    {
        await using TestDatabase test = await server.CreateDatabaseAsync();
        ImmutableArray<HealthCheck> checks = await test.Database.DiagnoseAsync(Token);

        Assert.Equal(Names, checks.Select(check => check.Name));
        Assert.All(checks, check => Assert.NotEqual(HealthLevel.Failed, check.Level));
        Assert.All(checks, check => Assert.Equal(check.Level == HealthLevel.Ok, check.Remedy is null));
        Assert.Equal(HealthLevel.Warning, Of(checks, "create database").Level);
        Assert.Contains("answered in", Of(checks, "connection").Found, StringComparison.Ordinal);
        Assert.Contains("plpgsql", Of(checks, "extensions").Found, StringComparison.Ordinal);
        Assert.Contains("cannot be seen", Of(checks, "disk").Found, StringComparison.Ordinal);
        Assert.Equal("0", await test.ValueAsync("SELECT count(*) FROM pg_namespace WHERE nspname = 'furrow'"));
    }

    [Fact]
    public async Task Missing_privileges_name_the_grants()
    {
        await using TestDatabase test = await server.CreateDatabaseAsync();
        TestRole stranger = await server.CreateRoleAsync("stranger");
        await test.RunAsync("CREATE SCHEMA \"Clo.sed\"");
        await using IDatabase database = test.Open(PostgresServer.Quick, stranger);
        HealthCheck before = Of(await database.DiagnoseAsync(Token), "privileges");
        await test.RunAsync($"GRANT CREATE ON DATABASE {PostgresServer.Quote(test.Name)} TO PUBLIC");
        HealthCheck after = Of(await database.DiagnoseAsync(Token), "privileges");

        Assert.Equal(HealthLevel.Failed, before.Level);
        Assert.StartsWith("The owner can run: GRANT CREATE ON DATABASE", before.Remedy, StringComparison.Ordinal);
        Assert.Equal(HealthLevel.Warning, after.Level);
        Assert.Contains("Clo.sed", after.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_that_stop_every_write_are_found()
    {
        await using TestDatabase test = await server.CreateDatabaseAsync();
        TestRole reader = await server.CreateRoleAsync("reader");
        await server.AdministerAsync(
            $"ALTER ROLE {PostgresServer.Quote(reader.Name)} SET default_transaction_read_only = on");
        await using IDatabase database = test.Open(PostgresServer.Quick, reader);
        HealthCheck check = Of(await database.DiagnoseAsync(Token), "settings");
        Assert.Equal(HealthLevel.Failed, check.Level);
        Assert.Contains("default_transaction_read_only", check.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_in_another_encoding_is_warned_of()
    {
        string name = server.NewDatabaseName();
        await server.AdministerAsync(
            $"CREATE DATABASE {PostgresServer.Quote(name)} OWNER {PostgresServer.Quote(server.Owner.Name)} "
            + "ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
        await using IDatabase database =
            new PostgresProvider().Open(server.Reference(name, server.Owner), PostgresServer.Quick);
        HealthCheck check = Of(await database.DiagnoseAsync(Token), "encoding");
        Assert.Equal(HealthLevel.Warning, check.Level);
        Assert.StartsWith("LATIN1", check.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lock_is_told_held_dead_or_free()
    {
        await using TestDatabase test = await server.CreateDatabaseAsync();
        await test.PrepareStateAsync();
        Assert.Equal("free", Of(await test.Database.DiagnoseAsync(Token), "lock").Found);
        await using (IDatabaseLock held = await test.Database.LockAsync(LockTesting.Ann))
        {
            HealthCheck check = Of(await test.Database.DiagnoseAsync(Token), "lock");
            Assert.StartsWith("held by ann@here", check.Found, StringComparison.Ordinal);
        }

        await test.RunAsync("UPDATE furrow.lock SET holder = 'x', kind = 'session', since = now() WHERE id = 1");
        HealthCheck dead = Of(await test.Database.DiagnoseAsync(Token), "lock");
        Assert.Equal(HealthLevel.Warning, dead.Level);
        Assert.Contains("is gone", dead.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_check_and_no_exception()
    {
        await using IDatabase database = new PostgresProvider().Open(
            PostgresServer.Reference("x", server.Owner, "127.0.0.1", 1), new() { ConnectWait = TimeSpan.Zero });
        ImmutableArray<HealthCheck> checks = await database.DiagnoseAsync(Token);
        Assert.Equal(["connection", "client tools"], checks.Select(check => check.Name));
        Assert.Equal(HealthLevel.Failed, checks[0].Level);
        Assert.Contains("127.0.0.1:1", checks[0].Found, StringComparison.Ordinal);
        Assert.NotNull(checks[0].Remedy);
    }

    [Fact]
    public async Task A_database_that_is_not_there_yet_is_a_warning()
    {
        await using IDatabase database =
            new PostgresProvider().Open(server.Reference("furrow not there", server.Owner), PostgresServer.Quick);
        HealthCheck check = (await database.DiagnoseAsync(Token))[0];
        Assert.Equal(HealthLevel.Warning, check.Level);
        Assert.Contains("furrow setup", check.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tools_are_found_on_the_path_and_asked_for_their_version()
    {
        string folder = Directory.CreateTempSubdirectory("furrow-tools-").FullName;
        string path = Path.Combine(folder, "pg_furrow");
        await File.WriteAllTextAsync(path, "#!/bin/sh\necho 'pg_furrow (PostgreSQL) 99devel (Some 1.2)'\n", Token);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        ToolPlaces places = new($"/nowhere:{folder}", "/nowhere");
        ClientTool tool = Assert.Single(await places.ListAsync("pg_furrow", TimeProvider.System, Token));
        Assert.Equal(("99devel", 99, path), (tool.Version, tool.Major, tool.Path));
        Assert.Empty(await places.ListAsync("pg_absent", TimeProvider.System, Token));
        Directory.Delete(folder, true);
    }

    private static HealthCheck Of(ImmutableArray<HealthCheck> checks, string name) =>
        checks.Single(check => check.Name == name);
}
