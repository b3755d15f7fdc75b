using System.Text;
using Furrow.Errors;
using Furrow.Postgres.Locking;
using Furrow.Postgres.Scratch;
using Furrow.Providers;

namespace Furrow.Postgres.Tests.Scratch;

/// <summary>Scratch databases on a server: like the one they stand for, dropped, and never anything else.</summary>
public sealed class ScratchTests(PostgresServer server)
{
    private static readonly ScratchRequest Request = new(".");

    [Theory]
    [InlineData("shop")]
    [InlineData("")]
    [InlineData("ünïcödé ünïcödé ünïcödé ünïcödé ünïcödé")]
    [InlineData("\"; DROP DATABASE x; -- 😀😀😀😀😀😀😀😀😀😀😀😀😀😀")]
    public void A_name_is_unique_fits_and_is_known_again(string database)
    {
        string name = ScratchName.For(database);
        Assert.InRange(Encoding.UTF8.GetByteCount(name), 1, 63);
        Assert.True(ScratchName.IsOne(name));
        Assert.NotEqual(name, ScratchName.For(database));
    }

    [Theory]
    [InlineData("furrow_scratch_")]
    [InlineData("furrow_scratch_shop")]
    [InlineData("furrow_scratch_shop_0123456789abcdef01")]
    public void A_name_that_somebody_made_up_is_none(string name) => Assert.False(ScratchName.IsOne(name));

    [Fact]
    public async Task It_is_there_while_it_is_needed_and_gone_afterwards()
    {
        TestRole maker = await server.CreateRoleAsync("maker", "CREATEDB");
        await using IDatabase missing = Open(server.NewName("nothing"), maker);
        string name;
        await using (IScratchDatabase scratch = await missing.CreateScratchAsync(Request, CancellationToken.None))
        {
            name = scratch.Database.Reference.DatabaseName;
            await using ISession session = await scratch.Database.OpenSessionAsync(
                SessionAccess.Write, CancellationToken.None);
            Assert.False(await session.HasUserTablesAsync(CancellationToken.None));
            Assert.Equal(maker.Name, session.Server.User);
        }

        Assert.False(await IsThereAsync(name));
        Assert.False(await missing.ExistsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task It_has_the_encoding_and_collation_of_the_one_it_stands_for()
    {
        TestRole maker = await server.CreateRoleAsync("maker", "CREATEDB");
        string like = server.NewDatabaseName();
        await server.AdministerAsync(
            $"CREATE DATABASE {PostgresServer.Quote(like)} OWNER {PostgresServer.Quote(maker.Name)} TEMPLATE template0 "
                + "ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'");
        await using IDatabase database = Open(like, maker);
        await using IScratchDatabase scratch = await database.CreateScratchAsync(Request, CancellationToken.None);
        await using ISession session = await scratch.Database.OpenSessionAsync(
            SessionAccess.Read, CancellationToken.None);
        Assert.Equal(("LATIN1", "C"), (session.Server.Encoding, session.Server.Collation));
    }

    [Fact]
    public async Task A_role_that_may_not_create_databases_is_told_so_with_the_remedy()
    {
        await using IDatabase database = Open("shop", server.Owner);
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(
            () => database.CreateScratchAsync(Request, CancellationToken.None));
        Assert.Equal(ErrorCode.DatabasePermission, error.Code);
        Assert.Contains("CREATEDB", error.Hint, StringComparison.Ordinal);
        Assert.Contains("--scratch", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_killed_process_left_is_dropped_by_the_next_and_a_living_one_s_is_not()
    {
        TestRole maker = await server.CreateRoleAsync("maker", "CREATEDB");
        await using IDatabase database = Open("it's \"odd\"", maker);
        await using IScratchDatabase living = await database.CreateScratchAsync(Request, CancellationToken.None);
        string living1 = living.Database.Reference.DatabaseName;
        string dead = ScratchName.For("dead");
        string foreign = server.NewName("furrow_scratch_mine");
        foreach (string name in (string[])[dead, foreign])
        {
            await server.AdministerAsync(
                $"CREATE DATABASE {PostgresServer.Quote(name)} OWNER {PostgresServer.Quote(maker.Name)}");
        }

        await using (await database.CreateScratchAsync(Request, CancellationToken.None))
        {
            Assert.Equal(
                (true, false, true),
                (await IsThereAsync(living1), await IsThereAsync(dead), await IsThereAsync(foreign)));
        }

        await server.AdministerAsync($"DROP DATABASE {PostgresServer.Quote(foreign)}");
    }

    [Fact]
    public async Task When_the_connection_that_keeps_it_is_gone_it_is_dropped_all_the_same()
    {
        TestRole maker = await server.CreateRoleAsync("maker", "CREATEDB");
        await using IDatabase database = Open("shop", maker);
        IScratchDatabase scratch = await database.CreateScratchAsync(Request, CancellationToken.None);
        string name = scratch.Database.Reference.DatabaseName;
        await server.AdministerAsync(
            $"SELECT pg_terminate_backend(pid, 60000) FROM pg_locks WHERE locktype = 'advisory' "
                + $"AND (classid::bigint << 32 | objid::bigint) = {AdvisoryKey.Scratch(name)}");
        await Assert.ThrowsAnyAsync<Exception>(async () => await scratch.DisposeAsync());
        await using (await database.CreateScratchAsync(Request, CancellationToken.None))
        {
            Assert.False(await IsThereAsync(name));
        }
    }

    private IDatabase Open(string database, TestRole role) =>
        new PostgresProvider().Open(server.Reference(database, role), PostgresServer.Quick);

    private async Task<bool> IsThereAsync(string name)
    {
        await using TestDatabase any = await server.CreateDatabaseAsync();
        string literal = name.Replace("'", "''", StringComparison.Ordinal);
        return await any.ValueAsync($"SELECT count(*) FROM pg_database WHERE datname = '{literal}'") == "1";
    }
}
