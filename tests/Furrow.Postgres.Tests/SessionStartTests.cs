using System.Data.Common;
using Furrow.Providers;
using Npgsql;

namespace Furrow.Postgres.Tests;

public sealed class SessionStartTests(PostgresServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_server_is_described()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        ServerInfo info = (await database.SessionAsync()).Server;
        string collation = (await database.ValueAsync(
            "SELECT datcollate::text FROM pg_database WHERE datname = current_database()"))!;

        Assert.Equal(await database.ValueAsync("SELECT split_part(version(), ' ', 2)"), info.Version);
        Assert.Equal(await database.ValueAsync("SELECT current_setting('server_version_num')::int / 10000"),
            info.Major.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(await database.ValueAsync("SHOW server_encoding"), info.Encoding);
        Assert.Equal(collation, info.Collation);
        Assert.Equal(server.Owner.Name, info.User);
    }

    [Theory]
    [InlineData("TimeZone", "UTC")]
    [InlineData("DateStyle", "ISO, DMY")]
    [InlineData("IntervalStyle", "postgres")]
    [InlineData("standard_conforming_strings", "on")]
    [InlineData("application_name", "furrow")]
    [InlineData("default_transaction_read_only", "off")]
    public async Task Settings_of_the_role_do_not_change_how_values_are_written(string setting, string value)
    {
        TestRole role = await server.CreateRoleAsync("foreign");
        string quoted = PostgresServer.Quote(role.Name);
        await server.AdministerAsync($"ALTER ROLE {quoted} SET DateStyle = 'SQL, DMY'");
        await server.AdministerAsync($"ALTER ROLE {quoted} SET IntervalStyle = 'iso_8601'");
        await server.AdministerAsync($"ALTER ROLE {quoted} SET TimeZone = 'Asia/Kathmandu'");
        await server.AdministerAsync($"ALTER ROLE {quoted} SET standard_conforming_strings = off");
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await using IDatabase opened = database.Open(PostgresServer.Quick, role);
        await using ISession session = await opened.OpenSessionAsync(SessionAccess.Write, Token);

        Assert.Equal(value, await ShowAsync(session, setting));
    }

    [Fact]
    public async Task A_given_time_zone_is_kept()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await using IDatabase opened = database.Open(PostgresServer.Quick, null, "Timezone=Europe/Berlin");
        await using ISession session = await opened.OpenSessionAsync(SessionAccess.Read, Token);
        Assert.Equal("Europe/Berlin", await ShowAsync(session, "TimeZone"));
    }

    [Fact]
    public async Task A_session_that_reads_cannot_write()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync("CREATE TABLE t (a int)");
        await using ISession session = await database.Database.OpenSessionAsync(SessionAccess.Read, Token);

        PostgresException plain = await Assert.ThrowsAsync<PostgresException>(
            () => session.CreateCommand("INSERT INTO t VALUES (1)").ExecuteNonQueryAsync(Token));
        Assert.Equal(PostgresErrorCodes.ReadOnlySqlTransaction, plain.SqlState);

        await using ISessionTransaction transaction =
            await session.BeginAsync(new TransactionRequest(TransactionPurpose.Work), Token);
        PostgresException inside = await Assert.ThrowsAsync<PostgresException>(
            () => session.CreateCommand("INSERT INTO t VALUES (1)").ExecuteNonQueryAsync(Token));
        Assert.Equal(PostgresErrorCodes.ReadOnlySqlTransaction, inside.SqlState);
    }

    [Theory]
    [InlineData("'{\"a\": 1}'::jsonb", "{\"a\": 1}")]
    [InlineData("ARRAY['x', NULL]::text[]", null)]
    [InlineData("'2026-01-05 07:30:00+00'::timestamptz", null)]
    [InlineData("'11111111-2222-3333-4444-555555555555'::uuid", null)]
    public async Task Ordinary_types_are_read_without_loading_the_servers_types(string sql, string? text)
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        ISession session = await database.SessionAsync();
        object? value = await session.CreateCommand($"SELECT {sql}").ExecuteScalarAsync(Token);
        Assert.NotNull(value);
        if (text is not null)
        {
            Assert.Equal(text, value);
        }
    }

    private static async Task<string?> ShowAsync(ISession session, string setting)
    {
        await using DbCommand command = session.CreateCommand($"SHOW {setting}");
        return (string?)await command.ExecuteScalarAsync(Token);
    }
}
