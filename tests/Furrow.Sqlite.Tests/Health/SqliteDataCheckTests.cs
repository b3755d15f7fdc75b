using System.Globalization;
using Furrow.Integrity;
using Furrow.Providers;
using Furrow.Sql;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Tests.Health;

/// <summary>What SQLite's rows can break that an owner of PostgreSQL's cannot.</summary>
public sealed class SqliteDataCheckTests
{
    [Fact]
    public async Task NULL_in_a_column_that_is_NOT_NULL_is_counted_whatever_the_planner_believes()
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync("CREATE TABLE t (id INTEGER PRIMARY KEY, a text)", "INSERT INTO t (a) VALUES (NULL)");
        Rewrite(harness, "UPDATE sqlite_master SET sql = replace(sql, 'a text', 'a text NOT NULL') WHERE name = 't'");
        DataFinding finding = Assert.Single(await CheckAsync(harness));
        Assert.Equal((DataFindingKind.NotNull, "a", 1L), (finding.Kind, finding.Name, finding.Rows));
    }

    [Fact]
    public async Task A_key_to_a_table_that_is_not_there_is_broken_by_every_row_that_says_something()
    {
        await using SqliteHarness harness = new();
        Careless(
            harness,
            "CREATE TABLE c (p REFERENCES nowhere (id), q REFERENCES d (missing))",
            "CREATE TABLE d (id)",
            "INSERT INTO c VALUES (1, 1), (2, NULL), (NULL, NULL)");
        Assert.Equal(
            ["c_p_fkey 2", "c_q_fkey 1"],
            (await CheckAsync(harness)).Select(finding =>
                string.Create(CultureInfo.InvariantCulture, $"{finding.Name} {finding.Rows}")).Order());
    }

    [Fact]
    public async Task A_unique_index_with_a_row_too_many_is_damage()
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync("CREATE TABLE t (a)", "CREATE UNIQUE INDEX i ON t (a)", "INSERT INTO t VALUES (1)");
        Rewrite(harness, "UPDATE sqlite_master SET sql = replace(sql, 'UNIQUE ', '') WHERE name = 'i'");
        Careless(harness, "INSERT INTO t VALUES (1)");
        Rewrite(
            harness, "UPDATE sqlite_master SET sql = replace(sql, 'CREATE INDEX', 'CREATE UNIQUE INDEX') "
                + "WHERE name = 'i'");
        DataFinding finding = Assert.Single(await CheckAsync(harness));
        Assert.Equal(DataFindingKind.Damage, finding.Kind);
        Assert.Contains("index i", finding.Found, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<DataFinding>> CheckAsync(SqliteHarness harness)
    {
        await using ISession session = await harness.OpenAsync(SessionAccess.Read);
        return (await new DataCheck(session, SqlDialect.Sqlite).RunAsync(
            TestContext.Current.CancellationToken)).Findings;
    }

    private static void Rewrite(SqliteHarness harness, string sql) =>
        Careless(harness, "PRAGMA writable_schema = ON", sql, "PRAGMA writable_schema = RESET");

    private static void Careless(SqliteHarness harness, params string[] statements)
    {
        using SqliteConnection careless = new($"Data Source={harness.File};Pooling=False;Foreign Keys=False");
        careless.Open();
        foreach (string statement in statements)
        {
            careless.Execute(statement);
        }
    }
}
