using Furrow.Errors;
using Furrow.Seeds;
using Furrow.Seeds.Rollback;
using Furrow.Specification.Workflows;
using Furrow.Sqlite.Tests.Workflows;
using Furrow.Workflows;

namespace Furrow.Sqlite.Tests.Changes;

/// <summary>What only SQLite has: REPLACE, storage classes, tables without row numbers.</summary>
public sealed class SqliteCaptureTests
{
    [Fact]
    public async Task Rows_that_replace_removes_come_back()
    {
        await using SqliteWorkflowHarness harness = await CreateAsync(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, v)",
            "CREATE TABLE strict (id INTEGER PRIMARY KEY ON CONFLICT REPLACE, v)",
            "INSERT INTO t VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', 3)",
            "INSERT INTO strict VALUES (1, 'x')");
        string before = await ContentAsync(harness, "t", "strict");
        await SeedAsync(harness, """
            REPLACE INTO t VALUES (1, 'b', 9);
            INSERT OR REPLACE INTO t VALUES (7, 'c', 7);
            UPDATE OR REPLACE t SET slug = 'b' WHERE id = 7;
            INSERT INTO strict VALUES (1, 'y');
            """);
        Assert.Equal(["7 b 7"], await harness.RowsAsync("SELECT * FROM t"));
        SeedRollbackResult result = await harness.SeedRollbackAsync();
        Assert.Equal(before, await ContentAsync(harness, "t", "strict"));
        Assert.Equal(
            [("strict", 0L, 1L, 0L), ("t", 3L, 0L, 1L)],
            result.Seeds.Single().Tables.Select(c => (c.Table.Name, c.Inserted, c.Updated, c.Deleted)));
    }

    [Fact]
    public async Task Replace_in_a_database_with_triggers_is_told()
    {
        await using SqliteWorkflowHarness harness = await CreateAsync(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, v)", "INSERT INTO t VALUES (1, 1)",
            "CREATE TRIGGER a AFTER INSERT ON t BEGIN SELECT 1; END");
        await SeedAsync(harness, "REPLACE INTO t VALUES (1, 2);");
        Assert.Contains(
            "REPLACE removed rows of t unseen",
            (await harness.HistoryAsync("seed_history", "not_captured")).Single(),
            StringComparison.Ordinal);
        await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => harness.SeedRollbackAsync());
    }

    [Fact]
    public async Task A_trigger_that_changes_its_own_row_runs_once_and_its_change_goes_back()
    {
        await using SqliteWorkflowHarness harness = await CreateAsync(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, v, changed INTEGER NOT NULL DEFAULT 0)",
            "CREATE TABLE audit (what TEXT)",
            """
            CREATE TRIGGER touch AFTER UPDATE ON t BEGIN
                UPDATE t SET changed = changed + 1 WHERE id = NEW.id;
                INSERT INTO audit VALUES ('update ' || NEW.id);
            END
            """,
            "INSERT INTO t (id, v) VALUES (1, 1), (2, 2)");
        await SeedAsync(harness, "UPDATE t SET v = 9; INSERT INTO t (id, v) VALUES (3, 3);");
        Assert.Equal(["1 9 1", "2 9 1", "3 3 0"], await harness.RowsAsync("SELECT * FROM t ORDER BY id"));
        await harness.SeedRollbackAsync();
        Assert.Equal(["1 1 0", "2 2 0"], await harness.RowsAsync("SELECT * FROM t ORDER BY id"));
        Assert.Empty(await harness.RowsAsync("SELECT * FROM audit"));
        await harness.ExecuteAsync("UPDATE t SET v = 5 WHERE id = 1");
        Assert.Equal(["update 1"], await harness.RowsAsync("SELECT * FROM audit"));
    }

    [Fact]
    public async Task Storage_classes_come_back_to_the_last_bit()
    {
        const string Values = """
            (1, NULL), (2, 42), (3, -9223372036854775808), (4, 0.1), (5, 1e308), (6, 4.9e-324), (7, 9e999), (8, -0.0),
            (9, ''), (10, 'a,b''"'), (11, x''), (12, x'00ff'), (13, 'a' || char(0) || 'b'), (14, CAST(x'ff41' AS TEXT)),
            (15, '007'), (16, 1.0), (17, 0.30000000000000004)
            """;
        await using SqliteWorkflowHarness harness = await CreateAsync(
            "CREATE TABLE anything (id INTEGER PRIMARY KEY, v)",
            "CREATE TABLE numbers (id INTEGER PRIMARY KEY, v REAL)",
            "CREATE TABLE texts (id INTEGER PRIMARY KEY, v TEXT)", "CREATE TABLE loose (id, v)",
            $"INSERT INTO anything VALUES {Values}", $"INSERT INTO numbers VALUES {Values}",
            $"INSERT INTO texts VALUES {Values}", $"INSERT INTO loose VALUES {Values}");
        string[] tables = ["anything", "numbers", "texts", "loose"];
        string before = await ContentAsync(harness, tables);
        await SeedAsync(harness, string.Concat(tables.Select(table =>
            $"UPDATE {table} SET v = 'x' WHERE id % 2 = 0; DELETE FROM {table} WHERE id % 2 = 1;"
            + $"INSERT INTO {table} VALUES (100, 9e999), (101, x'00');")));
        await harness.SeedRollbackAsync();
        Assert.Equal(before, await ContentAsync(harness, tables));
    }

    [Fact]
    public async Task Tables_of_every_shape_come_back()
    {
        await using SqliteWorkflowHarness harness = await CreateAsync(
            "CREATE TABLE w (a TEXT COLLATE NOCASE, b BLOB, v, PRIMARY KEY (a, b)) WITHOUT ROWID",
            "CREATE TABLE g (id INTEGER PRIMARY KEY, n INTEGER, twice AS (n * 2), thrice AS (n * 3) STORED)",
            "CREATE TABLE r (rowid TEXT, v)",
            "CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT, v)",
            "CREATE TABLE u (code TEXT PRIMARY KEY NOT NULL COLLATE NOCASE, v)",
            "INSERT INTO w VALUES ('A', x'01', 1), ('b', x'02', 2)",
            "INSERT INTO g (n) VALUES (1), (2)",
            "INSERT INTO r VALUES ('x', 1), ('x', 1), ('y', 2)",
            "INSERT INTO a (v) VALUES (1), (2)",
            "INSERT INTO u VALUES ('One', 1), ('two', 2)");
        string[] tables = ["w", "g", "r", "a", "u"];
        string before = await ContentAsync(harness, tables);
        await SeedAsync(harness, """
            UPDATE w SET a = 'a'; DELETE FROM w WHERE v = 2; INSERT INTO w VALUES ('c', x'', 3);
            UPDATE g SET n = 9 WHERE id = 1; DELETE FROM g WHERE id = 2; INSERT INTO g (n) VALUES (5);
            DELETE FROM r; INSERT INTO r VALUES ('x', 1), ('z', 1);
            UPDATE a SET id = id + 10; INSERT INTO a (v) VALUES (9);
            UPDATE u SET code = 'ONE' WHERE v = 1; DELETE FROM u WHERE v = 2; INSERT INTO u VALUES ('TWO', 2);
            """);
        Assert.Equal(["-"], await harness.HistoryAsync("seed_history", "not_captured"));
        await harness.SeedRollbackAsync();
        Assert.Equal(before, await ContentAsync(harness, tables));
    }

    [Fact]
    public async Task Unique_values_that_changed_hands_go_back()
    {
        await using SqliteWorkflowHarness harness = await CreateAsync(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE)",
            "INSERT INTO t VALUES (1, 'a'), (2, 'b')");
        await SeedAsync(harness, """
            UPDATE t SET slug = 'old' WHERE id = 1; INSERT INTO t VALUES (3, 'a');
            DELETE FROM t WHERE id = 2; INSERT INTO t VALUES (4, 'b');
            """);
        await harness.SeedRollbackAsync();
        Assert.Equal(["1 a", "2 b"], await harness.RowsAsync("SELECT * FROM t ORDER BY id"));
    }

    [Fact]
    public async Task A_column_may_be_dropped_and_a_full_text_table_written_by_a_seed_that_is_not_kept()
    {
        await using SqliteWorkflowHarness harness = await CreateAsync(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, v, gone)", "CREATE VIRTUAL TABLE words USING fts5 (body)");
        harness.Project.Seed("base/00_a.sql", "ALTER TABLE t DROP COLUMN gone; INSERT INTO t VALUES (1, 1);")
            .Seed("base/10_b.sql", "INSERT INTO words VALUES ('hello');");
        await harness.SeedAsync();
        Assert.Equal(
            ["it truncates tables or changes definitions", "it writes to a virtual table"],
            await harness.HistoryAsync("seed_history", "not_captured"));
        Assert.Empty(await harness.RowsAsync("SELECT name FROM sqlite_temp_master"));
    }

    private static Task<SeedResult> SeedAsync(WorkflowHarness harness, string script)
    {
        harness.Project.Seed("base/00_a.sql", script);
        return harness.SeedAsync();
    }

    private static async Task<string> ContentAsync(WorkflowHarness harness, params string[] tables)
    {
        List<string> content = [];
        foreach (string table in tables)
        {
            string columns = string.Join(
                " || ' ' || ",
                (await harness.RowsAsync($"SELECT name FROM pragma_table_xinfo('{table}')"))
                    .Select(name => $"typeof({name}) || hex({name}) || quote({name})"));
            content.Add(table);
            content.AddRange((await harness.RowsAsync($"SELECT {columns} FROM {table}")).Order(StringComparer.Ordinal));
        }

        return string.Join('\n', content);
    }

    private static async Task<SqliteWorkflowHarness> CreateAsync(params string[] statements)
    {
        SqliteWorkflowHarness harness = new();
        harness.Project.Migration("1_tables", string.Join(";\n", statements) + ";");
        await harness.MigrateAsync();
        return harness;
    }
}
