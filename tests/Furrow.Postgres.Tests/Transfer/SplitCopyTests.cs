using System.Data;
using System.Text;
using Furrow.Postgres.Transfer;
using Furrow.Providers;
using Furrow.Schema;
using Npgsql;

namespace Furrow.Postgres.Tests.Transfer;

/// <summary>A table read by two sessions is what one session reads: the same rows in the same order.</summary>
public sealed class SplitCopyTests(PostgresServer server)
{
    private const string Rows = "SELECT id, t FROM ONLY public.big";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task Rows_come_in_the_order_of_their_pages_as_of_one_moment(int pagesPerStretch)
    {
        await using TestDatabase database = await CreateAsync(rows: 5000);
        await using ISession one = await database.Database.OpenSessionAsync(SessionAccess.Read, Token);
        await using ISession other = await database.Database.OpenSessionAsync(SessionAccess.Read, Token);
        NpgsqlConnection first = (NpgsqlConnection)one.Connection;
        NpgsqlConnection second = (NpgsqlConnection)other.Connection;
        await using NpgsqlTransaction own = await first.BeginTransactionAsync(IsolationLevel.RepeatableRead, Token);
        string snapshot = (string)(await ScalarAsync(first, "SELECT pg_export_snapshot()"))!;
        await using NpgsqlTransaction shared =
            await second.BeginTransactionAsync(IsolationLevel.RepeatableRead, Token);
        await ScalarAsync(second, $"SET TRANSACTION SNAPSHOT '{snapshot}'");
        long pages = (long)(await ScalarAsync(first, "SELECT pg_relation_size('big') / 8192"))!;
        await database.RunAsync(
            "INSERT INTO big SELECT i, 'later' FROM generate_series(1, 5000) i", "DELETE FROM big WHERE id = 5");

        using MemoryStream target = new();
        using SplitCopy split = new([first, second], pagesPerStretch);
        long count = await split.WriteAsync(Rows, pages, target, Token);
        Assert.Equal(4_999, count);
        using TextReader alone = await first.BeginTextExportAsync($"COPY ({Rows}) TO STDOUT", Token);
        Assert.Equal(await alone.ReadToEndAsync(Token), Encoding.UTF8.GetString(target.ToArray()));
    }

    [Fact]
    public async Task A_target_that_fails_and_a_query_that_fails_leave_the_sessions_usable()
    {
        await using TestDatabase database = await CreateAsync(rows: 20_000);
        await using ISession one = await database.Database.OpenSessionAsync(SessionAccess.Read, Token);
        await using ISession other = await database.Database.OpenSessionAsync(SessionAccess.Read, Token);
        NpgsqlConnection first = (NpgsqlConnection)one.Connection;
        NpgsqlConnection second = (NpgsqlConnection)other.Connection;
        using MemoryStream full = new(new byte[1000]);
        using SplitCopy overfull = new([first, second], 2);
        await Assert.ThrowsAsync<NotSupportedException>(() => overfull.WriteAsync(Rows, 100, full, Token));
        using SplitCopy failing = new([first, second], 2);
        await Assert.ThrowsAsync<PostgresException>(() => failing.WriteAsync(
            "SELECT 1 / (id - 9000) FROM ONLY public.big", 100, Stream.Null, Token));
        Assert.Equal(1, await ScalarAsync(first, "SELECT 1"));
        Assert.Equal(1, await ScalarAsync(second, "SELECT 1"));
    }

    [Fact]
    public async Task A_large_table_is_written_whole_by_a_session_of_furrows()
    {
        await using TestDatabase database = await CreateAsync(rows: 1000);
        await database.RunAsync(
            "INSERT INTO big SELECT i, repeat('some text ', 70) FROM generate_series(1001, 100000) i");
        await using ISession session = await database.Database.OpenSessionAsync(SessionAccess.Read, Token);
        await using ISessionTransaction transaction = await session.BeginAsync(
            new TransactionRequest(TransactionPurpose.Work) { IsRepeatable = true }, Token);
        DatabaseSchema schema = await session.ReadSchemaAsync(Token);
        Table big = schema.Find(new ObjectName("public", "big"))!;
        await session.Transfer.PrepareAsync([big], Token);
        using MemoryStream target = new();

        // Twice, as two exports in one session would.
        Assert.Equal(99_999, await session.Transfer.WriteRowsAsync(RowSelection.All(big), Stream.Null, Token));
        Assert.Equal(99_999, await session.Transfer.WriteRowsAsync(RowSelection.All(big), target, Token));
        Assert.Equal(
            Enumerable.Range(1, 100_000).Where(id => id != 7),
            Encoding.UTF8.GetString(target.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => int.Parse(line.Split('\t')[0])));
    }

    private async Task<TestDatabase> CreateAsync(int rows)
    {
        TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE TABLE big (id integer, t text)",
            "ALTER TABLE big SET (autovacuum_enabled = false)",
            $"INSERT INTO big SELECT i, E'row\\n' || i FROM generate_series(1, {rows}) i",
            "DELETE FROM big WHERE id = 7");
        return database;
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        return await command.ExecuteScalarAsync(Token);
    }
}
