using System.Data;
using Furrow.Data;
using Furrow.Postgres.Rows;
using Furrow.Providers;
using Furrow.Schema;
using Npgsql;

namespace Furrow.Postgres.Tests.Rows;

/// <summary>A table hashed by two sessions, in stretches of its pages, has the hash that one session finds.</summary>
public sealed class SharedHashingTests(PostgresServer server)
{
    private const int LargeRows = 80_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task Stretches_add_up_to_the_whole(int pagesPerStretch)
    {
        await using TestDatabase database = await CreateAsync(rows: 5000);
        Table big = await database.ReadTableAsync("big");
        await using ISession one = await database.Database.OpenSessionAsync(SessionAccess.Read, Token);
        await using ISession other = await database.Database.OpenSessionAsync(SessionAccess.Read, Token);
        HashQueue queue = new([Request(big)], [40], Statement, pagesPerStretch);
        await Task.WhenAll(
            queue.WorkAsync((NpgsqlConnection)one.Connection, Token),
            queue.WorkAsync((NpgsqlConnection)other.Connection, Token));
        HashQueue whole = new([Request(big)], [0], Statement);
        await whole.WorkAsync((NpgsqlConnection)one.Connection, Token);
        Assert.Equal(5000, queue.Contents[0].Rows.Rows);
        Assert.Equal(whole.Contents[0].Rows, queue.Contents[0].Rows);
        Assert.Equal(whole.Contents[0].Columns, queue.Contents[0].Columns);
    }

    [Fact]
    public async Task A_stretch_that_fails_is_there_for_another_session()
    {
        await using TestDatabase database = await CreateAsync(rows: 5000);
        Table big = await database.ReadTableAsync("big");
        await using ISession one = await database.Database.OpenSessionAsync(SessionAccess.Read, Token);
        NpgsqlConnection connection = (NpgsqlConnection)one.Connection;
        bool isBroken = true;
        HashQueue queue = new([Request(big)], [40], Next, 10);
        await Assert.ThrowsAsync<PostgresException>(() => queue.WorkAsync(connection, Token));
        await queue.WorkAsync(connection, Token);
        Assert.Equal(5000, queue.Contents[0].Rows.Rows);

        string Next(ContentRequest request, string condition)
        {
            bool fails = isBroken && condition.Contains("20,0", StringComparison.Ordinal);
            isBroken &= !fails;
            return fails ? "COPY (SELECT 1 / 0) TO STDOUT (FORMAT binary)" : Statement(request, condition);
        }
    }

    [Fact]
    public async Task A_large_table_has_the_hash_of_its_rows_as_of_one_moment()
    {
        await using TestDatabase database = await CreateAsync(LargeRows);
        Table big = await database.ReadTableAsync("big");
        await using ISession session = await database.Database.OpenSessionAsync(SessionAccess.Read, Token);
        Assert.True(await IsSplitAsync(database));
        ContentHash alone = await AloneAsync(session, big);
        TableContent shared = Assert.Single(await session.HashRowsAsync([Request(big)], Token));
        Assert.Equal(LargeRows, shared.Rows.Rows);
        Assert.Equal(alone, shared.Rows);
    }

    [Fact]
    public async Task What_a_transaction_has_written_counts_before_it_commits()
    {
        await using TestDatabase database = await CreateAsync(LargeRows);
        Table big = await database.ReadTableAsync("big");
        await using ISession session = await database.Database.OpenSessionAsync(SessionAccess.Write, Token);
        await using ISessionTransaction transaction = await session.BeginAsync(
            new TransactionRequest(TransactionPurpose.Work) { IsRepeatable = true }, Token);
        await using (System.Data.Common.DbCommand delete = session.CreateCommand("DELETE FROM big WHERE id % 2 = 0"))
        {
            await delete.ExecuteNonQueryAsync(Token);
        }

        TableContent content = Assert.Single(await session.HashRowsAsync([Request(big)], Token));
        Assert.Equal(LargeRows / 2, content.Rows.Rows);
    }

    private static ContentRequest Request(Table table) => new(table, ContentCell.Own(table), EachColumn: true);

    private static string Statement(ContentRequest request, string condition) =>
        $"COPY (SELECT id, t FROM ONLY public.big {condition}) TO STDOUT (FORMAT binary)";

    private static async Task<ContentHash> AloneAsync(ISession session, Table table)
    {
        HashQueue queue = new([Request(table)], [0], Statement);
        await queue.WorkAsync((NpgsqlConnection)session.Connection, Token);
        return queue.Contents[0].Rows;
    }

    private static async Task<bool> IsSplitAsync(TestDatabase database)
    {
        await using ISession session = await database.Database.OpenSessionAsync(SessionAccess.Read, Token);
        NpgsqlConnection connection = (NpgsqlConnection)session.Connection;
        await using NpgsqlTransaction transaction =
            await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, Token);
        Table big = await database.ReadTableAsync("big");
        return await SharedHashing.IsPossibleAsync(connection, Token)
            && (await TablePages.CountAsync(connection, [big], Token))[0] >= TablePages.SplitMin;
    }

    private async Task<TestDatabase> CreateAsync(int rows)
    {
        TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE TABLE big (id integer, t text)",
            string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"INSERT INTO big SELECT i, repeat('some text ', 90) || i FROM generate_series(1, {rows}) i"));
        return database;
    }
}
