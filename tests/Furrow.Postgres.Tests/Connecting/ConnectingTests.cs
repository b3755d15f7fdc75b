using System.Net;
using System.Net.Sockets;
using Furrow.Errors;
using Furrow.Providers;

namespace Furrow.Postgres.Tests.Connecting;

public sealed class ConnectingTests(PostgresServer server)
{
    private static readonly DatabaseOptions Once = new() { ConnectWait = TimeSpan.Zero };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_closed_port_is_unreachable_and_named()
    {
        int port = FreePort();
        FurrowException error = await FailAsync(Local("any", server.Owner, port), Once);

        Assert.Equal(ErrorCode.DatabaseUnreachable, error.Code);
        Assert.Equal($"Nothing answers at 127.0.0.1:{port} (tried once: connection refused).", error.Message);
        Assert.Contains("--wait", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_time_spent_waiting_is_told()
    {
        int port = FreePort();
        DatabaseOptions options = new() { ConnectWait = TimeSpan.FromMilliseconds(300) };
        FurrowException error = await FailAsync(Local("any", server.Owner, port), options);

        Assert.Contains("tried for 0.3 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_swallows_packets_costs_no_more_than_the_wait()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        int port = ((IPEndPoint)silent.LocalEndpoint).Port;
        DatabaseOptions options = new() { ConnectWait = TimeSpan.FromSeconds(1) };

        FurrowException error = await FailAsync(Local("any", server.Owner, port), options)
            .WaitAsync(TimeSpan.FromMinutes(1), Token);

        Assert.Equal(ErrorCode.DatabaseUnreachable, error.Code);
        Assert.Contains("no answer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_nobody_knows_is_unreachable()
    {
        DatabaseReference reference = PostgresServer.Reference("any", server.Owner, "nowhere.invalid", 5432);
        FurrowException error = await FailAsync(reference, Once);

        Assert.Equal(ErrorCode.DatabaseUnreachable, error.Code);
        Assert.Contains("nowhere.invalid:5432", error.Message, StringComparison.Ordinal);
        Assert.Contains("host name", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_comes_up_while_waiting_is_used()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        int port = FreePort();
        DatabaseOptions options = new() { ConnectWait = TimeSpan.FromSeconds(20) };
        await using IDatabase behind =
            new PostgresProvider().Open(Local(database.Name, server.Owner, port), options);
        Task<ISession> opening = behind.OpenSessionAsync(SessionAccess.Write, Token);
        await Task.Delay(400, Token);
        Assert.False(opening.IsCompleted);

        // First a door that slams: the broken handshake of a container's port before the server is behind it.
        await using (TcpForwarder slamming = TcpForwarder.Start(port, null))
        {
            await Task.Delay(400, Token);
            Assert.False(opening.IsCompleted);
        }

        await using TcpForwarder open = TcpForwarder.Start(port, new DnsEndPoint(server.Host, server.Port));
        await using ISession session = await opening;
        Assert.Equal(server.Owner.Name, session.Server.User);
    }

    [Fact]
    public async Task A_wrong_password_is_final_at_once_and_not_shown()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        TestRole wrong = server.Owner with { Password = "wr0ng-s3cr3t" };
        FurrowException error = await FailAsync(
            server.Reference(database.Name, wrong), new DatabaseOptions()).WaitAsync(TimeSpan.FromSeconds(10), Token);

        Assert.Equal(ErrorCode.DatabaseAuthentication, error.Code);
        Assert.Equal("28P01", error.SqlState);
        Assert.Contains(server.Owner.Name, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng-s3cr3t", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_that_was_not_given_is_asked_for()
    {
        FurrowException error = await FailAsync(
            server.Reference("postgres", server.Owner with { Password = "" }), Once);

        Assert.Equal(ErrorCode.DatabaseAuthentication, error.Code);
        Assert.Contains("PGPASSWORD", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_does_not_exist_is_an_authentication_error()
    {
        FurrowException error = await FailAsync(
            server.Reference("postgres", new TestRole("nobody at all", "x1y2z3")), Once);
        Assert.Equal(ErrorCode.DatabaseAuthentication, error.Code);
    }

    [Fact]
    public async Task A_missing_database_says_that_setup_creates_it()
    {
        FurrowException error = await FailAsync(
            server.Reference("not \"there\" 'at' all", server.Owner), new DatabaseOptions());

        Assert.Equal(ErrorCode.DatabaseMissing, error.Code);
        Assert.Contains("not \"there\" 'at' all", error.Message, StringComparison.Ordinal);
        Assert.Contains("furrow setup", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_without_connect_privilege_names_the_grant()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync($"REVOKE CONNECT ON DATABASE {PostgresServer.Quote(database.Name)} FROM PUBLIC");
        TestRole stranger = await server.CreateRoleAsync("stranger");
        FurrowException error = await FailAsync(server.Reference(database.Name, stranger), Once);

        Assert.Equal(ErrorCode.DatabasePermission, error.Code);
        Assert.Contains("GRANT CONNECT ON DATABASE", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_out_of_connections_is_told_so()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        TestRole single = await server.CreateRoleAsync("single", "CONNECTION LIMIT 1");
        await using IDatabase first = database.Open(PostgresServer.Quick, single);
        await using ISession held = await first.OpenSessionAsync(SessionAccess.Read, Token);
        FurrowException error = await FailAsync(server.Reference(database.Name, single), Once);

        Assert.Equal(ErrorCode.DatabaseUnreachable, error.Code);
        Assert.Equal("53300", error.SqlState);
        Assert.Contains("no connection to spare", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_string_that_cannot_be_read_is_not_repeated()
    {
        DatabaseReference reference = new()
        {
            Provider = "postgres",
            ConnectionString = "Host=localhost;Port=not-a-port;Password=h1dden",
            DatabaseName = "x",
            Display = "postgres://localhost/x",
            IsLocal = true,
        };
        FurrowException error =
            Assert.Throws<FurrowException>(() => new PostgresProvider().Open(reference, PostgresServer.Quick));

        Assert.Equal(ErrorCode.ConfigInvalid, error.Code);
        Assert.DoesNotContain("h1dden", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait()
    {
        using CancellationTokenSource soon = new(TimeSpan.FromMilliseconds(200));
        await using IDatabase database =
            new PostgresProvider().Open(Local("any", server.Owner, FreePort()), new DatabaseOptions());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => database.OpenSessionAsync(SessionAccess.Read, soon.Token));
    }

    private static async Task<FurrowException> FailAsync(DatabaseReference reference, DatabaseOptions options)
    {
        await using IDatabase database = new PostgresProvider().Open(reference, options);
        return await Assert.ThrowsAsync<FurrowException>(
            () => database.OpenSessionAsync(SessionAccess.Read, Token));
    }

    private static DatabaseReference Local(string database, TestRole role, int port) =>
        PostgresServer.Reference(database, role, "127.0.0.1", port);

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
