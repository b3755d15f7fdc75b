using System.Diagnostics;
using System.Globalization;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Specification;

/// <summary>Upserting rows by key.</summary>
public abstract class UpsertSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IProviderFixture
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Values_of_every_type_come_back_as_they_went_in()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        for (int i = 0; i < harness.TypeSamples.Count; i++)
        {
            TypeSample sample = harness.TypeSamples[i];
            if (sample.Setup is not null)
            {
                await harness.RunAsync(sample.Setup);
            }

            await harness.RunAsync($"CREATE TABLE type_{i} (id integer PRIMARY KEY, value {sample.SqlType})");
            Table table = await harness.ReadTableAsync($"type_{i}");
            Assert.Equal((sample.SqlType, sample.Kind), (sample.SqlType, table.Find("value")?.Type.Kind));
            string?[] values = [.. sample.Values, null];
            string?[][] rows = [.. values.Select((value, id) => new[] { Text(id), value })];

            await using ISession session = await harness.OpenAsync();
            UpsertCounts first = await session.UpsertAsync(Batch(table, ["id", "value"], ["id"], rows), None);
            UpsertCounts second = await session.UpsertAsync(Batch(table, ["id", "value"], ["id"], rows), None);
            IReadOnlyList<string?> read = await session.LookUpAsync(
                new RowLookUp(
                    table,
                    [table.Find("id")!],
                    table.Find("value")!,
                    [.. values.Select((_, id) => new[] { Text(id) })]),
                None);

            Assert.Equal((sample.SqlType, new UpsertCounts(rows.Length, 0)), (sample.SqlType, first));
            Assert.Equal((sample.SqlType, default(UpsertCounts)), (sample.SqlType, second));
            Assert.Equal(values, read);
            Assert.Equal("1", await harness.ScalarAsync($"SELECT count(*) FROM type_{i} WHERE value IS NULL"));
        }
    }

    [Fact]
    public async Task Every_value_of_every_type_finds_its_row()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        TypeKind[] noKeys = [TypeKind.Json, TypeKind.Other, TypeKind.Composite];
        TypeSample[] samples = [.. harness.TypeSamples.Where(sample => !noKeys.Contains(sample.Kind))];
        for (int i = 0; i < samples.Length; i++)
        {
            TypeSample sample = samples[i];
            if (sample.Setup is not null)
            {
                await harness.RunAsync(sample.Setup);
            }

            await harness.RunAsync($"CREATE TABLE key_{i} (value {sample.SqlType} PRIMARY KEY, id text)");
            Table table = await harness.ReadTableAsync($"key_{i}");
            string?[][] rows = [.. sample.Values.Select((value, id) => new[] { value, Text(id) })];
            await using ISession session = await harness.OpenAsync();
            await session.UpsertAsync(Batch(table, ["value", "id"], ["value"], rows), None);
            IReadOnlyList<string?> found = await session.LookUpAsync(
                new RowLookUp(
                    table,
                    [table.Find("value")!],
                    table.Find("id")!,
                    [.. sample.Values.Select(value => new[] { value })]),
                None);
            Assert.Equal(rows.Select(row => row[1]), found);
            rows[0][1] = "changed";
            Assert.Equal(
                (sample.SqlType, new UpsertCounts(0, 1)),
                (sample.SqlType, await session.UpsertAsync(Batch(table, ["value", "id"], ["value"], rows), None)));
        }
    }

    [Fact]
    public async Task Missing_rows_are_inserted_and_only_changed_ones_updated()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync(
            "CREATE TABLE users (email text PRIMARY KEY, name text, age integer)",
            "INSERT INTO users VALUES ('a', 'Ann', 30), ('b', 'Bob', NULL), ('c', 'Cid', 40), ('z', 'Zoe', 50)");
        Table table = await harness.ReadTableAsync("users");
        await using ISession session = await harness.OpenAsync();
        UpsertCounts counts = await session.UpsertAsync(
            Batch(
                table,
                ["name", "email", "age"],
                ["email"],
                [["Ann", "a", "30"], ["Bob", "b", "1"], ["CID", "c", "40"], ["Dee", "d", null]]),
            None);

        Assert.Equal(new UpsertCounts(1, 2), counts);
        Assert.Equal("1", await harness.ScalarAsync("SELECT age FROM users WHERE email = 'b'"));
        Assert.Equal("CID", await harness.ScalarAsync("SELECT name FROM users WHERE email = 'c'"));
        Assert.Equal("Zoe", await harness.ScalarAsync("SELECT name FROM users WHERE email = 'z'"));
        Assert.Equal("5", await harness.ScalarAsync("SELECT count(*) FROM users"));
    }

    [Fact]
    public async Task Null_and_empty_text_are_two_things()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync("CREATE TABLE t (id integer PRIMARY KEY, a text)");
        Table table = await harness.ReadTableAsync("t");
        await using ISession session = await harness.OpenAsync();
        RowBatch with(string? value) => Batch(table, ["id", "a"], ["id"], [["1", value]]);

        Assert.Equal(new UpsertCounts(1, 0), await session.UpsertAsync(with(null), None));
        Assert.Equal(new UpsertCounts(0, 1), await session.UpsertAsync(with(""), None));
        Assert.Equal("", await harness.ScalarAsync("SELECT a FROM t"));
        Assert.Equal(new UpsertCounts(0, 1), await session.UpsertAsync(with(null), None));
        Assert.Null(await harness.ScalarAsync("SELECT a FROM t"));
        Assert.Equal(default, await session.UpsertAsync(with(null), None));
    }

    [Fact]
    public async Task Columns_that_are_not_given_keep_their_value_or_take_their_default()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync(
            """
            CREATE TABLE t (
                id integer PRIMARY KEY, a text DEFAULT 'd', b text, c text GENERATED ALWAYS AS (b || '!') STORED)
            """,
            "INSERT INTO t (id, a, b) VALUES (1, 'mine', 'x')");
        Table table = await harness.ReadTableAsync("t");
        await using ISession session = await harness.OpenAsync();
        UpsertCounts counts = await session.UpsertAsync(
            Batch(table, ["id", "b"], ["id"], [["1", "y"], ["2", "y"]]), None);

        Assert.Equal(new UpsertCounts(1, 1), counts);
        Assert.Equal("mine", await harness.ScalarAsync("SELECT a FROM t WHERE id = 1"));
        Assert.Equal("d", await harness.ScalarAsync("SELECT a FROM t WHERE id = 2"));
        Assert.Equal("y!", await harness.ScalarAsync("SELECT c FROM t WHERE id = 1"));
    }

    [Fact]
    public async Task Composite_keys_hostile_names_and_key_only_rows()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        string table = "we\"ird; --";
        string[] columns = ["@c1", "a b\"", "線'"];
        await harness.RunAsync(
            $"""
            CREATE TABLE {harness.Quote(table)} (
                {harness.Quote(columns[0])} integer, {harness.Quote(columns[1])} text, {harness.Quote(columns[2])} text,
                PRIMARY KEY ({harness.Quote(columns[0])}, {harness.Quote(columns[1])}))
            """);
        Table read = await harness.ReadTableAsync(table);
        await using ISession session = await harness.OpenAsync();
        string?[][] rows = [["1", "x"], ["1", "y"], ["2", "x"]];
        string[] key = columns[..2];

        Assert.Equal(new UpsertCounts(3, 0), await session.UpsertAsync(Batch(read, key, key, rows), None));
        Assert.Equal(default, await session.UpsertAsync(Batch(read, key, key, rows), None));
        Assert.Equal(
            new UpsertCounts(0, 1),
            await session.UpsertAsync(Batch(read, columns, key, [["1", "y", "O'Brien ; \"線\""]]), None));
        Assert.Equal(
            "O'Brien ; \"線\"",
            await harness.ScalarAsync($"SELECT max({harness.Quote(columns[2])}) FROM {harness.Quote(table)}"));
    }

    [Fact]
    public async Task A_key_that_no_index_stands_behind_works_while_it_is_unique()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync(
            $"CREATE TABLE t (id {harness.Sql.IdentityColumn}, slug text, name text)",
            "INSERT INTO t (slug, name) VALUES ('a', 'A')");
        Table table = await harness.ReadTableAsync("t");
        await using ISession session = await harness.OpenAsync();
        RowBatch batch = Batch(table, ["slug", "name"], ["slug"], [["a", "AA"], ["b", "B"]]);

        Assert.Equal(new UpsertCounts(1, 1), await session.UpsertAsync(batch, None));
        Assert.Equal("2", await harness.ScalarAsync("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task A_key_that_two_rows_have_is_refused()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync(
            "CREATE TABLE t (slug text, name text)", "INSERT INTO t VALUES ('secret-a', 'A'), ('secret-a', 'B')");
        Table table = await harness.ReadTableAsync("t");
        await using ISession session = await harness.OpenAsync();
        FurrowException refused = await Assert.ThrowsAsync<FurrowException>(
            () => session.UpsertAsync(Batch(table, ["slug", "name"], ["slug"], [["secret-a", "C"]]), None));

        Assert.Equal(ErrorCode.SeedInvalid, refused.Code);
        Assert.Contains("slug", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM t WHERE name = 'C'"));
    }

    [Fact]
    public async Task Two_thousand_rows_take_well_under_a_second()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync(
            $"""
            CREATE TABLE users (
                id integer PRIMARY KEY, email text UNIQUE, name text, born date, active {harness.Sql.BooleanType},
                balance numeric(12,2), note text, score {harness.Sql.Float64Type})
            """);
        Table table = await harness.ReadTableAsync("users");
        string[] columns = ["id", "email", "name", "born", "active", "balance", "note", "score"];
        string?[][] rows =
        [
            .. Enumerable.Range(1, 2_000).Select(i => new[]
            {
                Text(i), $"user{i}@example.com", $"User {i}", "1990-05-01", "true", "12.50",
                i % 2 == 0 ? null : "note", "0.5",
            }),
        ];
        await using ISession session = await harness.OpenAsync();
        await using ISessionTransaction transaction =
            await session.BeginAsync(new TransactionRequest(TransactionPurpose.Work), None);
        long started = Stopwatch.GetTimestamp();
        UpsertCounts counts = await session.UpsertAsync(Batch(table, columns, ["email"], rows), None);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(started);

        Assert.Equal(new UpsertCounts(2_000, 0), counts);
        Assert.True(elapsed < TimeSpan.FromSeconds(1), $"It took {elapsed.TotalMilliseconds:0} ms.");
        TestContext.Current.SendDiagnosticMessage("2,000 rows upserted in {0:0} ms", elapsed.TotalMilliseconds);
    }

    private static RowBatch Batch(Table table, string[] columns, string[] key, IReadOnlyList<string?[]> rows) => new(
        table,
        [.. columns.Select(column => table.Find(column)!)],
        [.. key.Select(column => table.Find(column)!)],
        rows);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
