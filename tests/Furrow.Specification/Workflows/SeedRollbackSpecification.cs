using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Seeds.Rollback;
using Furrow.State;
using Furrow.Workflows;
using static Furrow.Specification.Workflows.PlansScene;

namespace Furrow.Specification.Workflows;

/// <summary>Taking applied seeds back: which, in which order, with which counts, and what is refused.</summary>
public abstract class SeedRollbackSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    [Fact]
    public async Task T6_all_seeds_are_rolled_back_in_reverse_order_of_application()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Seed("base/00_a.sql", Plan(1, "a"))
            .Seed("base/10_b.sql", "-- depends: base/00_a\nUPDATE plans SET name = 'b' WHERE id = 1;")
            .Seed("base/20_c.sql", "-- depends: base/10_b\nUPDATE plans SET name = 'c' WHERE id = 1;");
        await harness.SeedAsync();

        SeedRollbackResult result = await harness.SeedRollbackAsync(new() { All = true });

        Assert.Equal(["base/20_c", "base/10_b", "base/00_a"], result.Seeds.Select(seed => seed.Name));
        Assert.Empty(await harness.RowsAsync("SELECT * FROM plans"));
        Assert.Empty(await harness.RowsAsync($"SELECT * FROM {harness.State["seed_changes"]}"));
        Assert.Equal(
            ["base/00_a", "base/10_b", "base/20_c"],
            (await harness.StatusAsync()).Seeds.Pending.Select(planned => planned.Seed.Name));
    }

    [Fact]
    public async Task T6_a_dependent_that_is_not_applied_does_not_block()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_a.sql", Plan(1, "a"));
        await harness.SeedAsync();
        harness.Project.Seed("base/10_b.sql", "-- depends: base/00_a\n" + Plan(2, "b"));

        await harness.SeedRollbackAsync(new() { Name = "base/00_a" });

        Assert.Empty(await harness.RowsAsync("SELECT * FROM plans"));
    }

    [Fact]
    public async Task T6_an_applied_dependent_blocks_unless_it_goes_first()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Seed("base/00_a.sql", Plan(1, "a"))
            .Seed("base/10_b.sql", "-- depends: base/00_a\n" + Plan(2, "b"));
        await harness.SeedAsync();

        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => harness.SeedRollbackAsync(new() { Name = "00_a" }));
        Assert.Equal("base/00_a cannot be rolled back: base/10_b depends on it.", error.Message);
        Assert.Equal("seeds/base/00_a.sql", error.File);

        // The file is gone: what was recorded counts.
        harness.Project.Delete("seeds/base/10_b.sql");
        await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => harness.SeedRollbackAsync(new() { Name = "00_a" }));
        Assert.Equal(2, (await harness.RowsAsync("SELECT * FROM plans")).Count);

        await harness.SeedRollbackAsync(new() { Last = 2 });
        Assert.Empty(await harness.RowsAsync("SELECT * FROM plans"));
    }

    [Fact]
    public async Task T7_the_record_has_exact_counts_per_table()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.ExecuteAsync(Plan(1, "one"), Plan(2, "two"), Plan(3, "three"));
        harness.Project.Seed(
            "base/00_a.sql",
            """
            INSERT INTO plans VALUES (4, 'four'), (5, 'five');
            UPDATE plans SET name = 'changed' WHERE id = 1;
            DELETE FROM plans WHERE id IN (2, 3);
            INSERT INTO visits VALUES (1, 10, 'x'), (1, 11, 'y'), (2, 10, 'z');
            """);
        await harness.SeedAsync();

        SeedRollbackResult result = await harness.RunAsync(
            project => project.SeedRollbackAsync(new() { Yes = true }, WorkflowHarness.Token),
            options => options.Actor = new Actor("ann", "desk", 12, "9.9.9"));

        SeedRolledBackRecord seed = Assert.Single(result.Seeds);
        Assert.Equal(
            [("plans", 2L, 1L, 2L), ("visits", 0L, 0L, 3L)],
            seed.Tables.Select(t => (t.Table.Name, t.Inserted, t.Updated, t.Deleted)));
        Assert.Equal(
            ["1 one", "2 two", "3 three"], await harness.RowsAsync("SELECT id, name FROM plans ORDER BY id"));
        Assert.Empty(await harness.RowsAsync("SELECT * FROM visits"));
        Assert.Equal(
            ["base/00_a applied Inactive 1", "base/00_a rolled-back Inactive 2"],
            await harness.HistoryAsync("seed_history", "name, result, status, attempt"));
        Assert.Equal(
            "ann desk 9.9.9", (await harness.HistoryAsync("seed_history", "applied_by, host, tool_version"))[^1]);
        string details = (await harness.HistoryAsync("seed_history", "CAST(details AS text)"))[^1];
        Assert.Contains("\"deleted\":3", details.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(harness.Events.All.OfType<SeedRolledBack>(), told => told.Seed == "base/00_a");
    }

    [Fact]
    public async Task Every_attempt_since_the_first_is_taken_back_newest_first()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.ExecuteAsync(Plan(1, "mine"));
        harness.Project.Seed("base/00_plans.csv", "id,name\n1,light\n");
        await harness.SeedAsync();
        harness.Project.Seed("base/00_plans.csv", "id,name\n1,heavy\n2,new\n");
        await harness.SeedAsync();
        harness.Project.Seed("base/00_plans.csv", "# version: 2.0.0\nid,name\n2,newer\n");
        await harness.SeedAsync();

        SeedRollbackResult result = await harness.SeedRollbackAsync();

        Assert.Equal(["1 mine"], await harness.RowsAsync("SELECT id, name FROM plans"));
        Assert.Equal(
            [(0L, 3L, 1L)], result.Seeds.Single().Tables.Select(t => (t.Inserted, t.Updated, t.Deleted)));

        // Applied again, it begins anew.
        await harness.SeedAsync();
        Assert.Equal(["4"], await harness.RowsAsync(
            $"SELECT attempt - 1 FROM {harness.State["seed_history"]} WHERE status = 'Active' AND since_attempt = 5"));
        await harness.SeedRollbackAsync();
        Assert.Equal(["1 mine"], await harness.RowsAsync("SELECT id, name FROM plans"));
    }

    [Fact]
    public async Task Attempts_of_seeds_that_overlap_go_back_one_by_one()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_a.sql", Plan(1, "a"))
            .Seed("base/10_b.sql", "UPDATE plans SET name = name || 'b';")
            .Seed("base/20_c.sql", "-- policy: always\nUPDATE plans SET name = name || 'c';");
        await harness.SeedAsync();
        await harness.SeedAsync(new SeedOptions { Names = ["10_b"], Force = true, Yes = true });
        await harness.SeedAsync();
        Assert.Equal("abcbc", await harness.ScalarAsync("SELECT name FROM plans"));
        await harness.SeedRollbackAsync(new() { All = true });
        Assert.Empty(await harness.RowsAsync("SELECT * FROM plans"));
    }

    [Fact]
    public async Task A_row_changed_since_is_found_and_nothing_is_rolled_back()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.ExecuteAsync(Plan(9, "kept"));
        harness.Project
            .Seed("base/00_a.sql", Plan(1, "a") + Plan(2, "b") + "DELETE FROM plans WHERE id = 9;")
            .Seed("base/10_b.sql", "INSERT INTO visits VALUES (1, 1, 'x');");
        await harness.SeedAsync();
        await harness.ExecuteAsync(
            "UPDATE plans SET name = 'by hand' WHERE id = 1", Plan(9, "again"), "UPDATE visits SET what = 'secret-y'");

        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => harness.SeedRollbackAsync(new() { All = true }));

        string all = error.Message + error.Detail;
        Assert.Contains(
            $"{harness.Schema}.plans: 2 rows that it wrote were changed since", all, StringComparison.Ordinal);
        Assert.Contains(
            $"{harness.Schema}.visits: 1 row that it wrote was changed since", all, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-y", all, StringComparison.Ordinal);
        Assert.Equal(3, (await harness.RowsAsync("SELECT * FROM plans")).Count);
        Assert.Equal(2, (await harness.StatusAsync()).Seeds.AppliedCount);
    }

    [Fact]
    public async Task Rows_of_others_that_a_key_would_take_along_are_not_touched()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.ExecuteAsync(
            "CREATE TABLE cards (id integer PRIMARY KEY, plan integer REFERENCES plans (id) ON DELETE CASCADE)");
        harness.Project.Seed("base/00_a.sql", Plan(1, "a") + "INSERT INTO cards VALUES (1, 1);");
        await harness.SeedAsync();
        await harness.ExecuteAsync("INSERT INTO cards VALUES (2, 1)");

        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => harness.SeedRollbackAsync());
        Assert.Contains(
            $"{harness.Schema}.cards: 1 row that it did not write", error.Message, StringComparison.Ordinal);
        Assert.Equal(["1", "2"], await harness.RowsAsync("SELECT id FROM cards ORDER BY id"));

        await harness.ExecuteAsync("DELETE FROM cards WHERE id = 2");
        await harness.SeedRollbackAsync();
        Assert.Empty(await harness.RowsAsync("SELECT * FROM cards"));
    }

    [Fact]
    public async Task Rows_that_must_not_go_because_others_refer_to_them_stay()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.ExecuteAsync("CREATE TABLE cards (id integer PRIMARY KEY, plan integer REFERENCES plans (id))");
        harness.Project.Seed("base/00_a.sql", Plan(1, "a"));
        await harness.SeedAsync();
        await harness.ExecuteAsync("INSERT INTO cards VALUES (2, 1)");
        await WorkflowHarness.FailsAsync(ErrorCode.SeedFailed, () => harness.SeedRollbackAsync());
        Assert.Equal("1 a", await harness.ScalarAsync("SELECT id, name FROM plans"));
        Assert.Equal(1, (await harness.StatusAsync()).Seeds.AppliedCount);
    }

    [Fact]
    public async Task The_seeds_own_script_goes_before_what_was_kept()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_a.sql", Plan(1, "a")).Seed("base/10_b.sql", Plan(2, "b"))
            .Seed(
                "base/10_b.down.sql",
                "BEGIN; DELETE FROM plans WHERE id = 2; INSERT INTO visits VALUES (1, 1, 'down'); COMMIT;");
        await harness.SeedAsync();
        Assert.Equal(
            ["base/00_a -", "base/10_b it had a down file of its own"],
            await harness.HistoryAsync("seed_history", "name, not_captured"));
        SeedRollbackResult result = await harness.SeedRollbackAsync();
        Assert.Equal(["1 a"], await harness.RowsAsync("SELECT id, name FROM plans"));
        Assert.Equal(
            [("plans", 0L, 0L, 1L), ("visits", 1L, 0L, 0L)],
            result.Seeds.Single().Tables.Select(t => (t.Table.Name, t.Inserted, t.Updated, t.Deleted)));

        // A script that is written later will do too.
        harness.Project.Seed("base/00_a.down.sql", "DELETE FROM plans; DELETE FROM nowhere;");
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.SeedFailed, () => harness.SeedRollbackAsync());
        Assert.Equal("seeds/base/00_a.down.sql", error.File);
        Assert.Equal(["1 a"], await harness.RowsAsync("SELECT id, name FROM plans"));
        harness.Project.Seed("base/00_a.down.sql", "DELETE FROM plans;");
        await harness.SeedRollbackAsync();
        Assert.Empty(await harness.RowsAsync("SELECT * FROM plans"));
    }

    [Fact]
    public async Task A_script_that_ends_its_transaction_is_refused_before_anything_runs()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_a.sql", Plan(1, "a")).Seed("base/00_a.down.sql", "DELETE FROM plans; COMMIT;");
        await harness.SeedAsync();
        await WorkflowHarness.FailsAsync(ErrorCode.SeedInvalid, () => harness.SeedRollbackAsync());
        Assert.Equal(["1 a"], await harness.RowsAsync("SELECT id, name FROM plans"));
    }

    [Fact]
    public async Task What_cannot_be_meant_is_refused()
    {
        await using WorkflowHarness harness = await CreateAsync();
        Assert.Empty((await harness.SeedRollbackAsync(new() { All = true })).Seeds);
        harness.Project.Seed("base/00_a.sql", Plan(1, "a")).Seed("development/00_a.sql", Plan(2, "b"))
            .Seed("test/00_x.sql", Plan(3, "c"));
        await harness.SeedAsync();
        foreach (SeedRollbackOptions wrong in new SeedRollbackOptions[]
        {
            new() { Name = "nobody" }, new() { Name = "00_a" }, new() { Name = "test/00_x" }, new() { Last = 0 },
            new() { Last = 3 }, new() { Last = 1, All = true }, new() { Name = "base/00_a", Last = 1 },
        })
        {
            await WorkflowHarness.FailsAsync(ErrorCode.Usage, () => harness.SeedRollbackAsync(wrong));
        }

        await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => harness.RunAsync(
            project => project.SeedRollbackAsync(new(), WorkflowHarness.Token)));
        Assert.Equal(2, (await harness.RowsAsync("SELECT * FROM plans")).Count);
    }

    private Task<WorkflowHarness> CreateAsync() => PlansScene.CreateAsync(fixture);
}
