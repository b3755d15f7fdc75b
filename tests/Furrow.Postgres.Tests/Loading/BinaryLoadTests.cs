using System.Globalization;
using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Postgres.Loading;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Specification;

namespace Furrow.Postgres.Tests.Loading;

public sealed class BinaryLoadTests(PostgresServer server)
{
    private const int NumberCount = 3_000;

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("smallint", CellKind.Integer, "32768")]
    [InlineData("smallint", CellKind.Integer, "-32769")]
    [InlineData("integer", CellKind.Integer, "2147483648")]
    [InlineData("oid", CellKind.Integer, "-1")]
    [InlineData("oid", CellKind.Integer, "4294967296")]
    [InlineData("numeric(5,2)", CellKind.Decimal, "1000")]
    [InlineData("numeric(5,2)", CellKind.Decimal, "-999.995")]
    [InlineData("numeric(5,2)", CellKind.Integer, "1000")]
    [InlineData("numeric(5,2)", CellKind.Float, "Infinity")]
    [InlineData("numeric(2,4)", CellKind.Decimal, "0.01")]
    [InlineData("real", CellKind.Float, "1E+39")]
    [InlineData("real", CellKind.Float, "1E-50")]
    [InlineData("date", CellKind.Date, "-2440589")]
    [InlineData("date", CellKind.Date, "2145042906")]
    [InlineData("timestamp", CellKind.Timestamp, "-210866803200000001")]
    [InlineData("timestamptz", CellKind.Timestamp, "-9223372036854775807")]
    [InlineData("time", CellKind.Time, "86400000001")]
    [InlineData("timetz", CellKind.Time, "-1")]
    [InlineData("money", CellKind.Decimal, "92233720368547758.08")]
    [InlineData("inet", CellKind.Text, "10.0.0.0/33")]
    [InlineData("inet", CellKind.Text, "1")]
    [InlineData("inet", CellKind.Text, "[::1]")]
    [InlineData("macaddr", CellKind.Text, "08:00:2b:01:02")]
    [InlineData("varbit", CellKind.Text, "102")]
    [InlineData("\"char\"", CellKind.Text, "xy")]
    public async Task A_value_that_the_column_cannot_hold_is_refused_with_both_named(
        string type, CellKind kind, string value)
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync($"CREATE TABLE t (good integer, bad {type})");
        FurrowException refused = await Assert.ThrowsAsync<FurrowException>(
            () => LoadAsync(database, "t", ["bad"], CellVectors.Of(new CellType(kind), Value(kind, value))));
        Assert.Equal(ErrorCode.ScenarioInvalid, refused.Code);
        Assert.Contains("public.t.bad", refused.Message, StringComparison.Ordinal);
        if (kind is CellKind.Integer or CellKind.Text or CellKind.Time)
        {
            Assert.Contains(value, refused.Message, StringComparison.Ordinal);
        }

        // The session goes on.
        Assert.Equal("0", await database.ValueAsync("SELECT count(*) FROM t"));
    }

    [Theory]
    [InlineData("numeric")]
    [InlineData("numeric(45,10)")]
    [InlineData("numeric(32,3)")]
    [InlineData("numeric(38,0)")]
    [InlineData("numeric(30,-3)")]
    public async Task Numbers_are_rounded_and_shown_as_the_server_does(string type)
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync($"CREATE TABLE t (d {type}, f {type}, i {type}, td text, tf text, ti text)");
        Random random = new(7);
        object?[] decimals = new object?[NumberCount];
        object?[] floats = new object?[NumberCount];
        object?[] integers = new object?[NumberCount];
        for (int row = 0; row < NumberCount; row++)
        {
            decimals[row] = new decimal(
                random.Next(), random.Next(3) == 0 ? 0 : random.Next(), random.Next(3) == 0 ? random.Next() : 0,
                random.Next(2) == 0, (byte)random.Next(29));
            floats[row] = random.Next(4) == 0
                ? random.Next(-100_000, 100_000) / 8.0
                : (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-24, 28));
            integers[row] = random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);
        }

        CellType texts = new(CellKind.Text);
        await LoadAsync(
            database,
            "t",
            ["d", "f", "i", "td", "tf", "ti"],
            CellVectors.Of(new CellType(CellKind.Decimal), decimals),
            CellVectors.Of(new CellType(CellKind.Float), floats),
            CellVectors.Of(new CellType(CellKind.Integer), integers),
            CellVectors.Of(texts, Texts(decimals)),
            CellVectors.Of(texts, Texts(floats)),
            CellVectors.Of(texts, Texts(integers)));
        Assert.Equal(
            [],
            await database.QueryAsync(
                $"""
                SELECT td, d::text, tf, f::text, ti, i::text FROM t
                WHERE d::text IS DISTINCT FROM td::{type}::text OR f::text IS DISTINCT FROM tf::{type}::text
                    OR i::text IS DISTINCT FROM ti::{type}::text
                LIMIT 3
                """));
        Assert.Equal(
            NumberCount.ToString(CultureInfo.InvariantCulture), await database.ValueAsync("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task One_column_without_a_binary_form_makes_all_of_it_text()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync("CREATE TABLE t (a integer, b point, c int4range, d text[])");
        Table table = await database.ReadTableAsync("t");
        CellType texts = new(CellKind.Text);
        async Task<bool> IsBinaryAsync(string column, CellType cells)
        {
            ISession session = await database.SessionAsync();
            await using ISessionTransaction transaction =
                await session.BeginAsync(new TransactionRequest(TransactionPurpose.Work), None);
            await using IBulkLoad load = await session.BeginBulkLoadAsync(
                new BulkRequest(
                    table,
                    [new(table.Find("a")!, new CellType(CellKind.Integer)), new(table.Find(column)!, cells)]),
                None);
            return ((PostgresBulkLoad)load).IsBinary;
        }

        Assert.False(await IsBinaryAsync("b", texts));
        Assert.False(await IsBinaryAsync("c", texts));
        Assert.True(await IsBinaryAsync("c", new CellType(CellKind.List, Item: new CellType(CellKind.Integer))));
        Assert.True(await IsBinaryAsync("d", new CellType(CellKind.List, Item: texts)));
    }

    [Fact]
    public async Task A_numbered_column_that_insists_takes_what_is_given()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync("CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY, a integer)");
        await LoadAsync(database, "t", ["id"], CellVectors.Of(new CellType(CellKind.Integer), [41]));
        Assert.Equal("41", await database.ValueAsync("SELECT id FROM t"));
    }

    [Fact]
    public async Task Rows_find_their_partitions()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE TABLE t (id integer) PARTITION BY RANGE (id)",
            "CREATE TABLE low PARTITION OF t FOR VALUES FROM (0) TO (10)",
            "CREATE TABLE high PARTITION OF t FOR VALUES FROM (10) TO (20)");
        await LoadAsync(database, "t", ["id"], CellVectors.Of(new CellType(CellKind.Integer), [1, 12, 13]));
        Assert.Equal("1 2", await database.ValueAsync(
            "SELECT (SELECT count(*) FROM low) || ' ' || (SELECT count(*) FROM high)"));
    }

    private static async Task LoadAsync(
        TestDatabase database, string name, string[] columns, params CellVector[] vectors)
    {
        Table table = await database.ReadTableAsync(name);
        ISession session = await database.SessionAsync();
        await using ISessionTransaction transaction =
            await session.BeginAsync(new TransactionRequest(TransactionPurpose.Work), None);
        await using (IBulkLoad load = await session.BeginBulkLoadAsync(
            new BulkRequest(
                table,
                [.. columns.Zip(vectors, (column, cells) =>
                    new BulkColumn(table.Find(column)!, new CellType(cells.Kind)))]),
            None))
        {
            RowChunk chunk = new();
            load.CreateEncoder().Encode(vectors, vectors[0].Count, chunk);
            await load.WriteAsync(chunk, None);
            Assert.Equal(vectors[0].Count, await load.CompleteAsync(None));
        }

        await transaction.CommitAsync(None);
    }

    private static object Value(CellKind kind, string value) => kind switch
    {
        CellKind.Decimal => decimal.Parse(value, CultureInfo.InvariantCulture),
        CellKind.Float => double.Parse(value, CultureInfo.InvariantCulture),
        CellKind.Date => int.Parse(value, CultureInfo.InvariantCulture),
        CellKind.Text => value,
        _ => long.Parse(value, CultureInfo.InvariantCulture),
    };

    private static object?[] Texts(object?[] numbers) => [.. numbers.Select(number => number switch
    {
        double floating => floating.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(number, CultureInfo.InvariantCulture),
    })];
}
