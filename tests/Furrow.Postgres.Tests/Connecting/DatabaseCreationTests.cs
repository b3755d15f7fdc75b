using Furrow.Errors;
using Furrow.Providers;

namespace Furrow.Postgres.Tests.Connecting;

public sealed class DatabaseCreationTests(PostgresServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_is_created_once()
    {
        TestRole creator = await server.CreateRoleAsync("creator", "CREATEDB");
        await using IDatabase database = Open(server.NewDatabaseName(), creator);

        Assert.False(await database.ExistsAsync(Token));
        Assert.True(await database.CreateAsync(Token));
        Assert.True(await database.ExistsAsync(Token));
        Assert.False(await database.CreateAsync(Token));
        await using ISession session = await database.OpenSessionAsync(SessionAccess.Write, Token);
        Assert.False(await session.HasUserTablesAsync(Token));
        await DropAsync(database);
    }

    [Fact]
    public async Task Of_two_that_create_at_once_one_did()
    {
        TestRole creator = await server.CreateRoleAsync("creator", "CREATEDB");
        string name = server.NewDatabaseName();
        await using IDatabase one = Open(name, creator);
        await using IDatabase other = Open(name, creator);

        bool[] created = await Task.WhenAll(one.CreateAsync(Token), other.CreateAsync(Token));
        Assert.Single(created, true);
        await DropAsync(one);
    }

    [Fact]
    public async Task Without_the_privilege_the_hint_has_the_statement()
    {
        await using IDatabase database = Open(server.NewDatabaseName(), server.Owner);
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(() => database.CreateAsync(Token));

        Assert.Equal(ErrorCode.DatabasePermission, error.Code);
        Assert.Equal("42501", error.SqlState);
        Assert.Contains("CREATEDB", error.Hint, StringComparison.Ordinal);
        Assert.Contains("CREATE DATABASE", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Existence_is_asked_of_the_database_itself()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        Assert.True(await database.Database.ExistsAsync(Token));
    }

    private IDatabase Open(string name, TestRole role) =>
        new PostgresProvider().Open(server.Reference(name, role), PostgresServer.Quick);

    // The role can only be dropped once it owns nothing.
    private Task DropAsync(IDatabase database) => server.AdministerAsync(
        $"DROP DATABASE {PostgresServer.Quote(database.Reference.DatabaseName)} WITH (FORCE)");
}
