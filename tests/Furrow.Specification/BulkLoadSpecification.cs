using System.Globalization;
using System.Text;
using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Specification;

/// <summary>Loading generated column vectors.</summary>
public abstract class BulkLoadSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IProviderFixture
{
    private static readonly CellType Integers = new(CellKind.Integer);
    private static readonly CellType Texts = new(CellKind.Text, IsNullable: true);
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>A second column of a type that only text can be loaded into makes PostgreSQL's COPY text.</summary>
    [Theory]
    [InlineData("integer")]
    [InlineData("point")]
    public async Task Values_of_every_type_are_found_as_they_were_generated(string besideType)
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        IReadOnlyList<BulkSample> samples = [.. BulkSample.Shared(harness.Sql), .. harness.BulkSamples];
        List<string> wrong = [];
        for (int i = 0; i < samples.Count; i++)
        {
            BulkSample sample = samples[i];
            if (sample.Setup is not null)
            {
                await harness.RunAsync(sample.Setup);
            }

            await harness.RunAsync(
                $"CREATE TABLE bulk_{i} (id bigint PRIMARY KEY, value {sample.SqlType}, beside {besideType})");
            Table table = await harness.ReadTableAsync($"bulk_{i}");
            object?[] values = [null, .. sample.Values, null];
            await using ISession session = await harness.OpenAsync();
            await LoadAsync(
                session,
                table,
                ["id", "value", "beside"],
                (Integers, Numbers(values.Length)),
                (sample.Cells, values),
                besideType == "point" ? (Texts, new object?[values.Length]) : (Integers, Numbers(values.Length)));

            IReadOnlyList<string?[]> found = await session.FindAsync(
                new RowSearch(table, [], []) { Columns = [table.Find("value")!] }, None);
            string?[] expected = [null, .. sample.Found, null];
            Assert.Equal(expected.Length, found.Count);
            wrong.AddRange(expected.Zip(found)
                .Where(pair => pair.First != pair.Second[0])
                .Select(pair => $"{sample.SqlType} of {sample.Cells}: {pair.Second[0]} instead of {pair.First}"));
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Hostile_names_and_columns_in_another_order()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        string table = "we\"ird; -- ?1";
        string[] columns = ["@c1", "a b\"", "線'"];
        await harness.RunAsync(
            $"""
            CREATE TABLE {harness.Quote(table)} (
                {harness.Quote(columns[0])} integer PRIMARY KEY, {harness.Quote(columns[1])} text,
                {harness.Quote(columns[2])} text DEFAULT 'kept')
            """);
        Table read = await harness.ReadTableAsync(table);
        await using ISession session = await harness.OpenAsync();
        await LoadAsync(session, read, [columns[1], columns[0]], (Texts, ["x", null]), (Integers, [2, 1]));

        IReadOnlyList<string?[]> found = await session.FindAsync(
            new RowSearch(read, [], []) { Columns = read.Columns }, None);
        Assert.Equal([["1", null, "kept"], ["2", "x", "kept"]], found);
    }

    [Fact]
    public async Task Rows_larger_than_a_buffer_arrive_whole()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync($"CREATE TABLE t (id integer PRIMARY KEY, a text, b {harness.Sql.BytesType})");
        Table table = await harness.ReadTableAsync("t");
        object?[] texts = [.. Enumerable.Range(1, 40).Select(i => new string((char)('a' + (i % 26)), i * 9_973))];
        object?[] bytes = [.. Enumerable.Range(1, 40).Select(i => Encoding.UTF8.GetBytes(new string('\0', i * 7)))];
        await using ISession session = await harness.OpenAsync();
        await LoadAsync(
            session,
            table,
            ["id", "a", "b"],
            (Integers, Numbers(40)),
            (Texts, texts),
            (new CellType(CellKind.Bytes), bytes));

        IReadOnlyList<string?[]> found = await session.FindAsync(
            new RowSearch(table, [], []) { Columns = [table.Find("a")!, table.Find("b")!] }, None);
        Assert.Equal(texts, found.Select(row => row[0]));
        Assert.Equal(
            bytes.Select(value => @"\x" + Convert.ToHexStringLower((byte[])value!)), found.Select(row => row[1]));
    }

    [Fact]
    public async Task Numbered_columns_take_what_is_given_and_computed_ones_cannot_be()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync(
            $"CREATE TABLE t (id {harness.Sql.IdentityColumn}, a text, b text GENERATED ALWAYS AS (a || '!') STORED)");
        Table table = await harness.ReadTableAsync("t");
        await using ISession session = await harness.OpenAsync();
        await LoadAsync(session, table, ["id", "a"], (Integers, [70, 80]), (Texts, ["x", "y"]));
        Assert.Equal("x!", await ProviderHarness.ScalarAsync(session, "SELECT b FROM t WHERE id = 70"));

        await using ISessionTransaction transaction = await BeginAsync(session);
        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => LoadInsideAsync(session, table, ["b"], (Texts, ["z"])));
        Assert.Contains("t.b", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_load_that_is_not_completed_leaves_nothing_to_commit()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync("CREATE TABLE t (id integer)");
        Table table = await harness.ReadTableAsync("t");
        await using (ISession session = await harness.OpenAsync())
        {
            await using ISessionTransaction transaction = await BeginAsync(session);
            await using (IBulkLoad load = await session.BeginBulkLoadAsync(
                new BulkRequest(table, [new BulkColumn(table.Find("id")!, Integers)]), None))
            {
                RowChunk chunk = new();
                load.CreateEncoder().Encode([CellVectors.Of(Integers, [1, 2])], 2, chunk);
                await load.WriteAsync(chunk, None);
            }

            await Assert.ThrowsAnyAsync<Exception>(() => transaction.CommitAsync(None));
        }

        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM t"));
    }

    [Theory]
    [InlineData("UNIQUE", new object[] { "secret-a", "secret-a" }, ErrorCode.GenerateConflict, null)]
    [InlineData("NOT NULL", new object?[] { "secret-a", null }, ErrorCode.ScenarioInvalid, "column a")]
    [InlineData("CONSTRAINT c3 CHECK (length(a) < 3)", new object[] { "secret" }, ErrorCode.ScenarioInvalid, "c3")]
    public async Task Rows_that_break_a_constraint_are_refused_without_their_values(
        string constraint, object?[] values, string code, string? named)
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync($"CREATE TABLE t (a text {constraint})");
        Table table = await harness.ReadTableAsync("t");
        await using ISession session = await harness.OpenAsync();
        FurrowException refused = await Assert.ThrowsAsync<FurrowException>(
            () => LoadAsync(session, table, ["a"], (Texts, values)));

        Assert.Equal(code, refused.Code);
        Assert.Contains(table.Name.ToString(), refused.Message, StringComparison.Ordinal);
        Assert.Contains(named ?? "", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", $"{refused.Message}{refused.Detail}", StringComparison.Ordinal);
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM t"));
    }

    [Theory]
    [InlineData("integer")]
    [InlineData("point")]
    public async Task A_NUL_is_refused_and_its_column_named(string besideType)
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync($"CREATE TABLE t (note text, beside {besideType})");
        Table table = await harness.ReadTableAsync("t");
        await using ISession session = await harness.OpenAsync();
        FurrowException refused = await Assert.ThrowsAsync<FurrowException>(
            () => LoadAsync(
                session, table, ["note", "beside"], (Texts, ["fine", "a\0b"]), (Texts, [null, null])));
        Assert.Equal(ErrorCode.ScenarioInvalid, refused.Code);
        Assert.Contains("t.note", refused.Message, StringComparison.Ordinal);
        Assert.Contains("NUL", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Threads_encode_and_the_rows_lie_in_their_order()
    {
        const int Ranges = 60;
        const int RowsPerRange = 500;
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync($"CREATE TABLE t (place {harness.Sql.IdentityColumn}, id integer, a text)");
        Table table = await harness.ReadTableAsync("t");
        await using ISession session = await harness.OpenAsync();
        await using ISessionTransaction transaction = await BeginAsync(session);
        await using (IBulkLoad load = await session.BeginBulkLoadAsync(
            new BulkRequest(table, [new(table.Find("id")!, Integers), new(table.Find("a")!, Texts)]), None))
        {
            await new BulkPipeline(4).RunAsync(
                Ranges, () => new NumberSource(load.CreateEncoder(), RowsPerRange), load.WriteAsync, None);
            Assert.Equal(Ranges * RowsPerRange, await load.CompleteAsync(None));
        }

        await transaction.CommitAsync(None);
        Assert.Equal(
            Text(Ranges * RowsPerRange),
            await harness.ScalarAsync("SELECT count(*) FROM t WHERE id = place - 1 AND a = 'row ' || id"));
    }

    [Fact]
    public async Task A_cancelled_load_stops_and_leaves_nothing()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync("CREATE TABLE t (id integer, a text)");
        Table table = await harness.ReadTableAsync("t");
        await using (ISession session = await harness.OpenAsync())
        {
            using CancellationTokenSource stop = new();
            await using ISessionTransaction transaction = await BeginAsync(session);
            await using IBulkLoad load = await session.BeginBulkLoadAsync(
                new BulkRequest(table, [new(table.Find("id")!, Integers), new(table.Find("a")!, Texts)]), None);
            int written = 0;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new BulkPipeline(2).RunAsync(
                1_000_000,
                () => new NumberSource(load.CreateEncoder(), 100),
                async (chunk, token) =>
                {
                    if (++written == 20)
                    {
                        await stop.CancelAsync();
                    }

                    await load.WriteAsync(chunk, token);
                },
                stop.Token));
        }

        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM t"));
    }

    private static async Task LoadAsync(
        ISession session, Table table, string[] columns, params (CellType Type, object?[] Values)[] cells)
    {
        await using ISessionTransaction transaction = await BeginAsync(session);
        await LoadInsideAsync(session, table, columns, cells);
        await transaction.CommitAsync(None);
    }

    private static async Task LoadInsideAsync(
        ISession session, Table table, string[] columns, params (CellType Type, object?[] Values)[] cells)
    {
        BulkRequest request = new(
            table, [.. columns.Zip(cells, (name, given) => new BulkColumn(table.Find(name)!, given.Type))]);
        await using IBulkLoad load = await session.BeginBulkLoadAsync(request, None);
        CellVector[] vectors = [.. cells.Select(given => CellVectors.Of(given.Type, given.Values))];
        RowChunk chunk = new();
        load.CreateEncoder().Encode(vectors, vectors[0].Count, chunk);
        await load.WriteAsync(chunk, None);
        Assert.Equal(vectors[0].Count, await load.CompleteAsync(None));
    }

    private static Task<ISessionTransaction> BeginAsync(ISession session) =>
        session.BeginAsync(new TransactionRequest(TransactionPurpose.Work), None);

    private static object?[] Numbers(int count) => [.. Enumerable.Range(1, count).Select(i => (object)i)];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Rows that say their own number.</summary>
    private sealed class NumberSource(IRowEncoder encoder, int rowCount) : IChunkSource
    {
        private readonly FixedVector<long> _ids = new(CellKind.Integer);
        private readonly BytesVector _texts = new(CellKind.Text);

        public void Fill(long range, RowChunk chunk, CancellationToken cancellationToken)
        {
            _ids.Reset(rowCount);
            _texts.Reset(rowCount);
            for (int row = 0; row < rowCount; row++)
            {
                _ids.Values[row] = (range * rowCount) + row;
                _texts.Append(Encoding.UTF8.GetBytes($"row {_ids.Values[row]}"));
            }

            encoder.Encode([_ids, _texts], rowCount, chunk);
        }
    }
}
