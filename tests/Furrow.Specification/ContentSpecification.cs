using System.Collections.Immutable;
using System.Globalization;
using Furrow.Data;
using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Specification;

/// <summary>Hashing rows.</summary>
public abstract class ContentSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IProviderFixture
{
    private static readonly string?[] Texts =
        [null, "", "n", "NULL", "a,b", "(", ")", "\"", "\\", "'", "t61", "ünï線😀", "1", "2"];

    [Fact]
    public async Task Any_order_of_rows_has_the_same_hash_and_any_other_cell_another()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync($"CREATE TABLE t (a integer, b {harness.Sql.TextType})");
        await using ISession session = await harness.OpenAsync();
        for (int seed = 0; seed < 40; seed++)
        {
            Random chance = new(seed);
            (string?, string?)[] rows =
            [
                .. Enumerable.Range(0, chance.Next(8)).Select(_ => (
                    chance.Next(4) is > 0 and int number ? number.ToString(CultureInfo.InvariantCulture) : null,
                    Texts[chance.Next(Texts.Length)])),
            ];
            (string?, string?)[] shuffled = [.. rows];
            chance.Shuffle(shuffled);
            ContentHash hash = await HashAsync(session, rows);
            Assert.Equal(rows.Length, hash.Rows);
            Assert.Equal(hash, await HashAsync(session, shuffled));
            for (int place = 0; place < rows.Length; place++)
            {
                (string? A, string? B)[] other = [.. rows];
                other[place].B = other[place].B is null ? "" : other[place].B + "x";
                Assert.NotEqual(hash, await HashAsync(session, other));
                other[place] = (rows[place].Item1 is null ? "0" : null, rows[place].Item2);
                Assert.NotEqual(hash, await HashAsync(session, other));
            }
        }
    }

    [Fact]
    public async Task Equal_rows_count_each_and_values_do_not_run_into_one_another()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync($"CREATE TABLE t (a {harness.Sql.TextType}, b {harness.Sql.TextType})");
        await using ISession session = await harness.OpenAsync();
        (string?, string?)[][] contents =
        [
            [], [("a", "b")], [("a", "b"), ("a", "b")], [("ab", "")], [("ab", null)], [(null, "ab")], [("", "ab")],
            [("a,b", null)], [("a\",\"b", null)], [("a", "c"), ("b", "d")], [("a", "d"), ("b", "c")],
        ];
        HashSet<ContentHash> hashes = [];
        foreach ((string?, string?)[] rows in contents)
        {
            Assert.True(hashes.Add(await HashAsync(session, rows)));
        }
    }

    [Fact]
    public async Task Every_value_of_every_type_has_a_hash_of_its_own_whatever_the_session()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        int place = 0;
        foreach (TypeSample sample in harness.TypeSamples)
        {
            string table = string.Create(CultureInfo.InvariantCulture, $"odd \"t\"; -- {place++} ünï");
            string[] setup = sample.Setup is null ? [] : [sample.Setup];
            await harness.RunAsync(
                [.. setup, $"CREATE TABLE {harness.Quote(table)} (id integer PRIMARY KEY, v {sample.SqlType})"]);
            Table target = await harness.ReadTableAsync(table);
            await using ISession session = await harness.OpenAsync();
            HashSet<ContentHash> hashes = [];
            foreach (string? value in (string?[])[null, .. sample.Values])
            {
                await using ISessionTransaction transaction = await session.BeginAsync(
                    new TransactionRequest(TransactionPurpose.Work), ProviderHarness.Token);
                await session.UpsertAsync(
                    new RowBatch(target, target.Columns, [target.Columns[0]], [["1", value]]), ProviderHarness.Token);
                TableContent content = Assert.Single(await session.HashRowsAsync(
                    [new ContentRequest(target, ContentCell.Own(target), EachColumn: true)], ProviderHarness.Token));
                Assert.Equal(2, content.Columns.Length);
                Assert.True(hashes.Add(content.Columns[1]), $"{sample.SqlType}: {value}");
                Assert.Equal(1, content.Rows.Rows);
                await transaction.RollbackAsync(ProviderHarness.Token);
            }
        }
    }

    [Fact]
    public async Task References_to_numbers_of_the_database_are_taken_by_the_row_they_mean()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        string key = harness.Sql.IdentityColumn;
        await harness.RunAsync(
            $"CREATE TABLE kinds (id {key}, slug {harness.Sql.TextType} NOT NULL UNIQUE)",
            $"CREATE TABLE notes (id {key}, body {harness.Sql.TextType}, kind_id integer REFERENCES kinds (id), "
                + "parent_id integer REFERENCES notes (id))",
            "CREATE TABLE marks (note_id integer PRIMARY KEY REFERENCES notes (id), n integer)");
        string[] one =
        [
            "INSERT INTO kinds (id, slug) VALUES (1, 'x'), (2, 'y')",
            "INSERT INTO notes (id, body, kind_id, parent_id) "
                + "VALUES (1, 'a', 1, NULL), (2, 'b', 2, 1), (3, 'c', NULL, 1)",
            "INSERT INTO marks VALUES (1, 10), (2, 20)",
        ];
        string[] shifted =
        [
            "INSERT INTO kinds (id, slug) VALUES (8, 'x'), (7, 'y')",
            "INSERT INTO notes (id, body, kind_id, parent_id) "
                + "VALUES (30, 'a', 8, NULL), (20, 'b', 7, 30), (10, 'c', NULL, 30)",
            "INSERT INTO marks VALUES (30, 10), (20, 20)",
        ];
        string before = await MappedAsync(harness, one);
        Assert.Equal(before, await MappedAsync(harness, shifted));
        Assert.NotEqual(before, await MappedAsync(harness, [.. one, "UPDATE notes SET kind_id = 1 WHERE id = 2"]));
        Assert.NotEqual(before, await MappedAsync(harness, [.. one, "UPDATE notes SET parent_id = 2 WHERE id = 3"]));
        Assert.NotEqual(before, await MappedAsync(harness, [.. one, "UPDATE notes SET parent_id = NULL WHERE id = 3"]));
        Assert.NotEqual(before, await MappedAsync(harness, [.. one, "UPDATE marks SET note_id = 3 WHERE note_id = 2"]));
        Assert.NotEqual(before, await MappedAsync(harness, [.. one, "UPDATE kinds SET slug = 'z' WHERE id = 1"]));
    }

    private static async Task<string> MappedAsync(ProviderHarness harness, string[] statements)
    {
        await using ISession session = await harness.OpenAsync();
        await using ISessionTransaction transaction = await session.BeginAsync(
            new TransactionRequest(TransactionPurpose.Work), ProviderHarness.Token);
        foreach (string statement in statements)
        {
            await session.ExecuteAsync(ProviderHarness.Statement(statement), ProviderHarness.Token);
        }

        DatabaseSchema schema = await session.ReadSchemaAsync(ProviderHarness.Token);
        ContentMapping mapping = new(schema, ImmutableHashSet<(ObjectName, string)>.Empty);
        ImmutableArray<TableContent> contents = await session.HashRowsAsync(
            [.. schema.Tables.Select(table => new ContentRequest(table, mapping.CellsOf(table)))],
            ProviderHarness.Token);
        await transaction.RollbackAsync(ProviderHarness.Token);
        return string.Join(' ', contents.Select(content => content.Rows));
    }

    private static async Task<ContentHash> HashAsync(ISession session, (string? A, string? B)[] rows)
    {
        await using ISessionTransaction transaction = await session.BeginAsync(
            new TransactionRequest(TransactionPurpose.Work), ProviderHarness.Token);
        if (rows.Length > 0)
        {
            IEnumerable<string> values = rows.Select(row => $"({Literal(row.A)}, {Literal(row.B)})");
            await session.ExecuteAsync(
                ProviderHarness.Statement($"INSERT INTO t VALUES {string.Join(", ", values)}"), ProviderHarness.Token);
        }

        DatabaseSchema schema = await session.ReadSchemaAsync(ProviderHarness.Token);
        ImmutableArray<TableContent> contents = await session.HashRowsAsync(
            [new ContentRequest(schema.Tables[0], ContentCell.Own(schema.Tables[0]))], ProviderHarness.Token);
        await transaction.RollbackAsync(ProviderHarness.Token);
        return Assert.Single(contents).Rows;
    }

    private static string Literal(string? value) =>
        value is null ? "NULL" : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
