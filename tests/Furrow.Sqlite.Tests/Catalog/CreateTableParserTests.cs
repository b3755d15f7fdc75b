using Furrow.Schema;
using Furrow.Sqlite.Catalog;

namespace Furrow.Sqlite.Tests.Catalog;

public sealed class CreateTableParserTests
{
    // The table of https://sqlite.org/foreignkeys.html, section 4.2: only one wording defers.
    [Theory]
    [InlineData("", Deferrability.NotDeferrable)]
    [InlineData("DEFERRABLE INITIALLY DEFERRED", Deferrability.InitiallyDeferred)]
    [InlineData("deferrable /* ) */ initially -- x\n deferred", Deferrability.InitiallyDeferred)]
    [InlineData("DEFERRABLE INITIALLY IMMEDIATE", Deferrability.InitiallyImmediate)]
    [InlineData("DEFERRABLE", Deferrability.InitiallyImmediate)]
    [InlineData("NOT DEFERRABLE INITIALLY DEFERRED", Deferrability.NotDeferrable)]
    [InlineData("NOT DEFERRABLE INITIALLY IMMEDIATE", Deferrability.NotDeferrable)]
    [InlineData("NOT DEFERRABLE", Deferrability.NotDeferrable)]
    [InlineData(
        "ON DELETE SET DEFAULT ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED", Deferrability.InitiallyDeferred)]
    [InlineData("MATCH FULL ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED", Deferrability.InitiallyDeferred)]
    [InlineData("ON UPDATE SET NULL MATCH SIMPLE NOT DEFERRABLE", Deferrability.NotDeferrable)]
    public async Task Deferrability_is_what_SQLite_makes_of_it(string clause, Deferrability expected)
    {
        string[] definitions =
        [
            $"CREATE TABLE c (a REFERENCES p {clause}, b DEFAULT 1)",
            $"CREATE TABLE c (a REFERENCES p (id) {clause} NOT NULL, b UNIQUE)",
            $"CREATE TABLE c (a, b, FOREIGN KEY (a) REFERENCES p (id) {clause}, CHECK (b > 0))",
            $"CREATE TABLE c (a, b, CONSTRAINT k FOREIGN KEY (a) REFERENCES p {clause} CONSTRAINT u UNIQUE (b))",
        ];
        foreach (string definition in definitions)
        {
            ForeignKeyDefinition key = Assert.Single(CreateTableParser.Parse(definition).ForeignKeys);
            Assert.Equal((definition, expected), (definition, key.Deferrability));

            // SQLite itself shows it: an orphan passes until the commit, or it does not.
            await using SqliteHarness harness = new();
            await harness.RunAsync("CREATE TABLE p (id INTEGER PRIMARY KEY)", definition);
            await using Providers.ISession session = await harness.OpenAsync();
            await using Providers.ISessionTransaction transaction =
                await session.BeginAsync(new(Providers.TransactionPurpose.Work), CancellationToken.None);
            Exception? refused = await Record.ExceptionAsync(() => session.ExecuteAsync(
                Specification.ProviderHarness.Statement("INSERT INTO c (a, b) VALUES (1, 1)"), CancellationToken.None));
            Assert.Equal((definition, expected != Deferrability.InitiallyDeferred), (definition, refused is not null));
        }
    }

    [Fact]
    public void Each_deferrability_belongs_to_the_key_before_it()
    {
        TableDefinition table = CreateTableParser.Parse(
            """
            CREATE TABLE t (
                a REFERENCES x DEFERRABLE INITIALLY DEFERRED REFERENCES y,
                b REFERENCES z NOT NULL DEFERRABLE,
                FOREIGN KEY (a, b) REFERENCES w DEFERRABLE INITIALLY DEFERRED)
            """);
        Assert.Equal(
            [
                Deferrability.InitiallyDeferred, Deferrability.NotDeferrable, Deferrability.InitiallyImmediate,
                Deferrability.InitiallyDeferred,
            ],
            table.ForeignKeys.Select(key => key.Deferrability));
        Assert.Equal(["a", "b"], table.ForeignKeys[3].Columns);
    }

    [Fact]
    public void Text_that_looks_like_structure_is_stepped_over()
    {
        TableDefinition table = CreateTableParser.Parse(
            """
            CREATE TABLE "we(ird" -- CHECK (comment)
            ( [a,b] TEXT DEFAULT ')' CHECK ([a,b] <> 'it''s, (x)') /* , REFERENCES nobody */,
              `c``d` VARCHAR(20) CONSTRAINT "not null" NOT NULL UNIQUE,
              'e' INT DEFAULT (1 + (2)) , f DEFAULT -1 COLLATE nocase,
              g GENERATED ALWAYS AS (upper("c`d") || ',') VIRTUAL, h INT AS (1) STORED,
              CONSTRAINT "my check" CHECK (f IN (1, 2)) CHECK (e > 0),
              UNIQUE (f COLLATE BINARY DESC, 'e') ON CONFLICT IGNORE
            ) WITHOUT /* x */ ROWID
            """);
        Assert.Equal(["a,b", "c`d", "e", "f", "g", "h"], table.Columns.Select(column => column.Name));
        Assert.Equal(
            [(null, "a,b", "[a,b] <> 'it''s, (x)'"), ("my check", null, "f IN (1, 2)"), (null, null, "e > 0")],
            table.Checks.Select(check => (check.Name, check.Column, check.Expression)));
        Assert.Equal([null, null], table.Uniques.Select(unique => unique.Name));
        Assert.Equal(["f", "e"], table.Uniques[1].Columns);
        Assert.Equal("nocase", table.Columns[3].Collation);
        Assert.Equal("""upper("c`d") || ','""", table.Columns[4].GeneratedExpression);
        Assert.Equal("1", table.Columns[5].GeneratedExpression);
        Assert.Empty(table.ForeignKeys);
        Assert.True(table.IsWithoutRowId);
    }

    [Theory]
    [InlineData("CREATE TABLE t (a, \"without\" rowid)", false)]
    [InlineData("CREATE TABLE t (a PRIMARY KEY) without rowid", true)]
    [InlineData("CREATE TABLE t (a DEFAULT 'WITHOUT ROWID')", false)]
    public void Without_rowid_is_an_option_of_the_table(string sql, bool expected) =>
        Assert.Equal(expected, CreateTableParser.Parse(sql).IsWithoutRowId);

    [Theory]
    [InlineData("CREATE UNIQUE INDEX i ON t (a)", "a", null)]
    [InlineData(
        "CREATE UNIQUE INDEX i ON t (lower(a), b COLLATE NOCASE DESC) WHERE b > (1) AND c = 'x, y'",
        "lower(a)|b COLLATE NOCASE", "b > (1) AND c = 'x, y'")]
    [InlineData("CREATE INDEX \"i(\" ON \"t)\" (substr(a, 1, 2) asc)", "substr(a, 1, 2)", null)]
    public void Indexes_give_parts_and_condition(string sql, string parts, string? predicate)
    {
        IndexDefinition index = IndexDefinition.Parse(sql);
        Assert.Equal(parts, string.Join('|', index.Parts));
        Assert.Equal(predicate, index.Predicate);
    }

    [Theory]
    [InlineData("")]
    [InlineData("CREATE TABLE")]
    [InlineData("CREATE TABLE t (")]
    [InlineData("CREATE TABLE t (a CHECK (")]
    [InlineData("CREATE TABLE t (a REFERENCES")]
    [InlineData("CREATE TABLE t ('")]
    [InlineData("CREATE TABLE t (a, FOREIGN KEY (")]
    [InlineData("CREATE TABLE t (,,)) ((")]
    public void Broken_text_ends_and_throws_nothing(string sql) => Assert.Empty(CreateTableParser.Parse(sql).Uniques);
}
