using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Sqlite.Tests.Catalog;

/// <summary>What SQLite alone has, in normal form.</summary>
public sealed class DefinitionTests
{
    [Theory]
    [InlineData("CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)", "CREATE TABLE t (a INTEGER PRIMARY KEY)")]
    [InlineData("CREATE TABLE t (a TEXT PRIMARY KEY) WITHOUT ROWID", "CREATE TABLE t (a TEXT PRIMARY KEY NOT NULL)")]
    [InlineData("CREATE TABLE t (a TEXT COLLATE NOCASE)", "CREATE TABLE t (a TEXT)")]
    [InlineData("CREATE TABLE t (a TEXT UNIQUE ON CONFLICT REPLACE)", "CREATE TABLE t (a TEXT UNIQUE)")]
    [InlineData("CREATE TABLE t (a INT, b INT AS (a * 2))", "CREATE TABLE t (a INT, b INT AS (a * 2) STORED)")]
    [InlineData("CREATE TABLE t (a INT CHECK (a > 1))", "CREATE TABLE t (a INT CHECK (a > 2))")]
    [InlineData("CREATE TABLE t (a INT CHECK (a > 1) CHECK (a < 9))", "CREATE TABLE t (a INT CHECK (a > 1))")]
    [InlineData("CREATE TABLE t (a TIMESTAMP)", "CREATE TABLE t (a TEXT)")]
    [InlineData("CREATE TABLE t (a TEXT DEFAULT 'null')", "CREATE TABLE t (a TEXT)")]
    [InlineData(
        "CREATE TABLE t (a INT); CREATE INDEX i ON t (a DESC)", "CREATE TABLE t (a INT); CREATE INDEX i ON t (a)")]
    [InlineData(
        "CREATE TABLE t (a INT, asc INT); CREATE INDEX i ON t (a, asc)",
        "CREATE TABLE t (a INT, asc INT); CREATE INDEX i ON t (a)")]
    [InlineData("CREATE VIRTUAL TABLE t USING fts5(a)", "CREATE VIRTUAL TABLE t USING fts5(b)")]
    public async Task These_differ(string one, string other) =>
        Assert.NotEmpty(CatalogDiff.Compare(await ReadAsync(one), await ReadAsync(other)));

    [Theory]
    [InlineData("CREATE TABLE t (a INT, b TEXT)", "create table [t] (\n  `b` TEXT, -- second\n  \"a\" INT)")]
    [InlineData(
        "CREATE TABLE t (a INT, b INT); CREATE INDEX i ON t (a, b) WHERE a >= 1",
        "CREATE TABLE t (a INT, b INT); CREATE INDEX \"i\"\n ON  [t](a,b)\tWHERE a >= 1 /* partial */")]
    [InlineData("CREATE TABLE t (a INT PRIMARY KEY)", "CREATE TABLE t (a INT, PRIMARY KEY (a))")]
    [InlineData(
        "CREATE TABLE t (a INT, b INT); CREATE INDEX i ON t (a, b DESC, abs(b))",
        "CREATE TABLE t (a INT, b INT); CREATE INDEX i ON t (a ASC, b DESC, abs(b) asc)")]
    [InlineData("CREATE TABLE t (a TIMESTAMP, b VARCHAR(9))", "CREATE TABLE t (a timestamp, b varchar (9))")]
    [InlineData("CREATE TABLE t (a TEXT COLLATE NOCASE)", "CREATE TABLE t (a TEXT COLLATE nocase)")]
    [InlineData("CREATE TABLE t (a TEXT)", "CREATE TABLE t (a TEXT DEFAULT NULL)")]
    [InlineData(
        "CREATE TABLE t (a INT, b INT)",
        "CREATE TABLE u (b INT); ALTER TABLE u ADD COLUMN a INT; ALTER TABLE u RENAME TO t")]
    public async Task These_do_not(string one, string other) =>
        Assert.Empty(CatalogDiff.Compare(await ReadAsync(one), await ReadAsync(other)));

    private static async Task<DatabaseCatalog> ReadAsync(string sql)
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync(sql.Split("; "));
        await using ISession session = await harness.OpenAsync();
        return await session.ReadCatalogAsync(CancellationToken.None);
    }
}
