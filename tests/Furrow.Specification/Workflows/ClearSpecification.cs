using Furrow.Clearing;
using Furrow.Errors;
using Furrow.Seeds;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>Emptying tables: all of what was named, nothing else, and a history that says so.</summary>
public abstract class ClearSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private const string Odd = "odd \"table\".x; DROP -- 'x' %s 表";

    [Fact]
    public async Task P2_every_user_table_is_emptied_and_counted_exactly()
    {
        await using WorkflowHarness harness = await CreateAsync();
        ClearResult result = await ClearAsync(harness);
        Assert.Equal(
            [("children", 3L), ("logs", 1L), ("parents", 2L)],
            result.Tables.Select(table => (table.Table.Name, table.Rows)));
        Assert.Equal(["base/00_parents", "base/10_children", "base/20_logs"], result.Seeds);
        Assert.All((await harness.StatusAsync()).Tables, table => Assert.Equal(0, table.Rows));
        Assert.Equal(
            ["setup succeeded", "clear succeeded"],
            await harness.HistoryAsync("operation_history", "command, result"));
        Assert.Equal(["1 applied"], await harness.HistoryAsync("migration_history", "version, status"));
    }

    [Fact]
    public async Task Cleared_seeds_are_inactive_and_pending_and_run_again_with_the_same_numbers()
    {
        await using WorkflowHarness harness = await CreateAsync();
        IReadOnlyList<string> before = await harness.RowsAsync("SELECT id, name FROM children ORDER BY id");
        await ClearAsync(harness);
        Assert.All(await harness.HistoryAsync("seed_history", "status"), status => Assert.Equal("Inactive", status));
        Assert.Equal(3, (await harness.StatusAsync()).Seeds.Pending.Count());
        Assert.True((await harness.SeedAsync()).DidAnything);
        Assert.Equal(before, await harness.RowsAsync("SELECT id, name FROM children ORDER BY id"));
        Assert.False((await harness.SeedAsync()).DidAnything);
    }

    [Fact]
    public async Task Only_what_was_named_is_emptied_and_only_its_seeds_are_pending()
    {
        await using WorkflowHarness harness = await CreateAsync();
        ClearResult result = await ClearAsync(harness, "children");
        Assert.Equal(["base/10_children"], result.Seeds);
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM children"));
        Assert.Equal("2", await harness.ScalarAsync("SELECT count(*) FROM parents"));
        SeedResult again = await harness.SeedAsync();
        Assert.Equal(
            ["base/10_children"],
            again.Seeds.Where(seed => seed.Outcome != SeedOutcome.Skipped).Select(seed => seed.Name));
    }

    [Fact]
    public async Task What_a_seed_wrote_before_the_last_clear_no_longer_counts()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await ClearAsync(harness);
        harness.Project.Seed("base/20_logs.sql", "INSERT INTO parents VALUES (9, 'nine');");
        await harness.SeedAsync();
        Assert.Empty((await ClearAsync(harness, "logs")).Seeds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ON DELETE CASCADE")]
    [InlineData("ON DELETE SET NULL")]
    [InlineData("ON DELETE RESTRICT")]
    public async Task Rows_of_a_table_that_was_not_named_are_never_touched(string action)
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.ExecuteAsync(
            $"CREATE TABLE others (id integer PRIMARY KEY, parent integer REFERENCES parents {action})",
            "INSERT INTO others VALUES (1, 1), (2, NULL)");
        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => ClearAsync(harness, "parents", "children"));
        Assert.Contains("others", error.Message, StringComparison.Ordinal);
        Assert.Contains("others_parent_fkey", error.Message, StringComparison.Ordinal);
        Assert.Contains("others", error.Hint, StringComparison.Ordinal);
        Assert.Equal("3", await harness.ScalarAsync("SELECT count(*) FROM children"));
        Assert.Equal(["1 1", "2 -"], await harness.RowsAsync("SELECT id, parent FROM others ORDER BY id"));
        Assert.All(await harness.HistoryAsync("seed_history", "status"), status => Assert.Equal("Active", status));

        await harness.ExecuteAsync("DELETE FROM others WHERE id = 1");
        await ClearAsync(harness, "parents", "children");
        Assert.Equal(["2 -"], await harness.RowsAsync("SELECT id, parent FROM others ORDER BY id"));
    }

    [Fact]
    public async Task All_that_stands_in_the_way_is_listed_at_once()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.ExecuteAsync(
            "CREATE TABLE o1 (id integer PRIMARY KEY, p integer REFERENCES parents)",
            "CREATE TABLE o2 (id integer PRIMARY KEY, c integer REFERENCES children)",
            "INSERT INTO o1 VALUES (1, 1)",
            "INSERT INTO o2 VALUES (1, 1)");
        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => ClearAsync(harness, "parents", "children"));
        Assert.Contains("o1_p_fkey", error.Detail, StringComparison.Ordinal);
        Assert.Contains("o2_c_fkey", error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ON DELETE RESTRICT")]
    [InlineData("ON DELETE CASCADE")]
    [InlineData("DEFERRABLE INITIALLY DEFERRED")]
    public async Task P2_cycles_and_self_references_are_no_hindrance(string action)
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.ExecuteAsync(
            $"CREATE TABLE selves (id integer PRIMARY KEY, s integer NOT NULL REFERENCES selves {action})",
            "INSERT INTO selves VALUES (1, 2), (2, 1), (3, 3)");
        await CreateCycleAsync(harness, action);
        ClearResult result = await ClearAsync(harness, "ring_b", "selves", "ring_a");
        Assert.Equal([2L, 2L, 3L], result.Tables.Select(table => table.Rows));
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM ring_a"));
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM selves"));
        await Assert.ThrowsAnyAsync<Exception>(() => harness.ExecuteAsync("INSERT INTO ring_a VALUES (7, 7)"));
    }

    [Fact]
    public async Task Tables_may_have_any_name()
    {
        await using WorkflowHarness harness = await CreateAsync();
        string quoted = harness.Provider.Dialect.QuoteIdentifier(Odd);
        await harness.ExecuteAsync(
            $"CREATE TABLE {quoted} (id integer PRIMARY KEY, up integer REFERENCES {quoted})",
            $"INSERT INTO {quoted} VALUES (1, 1), (2, 1)");
        foreach (string typed in (string[])[Odd, $"{harness.Schema}.{Odd}", quoted])
        {
            Assert.Equal([Odd], (await ClearAsync(harness, typed)).Tables.Select(table => table.Table.Name));
        }

        Assert.Equal("0", await harness.ScalarAsync($"SELECT count(*) FROM {quoted}"));
        Assert.Equal("2", await harness.ScalarAsync("SELECT count(*) FROM parents"));
    }

    [Fact]
    public async Task Names_that_are_no_table_are_all_told_with_the_nearest_and_nothing_is_removed()
    {
        await using WorkflowHarness harness = await CreateAsync();
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.Usage, () => ClearAsync(harness, "logs", "parentz", "nobody"));
        Assert.Contains("'parentz'", error.Detail, StringComparison.Ordinal);
        Assert.Contains("'nobody'", error.Detail, StringComparison.Ordinal);
        Assert.Contains("parents", error.Detail, StringComparison.Ordinal);
        Assert.Equal("1", await harness.ScalarAsync("SELECT count(*) FROM logs"));
        await WorkflowHarness.FailsAsync(
            ErrorCode.Usage,
            () => ClearAsync(harness, harness.State["seed_history"].Replace("\"", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task P1_it_has_to_be_confirmed_and_production_never_allows_it()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => ClearAsync(harness, new ClearOptions()));
        await StampAsync(harness, "staging");
        ClearOptions options = new() { Environment = "staging", Yes = true };
        await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => ClearAsync(harness, options));
        string name = await DatabaseNameAsync(harness);
        await ClearAsync(harness, options with { Confirm = name, Tables = ["logs"] });
        await StampAsync(harness, "production");
        FurrowException never = await WorkflowHarness.FailsAsync(
            ErrorCode.Refused,
            () => ClearAsync(harness, options with { Environment = "production", Confirm = name }));
        Assert.Contains("never runs in production", never.Message, StringComparison.Ordinal);
        Assert.Equal("2", await harness.ScalarAsync("SELECT count(*) FROM parents"));
    }

    [Fact]
    public async Task A_database_that_nobody_named_is_refused()
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        await harness.ExecuteAsync("CREATE TABLE a (id integer)", "INSERT INTO a VALUES (1)");
        FurrowException error = await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => ClearAsync(harness));
        Assert.Contains("furrow stamp", error.Hint, StringComparison.Ordinal);
        Assert.Equal("1", await harness.ScalarAsync("SELECT count(*) FROM a"));
    }

    [Fact]
    public async Task P3_a_failure_leaves_every_row_and_the_history()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.ExecuteAsync(harness.Provider.Capabilities.Schemas
            ? $"ALTER TABLE {harness.State["seed_history"]} ADD CHECK (status <> 'Inactive')"
            : $"CREATE TRIGGER refuse BEFORE UPDATE ON {harness.State["seed_history"]} "
                + "BEGIN SELECT RAISE(ABORT, 'history is closed'); END");
        await Assert.ThrowsAsync<FurrowException>(() => ClearAsync(harness));
        Assert.Equal("3", await harness.ScalarAsync("SELECT count(*) FROM children"));
        Assert.All(await harness.HistoryAsync("seed_history", "status"), status => Assert.Equal("Active", status));
    }

    [Fact]
    public async Task An_empty_database_has_nothing_to_clear()
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        Assert.Empty((await ClearAsync(harness)).Tables);
    }

    private static Task<ClearResult> ClearAsync(WorkflowHarness harness, params string[] tables) =>
        ClearAsync(harness, new ClearOptions { Yes = true, Tables = tables });

    private static Task<ClearResult> ClearAsync(WorkflowHarness harness, ClearOptions options) =>
        harness.RunAsync(project => project.ClearAsync(options, WorkflowHarness.Token));

    private static async Task StampAsync(WorkflowHarness harness, string environment)
    {
        string name = await DatabaseNameAsync(harness);
        await harness.RunAsync(project => project.StampAsync(
            new StampOptions { Stamp = environment, Confirm = name }, WorkflowHarness.Token));
    }

    private static Task<string> DatabaseNameAsync(WorkflowHarness harness) => harness.RunAsync(
        project => Task.FromResult(project.Configuration.Database.Value.DatabaseName));

    // Only one of the databases adds a key to a table that is there; the other lets a key come before its table.
    private static async Task CreateCycleAsync(WorkflowHarness harness, string action)
    {
        string b = $"CREATE TABLE ring_b (id integer PRIMARY KEY, a integer NOT NULL REFERENCES ring_a {action})";
        if (harness.Provider.Capabilities.Schemas)
        {
            await harness.ExecuteAsync(
                "CREATE TABLE ring_a (id integer PRIMARY KEY, b integer NOT NULL)",
                b,
                "INSERT INTO ring_a VALUES (1, 1), (2, 2)",
                "INSERT INTO ring_b VALUES (1, 2), (2, 1)",
                $"ALTER TABLE ring_a ADD FOREIGN KEY (b) REFERENCES ring_b {action}");
            return;
        }

        await harness.ExecuteAsync(
            $"CREATE TABLE ring_a (id integer PRIMARY KEY, b integer NOT NULL REFERENCES ring_b {action})",
            b,
            "PRAGMA foreign_keys = OFF; INSERT INTO ring_a VALUES (1, 1), (2, 2); "
                + "INSERT INTO ring_b VALUES (1, 2), (2, 1); PRAGMA foreign_keys = ON");
    }

    private async Task<WorkflowHarness> CreateAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        string id = harness.Provider.Capabilities.Schemas
            ? "integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
            : "INTEGER PRIMARY KEY AUTOINCREMENT";
        harness.Project
            .Migration(
                "1_all",
                $"""
                CREATE TABLE parents (id integer PRIMARY KEY, name text NOT NULL);
                CREATE TABLE children (
                    id {id}, name text NOT NULL, parent integer NOT NULL REFERENCES parents ON DELETE RESTRICT);
                CREATE TABLE logs (id {id}, what text NOT NULL);
                """)
            .Seed("base/00_parents.csv", "id,name\n1,one\n2,two\n")
            .Seed("base/10_children.sql", "INSERT INTO children (name, parent) VALUES ('a', 1), ('b', 1), ('c', 2);")
            .Seed("base/20_logs.sql", "INSERT INTO logs (what) VALUES ('seeded');");
        await harness.SetupAsync();
        return harness;
    }
}
