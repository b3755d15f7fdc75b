using Furrow.Errors;
using Furrow.Providers;
using Furrow.Seeds.Rollback;
using Furrow.Workflows;
using static Furrow.Specification.Workflows.PlansScene;

namespace Furrow.Specification.Workflows;

/// <summary>Whatever a seed writes, rolled back it leaves exactly what was there before.</summary>
public abstract class SeedUndoSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private static readonly string[] Tables =
    [
        "CREATE TABLE groups (id integer PRIMARY KEY, name text)",
        """
        CREATE TABLE members (no integer NOT NULL, group_id integer NOT NULL, label text, PRIMARY KEY (no, group_id),
            FOREIGN KEY (group_id) REFERENCES groups (id) ON DELETE CASCADE ON UPDATE CASCADE)
        """,
        "CREATE TABLE notes (body text, weight integer)",
        "CREATE TABLE codes (code text NOT NULL UNIQUE, amount numeric)",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Random_statements_leave_no_trace(int round)
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project.Migration("1_tables", string.Join(";\n", Tables));
        await harness.MigrateAsync();
        for (int part = 0; part < 6; part++)
        {
            RandomStatements random = new((round * 100) + part);
            await harness.ExecuteAsync(random.Script(15).Split(";\n", StringSplitOptions.RemoveEmptyEntries));
            string before = await ContentAsync(harness);
            harness.Project.Seed("base/00_a.sql", random.Script(10))
                .Seed("base/10_b.sql", "-- policy: on-change\n" + random.Script(10));
            await harness.SeedAsync();
            harness.Project.Seed("base/10_b.sql", "-- policy: on-change\n" + random.Script(5));
            await harness.SeedAsync();
            Assert.Equal(
                ["-"], (await harness.HistoryAsync("seed_history", "not_captured")).Distinct(StringComparer.Ordinal));

            await harness.RunAsync(project => project.SeedRollbackAsync(
                new SeedRollbackOptions { All = true, Yes = true }, WorkflowHarness.Token));

            Assert.Equal(before, await ContentAsync(harness));
            Assert.Empty(await harness.RowsAsync($"SELECT * FROM {harness.State["seed_changes"]}"));
        }
    }

    [Theory]
    [InlineData("id text NOT NULL PRIMARY KEY, v integer", "'a b'", "'it''s'")]
    [InlineData("id varchar(36) NOT NULL PRIMARY KEY, v integer", "'7a110000-0000-4000-8000-000000000001'", "'ü😀'")]
    [InlineData("v integer, a integer NOT NULL, id integer NOT NULL, UNIQUE (a, id)", "1", "2")]
    [InlineData("v integer, id integer", "1", "2")]
    public async Task T7_a_key_may_have_any_shape(string columns, string first, string second)
    {
        await using WorkflowHarness harness = await CreateAsync();
        string values(string id) => columns.Contains("a integer", StringComparison.Ordinal)
            ? $"(v, a, id) VALUES (0, 7, {id})"
            : $"(v, id) VALUES (0, {id})";
        await harness.ExecuteAsync(
            $"CREATE TABLE odd ({columns})", $"INSERT INTO odd {values(first)}", $"INSERT INTO plans VALUES (1, 'x')");
        IReadOnlyList<string> before = await harness.RowsAsync("SELECT id, v FROM odd");
        harness.Project.Seed(
            "base/00_a.sql", $"INSERT INTO odd {values(second)}; UPDATE odd SET v = v + 1;");
        await harness.SeedAsync();

        SeedRollbackResult result = await harness.SeedRollbackAsync();

        Assert.Equal(before, await harness.RowsAsync("SELECT id, v FROM odd"));
        Assert.Equal(
            columns.Contains("KEY", StringComparison.Ordinal) || columns.Contains("UNIQUE", StringComparison.Ordinal)
                ? (0L, 1L, 1L)
                : (1L, 0L, 2L),
            result.Seeds.Single().Tables.Select(t => (t.Inserted, t.Updated, t.Deleted)).Single());
    }

    [Fact]
    public async Task Rows_alike_without_a_key_are_counted()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.ExecuteAsync("CREATE TABLE log2 (what text)", "INSERT INTO log2 VALUES ('x'), ('x'), ('y')");
        harness.Project.Seed(
            "base/00_a.sql", "INSERT INTO log2 VALUES ('x'), ('x'), (NULL); DELETE FROM log2 WHERE what = 'y';");
        await harness.SeedAsync();
        await harness.SeedRollbackAsync();
        Assert.Equal(["x", "x", "y"], await harness.RowsAsync("SELECT what FROM log2 ORDER BY what"));
    }

    [Fact]
    public async Task Foreign_keys_in_a_circle_are_no_obstacle()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.ExecuteAsync(
            "CREATE TABLE teams (id integer PRIMARY KEY, lead integer)",
            "CREATE TABLE people (id integer PRIMARY KEY, team integer REFERENCES teams (id), name text)",
            "INSERT INTO teams VALUES (1, NULL)",
            "INSERT INTO people VALUES (1, 1, 'old')",
            "CREATE TABLE pairs (id integer PRIMARY KEY, other integer REFERENCES pairs (id))",
            "INSERT INTO pairs VALUES (1, NULL), (2, 1)",
            "CREATE TABLE chain (id integer PRIMARY KEY, before integer REFERENCES chain (id) ON DELETE SET NULL)");
        harness.Project.Seed(
            "base/00_a.sql",
            """
            INSERT INTO teams VALUES (2, NULL);
            UPDATE people SET team = 2 WHERE id = 1;
            DELETE FROM teams WHERE id = 1;
            INSERT INTO pairs VALUES (3, 3);
            INSERT INTO chain VALUES (1, NULL), (2, 1), (3, 2), (5, NULL), (4, 5);
            UPDATE pairs SET other = 3 WHERE id = 2;
            DELETE FROM pairs WHERE id = 1;
            """);
        await harness.SeedAsync();
        await harness.SeedRollbackAsync();
        Assert.Equal(["1 -"], await harness.RowsAsync("SELECT id, lead FROM teams"));
        Assert.Equal(["1 1 old"], await harness.RowsAsync("SELECT id, team, name FROM people"));
        Assert.Equal(["1 -", "2 1"], await harness.RowsAsync("SELECT id, other FROM pairs ORDER BY id"));
        Assert.Empty(await harness.RowsAsync("SELECT * FROM chain"));
    }

    [Theory]
    [InlineData("SET NULL")]
    [InlineData("SET DEFAULT")]
    [InlineData("CASCADE")]
    [InlineData("RESTRICT")]
    [InlineData("NO ACTION")]
    public async Task Rows_that_refer_to_others_of_their_table_are_its_own(string action)
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.ExecuteAsync(
            $"CREATE TABLE tokens (id integer PRIMARY KEY, next integer REFERENCES tokens (id) ON DELETE {action})",
            "INSERT INTO tokens VALUES (5, NULL)");
        harness.Project.Seed(
            "base/00_a.sql",
            "INSERT INTO tokens VALUES (2, NULL), (1, 2), (3, 1), (4, 4), (6, NULL); UPDATE tokens SET next = 6 "
                + "WHERE id = 2;");
        await harness.SeedAsync();

        SeedRollbackResult result = await harness.SeedRollbackAsync();

        Assert.Equal(["5 -"], await harness.RowsAsync("SELECT id, next FROM tokens"));
        Assert.Equal((0L, 0L, 5L), result.Seeds.Single().Tables
            .Select(t => (t.Inserted, t.Updated, t.Deleted)).Single());
    }

    [Fact]
    public async Task A_row_of_the_same_table_that_came_later_is_not_emptied()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.ExecuteAsync(
            "CREATE TABLE tokens (id integer PRIMARY KEY, next integer REFERENCES tokens (id) ON DELETE SET NULL)");
        harness.Project.Seed("base/00_a.sql", "INSERT INTO tokens VALUES (1, NULL), (2, 1);");
        await harness.SeedAsync();
        await harness.ExecuteAsync("INSERT INTO tokens VALUES (3, 2)");

        FurrowException error = await Assert.ThrowsAsync<FurrowException>(() => harness.SeedRollbackAsync());

        Assert.Equal(ErrorCode.Refused, error.Code);
        Assert.Contains("1 row that it did not write", error.Message, StringComparison.Ordinal);
        Assert.Equal(["1 -", "2 1", "3 2"], await harness.RowsAsync("SELECT id, next FROM tokens ORDER BY id"));
    }

    [Fact]
    public async Task A_volatile_seed_is_not_kept_and_says_so()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed(
            "base/00_a.yaml",
            "volatile: true\ntables:\n  - table: plans\n    rows:\n      - { id: 1, name: hunter2-secret }\n");
        await harness.SeedAsync();
        Assert.Empty(await harness.RowsAsync($"SELECT * FROM {harness.State["seed_changes"]}"));
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => harness.SeedRollbackAsync());
        Assert.Contains("because it is volatile.", error.Message, StringComparison.Ordinal);
        Assert.Contains("base/00_a.down.sql", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seed_that_changes_definitions_needs_a_script()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_a.sql", "CREATE TABLE made (id integer); INSERT INTO made VALUES (1);")
            .Seed("base/10_b.sql", "ALTER TABLE plans ADD COLUMN hue text;")
            .Seed("base/20_c.sql", "CREATE INDEX by_name ON plans (name);")
            .Seed("base/30_d.sql", "DROP TABLE made;");
        await harness.SeedAsync();
        Assert.Equal(
            Enumerable.Repeat("it truncates tables or changes definitions", 4),
            await harness.HistoryAsync("seed_history", "not_captured"));
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => harness.SeedRollbackAsync(new() { All = true }));
        Assert.Equal(4, error.Detail!.Split('\n').Count(line => line.StartsWith("seeds/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_temporary_table_is_no_change_of_definitions()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed(
            "base/00_a.sql",
            """
            CREATE TEMPORARY TABLE staged (id integer PRIMARY KEY, name text);
            INSERT INTO staged VALUES (1, 'a'), (2, 'b');
            INSERT INTO plans SELECT id, name FROM staged;
            DROP TABLE staged;
            """);
        await harness.SeedAsync();
        Assert.Equal(["-"], await harness.HistoryAsync("seed_history", "not_captured"));
        await harness.SeedRollbackAsync();
        Assert.Empty(await harness.RowsAsync("SELECT * FROM plans"));
    }

    [Fact]
    public async Task More_rows_than_are_kept_need_a_script()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed(
            "base/00_a.sql",
            $"""
            INSERT INTO plans WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
            WHERE i <= {CaptureLimits.RowCountMax}) SELECT i, 'x' FROM n;
            """);
        await harness.SeedAsync();
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => harness.SeedRollbackAsync());
        Assert.Contains("because it wrote more than 50,000 rows", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_may_hold_anything()
    {
        await using WorkflowHarness harness = await CreateAsync();
        const string Table = "\"t ö'\"\";--\"", Column = "\"k '\"\"; -- ü\"";
        await harness.ExecuteAsync(
            $"CREATE TABLE {Table} ({Column} integer PRIMARY KEY, \"select\" text)",
            $"INSERT INTO {Table} VALUES (1, 'a'), (2, 'b')");
        harness.Project.Seed(
            "base/00_ö';--.sql",
            $"UPDATE {Table} SET \"select\" = 'x' WHERE {Column} = 1; DELETE FROM {Table} WHERE {Column} = 2;"
            + $"INSERT INTO {Table} VALUES (3, 'c');");
        await harness.SeedAsync();
        await harness.SeedRollbackAsync(new() { Name = "00_ö';--" });
        Assert.Equal(["1 a", "2 b"], await harness.RowsAsync($"SELECT * FROM {Table} ORDER BY 1"));
    }

    [Fact]
    public async Task A_column_added_since_does_not_matter_and_a_dropped_table_is_told()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.ExecuteAsync(Plan(1, "one"), Plan(2, "two"));
        harness.Project.Seed(
            "base/00_a.sql", Plan(3, "a") + "UPDATE plans SET name = 'x' WHERE id = 1; DELETE FROM plans WHERE id = 2;")
            .Seed("base/10_b.sql", "INSERT INTO visits VALUES (1, 1, 'x');");
        await harness.SeedAsync();
        await harness.ExecuteAsync("ALTER TABLE plans ADD COLUMN hue text DEFAULT 'red'", "DROP TABLE visits");
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => harness.SeedRollbackAsync());
        Assert.Contains("visits: it is gone", error.Message, StringComparison.Ordinal);
        await harness.SeedRollbackAsync(new() { Name = "00_a" });
        Assert.Equal(
            ["1 one red", "2 two red"], await harness.RowsAsync("SELECT id, name, hue FROM plans ORDER BY id"));
    }

    [Fact]
    public async Task A_seed_that_changes_nothing_is_rolled_back_without_rows()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.ExecuteAsync(Plan(1, "a"));
        harness.Project.Seed("base/00_a.sql", "UPDATE plans SET name = 'x'; UPDATE plans SET name = 'a'; SELECT 1;");
        await harness.SeedAsync();
        Assert.Empty((await harness.SeedRollbackAsync()).Seeds.Single().Tables);
        Assert.Equal("1 a", await harness.ScalarAsync("SELECT id, name FROM plans"));
    }

    private Task<WorkflowHarness> CreateAsync() => PlansScene.CreateAsync(fixture);

    private static async Task<string> ContentAsync(WorkflowHarness harness)
    {
        List<string> content = [];
        foreach (string table in new[] { "groups", "members", "notes", "codes" })
        {
            content.Add(table);
            content.AddRange((await harness.RowsAsync($"SELECT * FROM {table}")).Order(StringComparer.Ordinal));
        }

        return string.Join('\n', content);
    }
}
