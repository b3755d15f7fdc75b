using Furrow.Providers;
using Furrow.Schema;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Furrow.Sqlite.Tests.Catalog;

public sealed class CatalogReaderTests
{
    [Fact]
    public async Task Row_numbers_and_keys_that_may_be_null_are_told_apart()
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync(
            "CREATE TABLE alias (id INTEGER PRIMARY KEY)",
            "CREATE TABLE auto (id INTEGER PRIMARY KEY AUTOINCREMENT)",
            "CREATE TABLE not_alias (id INT PRIMARY KEY)",
            "CREATE TABLE quirk (id INTEGER PRIMARY KEY DESC)",
            "CREATE TABLE composite (id INTEGER, b INTEGER, PRIMARY KEY (id, b))",
            "CREATE TABLE table_level (a, id INTEGER, PRIMARY KEY (id))",
            "CREATE TABLE without (id INTEGER PRIMARY KEY, a) WITHOUT ROWID");
        DatabaseSchema schema = await harness.ReadSchemaAsync();
        (IdentityKind, bool) of(string table)
        {
            Column id = schema.Find(harness.Name(table))!.Find("id")!;
            return (id.Identity, id.IsNullable);
        }

        Assert.Equal((IdentityKind.ByDefault, false), of("alias"));
        Assert.Equal((IdentityKind.ByDefault, false), of("auto"));
        Assert.Equal((IdentityKind.None, true), of("not_alias"));
        Assert.Equal((IdentityKind.None, true), of("quirk"));
        Assert.Equal((IdentityKind.None, true), of("composite"));
        Assert.Equal((IdentityKind.ByDefault, false), of("table_level"));
        Assert.Equal((IdentityKind.None, false), of("without"));
        Assert.True(schema.Find(harness.Name("without"))!.IsWithoutRowId);
        Assert.False(schema.Find(harness.Name("alias"))!.IsWithoutRowId);
        Assert.DoesNotContain(schema.Tables, table => table.Name.Name.StartsWith("sqlite_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task References_are_resolved_in_any_case_and_dangling_ones_kept()
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync(
            "CREATE TABLE Users (Id INTEGER PRIMARY KEY, Code TEXT UNIQUE)",
            """
            CREATE TABLE c (
                a REFERENCES USERS, b REFERENCES users(CODE), d REFERENCES nowhere, e REFERENCES nowhere(x))
            """);
        Table table = await harness.ReadTableAsync("c");

        Assert.Equal(["c_a_fkey", "c_b_fkey", "c_d_fkey", "c_e_fkey"], table.ForeignKeys.Select(key => key.Name));
        Assert.Equal(
            ["Users", "Users", "nowhere", "nowhere"], table.ForeignKeys.Select(key => key.ReferencedTable.Name));
        Assert.Equal(["Id"], table.ForeignKeys[0].ReferencedColumns);
        Assert.Equal(["Code"], table.ForeignKeys[1].ReferencedColumns);
        Assert.Empty(table.ForeignKeys[2].ReferencedColumns);
        Assert.Equal(["x"], table.ForeignKeys[3].ReferencedColumns);
    }

    [Fact]
    public async Task Many_keys_keep_their_own_names_and_deferrability()
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync(
            "CREATE TABLE p (id INTEGER PRIMARY KEY)",
            """
            CREATE TABLE c (
                a REFERENCES p DEFERRABLE INITIALLY DEFERRED REFERENCES p (id),
                b CONSTRAINT one REFERENCES p,
                CONSTRAINT two FOREIGN KEY (b) REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED)
            """,
            "ALTER TABLE c ADD COLUMN d REFERENCES p DEFERRABLE INITIALLY DEFERRED");
        Table table = await harness.ReadTableAsync("c");
        Assert.Equal(
            [
                ("c_a_fkey", Deferrability.InitiallyDeferred), ("c_a_fkey1", Deferrability.NotDeferrable),
                ("c_d_fkey", Deferrability.InitiallyDeferred), ("one", Deferrability.NotDeferrable),
                ("two", Deferrability.InitiallyDeferred),
            ],
            table.ForeignKeys.Select(key => (key.Name, key.Deferrability)));
    }

    [Fact]
    public async Task Virtual_tables_and_their_shadows_are_left_out_and_look_alikes_are_not()
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync(
            "CREATE VIRTUAL TABLE notes USING fts5(body)",
            "CREATE VIRTUAL TABLE old USING fts4(body)",
            "CREATE VIRTUAL TABLE boxes USING rtree(id, x0, x1)",
            "CREATE TABLE notes_extra (a)",
            "CREATE TABLE other_content (a)",
            "INSERT INTO notes VALUES ('x')");
        Assert.Equal(
            ["notes_extra", "other_content"],
            (await harness.ReadSchemaAsync()).Tables.Select(table => table.Name.Name));
        await using ISession session = await harness.OpenAsync(SessionAccess.Read);
        Assert.Equal(
            ["notes_extra", "other_content"],
            (await session.CountRowsAsync(CancellationToken.None)).Select(count => count.Table.Name));
    }

    [Fact]
    public async Task A_module_that_is_not_loaded_hides_nothing_else()
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync(
            "CREATE TABLE t (a)",
            "PRAGMA writable_schema = ON",
            """
            INSERT INTO sqlite_master
            VALUES ('table', 'places', 'places', 0, 'CREATE VIRTUAL TABLE places USING nowhere(x)')
            """);
        Assert.Equal(["t"], (await harness.ReadSchemaAsync()).Tables.Select(table => table.Name.Name));
    }

    [Fact]
    public async Task Triggers_collations_virtual_columns_and_selected_tables()
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync(
            """
            CREATE TABLE t (
                a TEXT COLLATE NOCASE, b TEXT COLLATE BINARY, c INT GENERATED ALWAYS AS (length(a)), d AS (1) STORED)
            """,
            "CREATE TRIGGER z AFTER INSERT ON T BEGIN SELECT 1; END",
            "CREATE TRIGGER y BEFORE DELETE ON t BEGIN SELECT 1; END",
            "CREATE TABLE s AS SELECT a, 1 AS one FROM t");
        Table table = await harness.ReadTableAsync("t");
        Assert.Equal(["y", "z"], table.Triggers.Select(trigger => trigger.Name));
        Assert.StartsWith("CREATE TRIGGER y", table.Triggers[0].Definition, StringComparison.Ordinal);
        Assert.Equal(["NOCASE", null, null, null], table.Columns.Select(column => column.Collation));
        Assert.Equal(
            [GeneratedKind.None, GeneratedKind.None, GeneratedKind.Virtual, GeneratedKind.Stored],
            table.Columns.Select(column => column.Generated));
        Assert.Equal(("INT", "length(a)"), (table.Columns[2].Type.SqlName, table.Columns[2].GeneratedExpression));
        Assert.Equal(["a", "one"], (await harness.ReadTableAsync("s")).Columns.Select(column => column.Name));
    }

    [Fact]
    public async Task Temporary_tables_hide_nothing()
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync("CREATE TABLE t (a, b UNIQUE)");
        await using ISession session = await harness.OpenAsync();
        await session.ExecuteAsync(
            Specification.ProviderHarness.Statement("CREATE TEMP TABLE t (x PRIMARY KEY)"), CancellationToken.None);
        Table table = Assert.Single((await session.ReadSchemaAsync(CancellationToken.None)).Tables);
        Assert.Equal(["a", "b"], table.Columns.Select(column => column.Name));
        Assert.Single(table.UniqueKeys);
    }

    [Fact]
    public async Task The_number_of_queries_does_not_depend_on_the_number_of_tables()
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync("CREATE TABLE first (id INTEGER PRIMARY KEY, a REFERENCES first, b UNIQUE)");
        int few = await CountQueries(harness);
        await harness.RunAsync(
        [
            .. Enumerable.Range(0, 60).Select(
                i => $"CREATE TABLE t{i} (id INTEGER PRIMARY KEY, a REFERENCES first, b UNIQUE)"),
        ]);
        Assert.Equal(few, await CountQueries(harness));
        Assert.InRange(few, 4, 8);
    }

    private static async Task<int> CountQueries(SqliteHarness harness)
    {
        await using ISession session = await harness.OpenAsync(SessionAccess.Read);
        int queries = 0;
        sqlite3_profile(((SqliteConnection)session.Connection).Handle, (SQLitePCL.strdelegate_profile)((_, sql, _) =>
            queries += sql.StartsWith("PRAGMA", StringComparison.Ordinal) ? 0 : 1), null);
        await session.ReadSchemaAsync(CancellationToken.None);
        return queries;
    }
}
