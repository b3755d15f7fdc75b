using Furrow.Errors;
using Furrow.Events;
using Furrow.Seeds;
using Furrow.Seeds.Rollback;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>Several seeds at once: the same comes of it as of one after another.</summary>
public abstract class SeedJobsSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private const int TableCount = 6;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public async Task The_report_the_rows_and_the_history_are_those_of_one_job(int jobs)
    {
        await using WorkflowHarness harness = await CreateAsync();
        AddSeeds(harness);
        SeedResult result = await harness.SeedAsync(new SeedOptions { Jobs = jobs });
        Assert.Equal(Names, result.Seeds.Select(seed => seed.Name));
        Assert.All(result.Seeds, seed => Assert.Equal(3, Assert.Single(seed.Tables).Inserted));
        Assert.Equal(
            Names.Select(name => $"{name} 1 Active"),
            await harness.HistoryAsync("seed_history", "name, attempt, status"));
        Assert.Equal(Names, harness.Events.All.OfType<SeedApplied>().Select(applied => applied.Seed));
        Assert.Equal(["1", "2", "3"], await harness.RowsAsync("SELECT id FROM \"t 3\" ORDER BY id"));
        Assert.Empty(await harness.HistoryAsync("runs", "kind"));
        Assert.False((await harness.SeedAsync(new SeedOptions { Jobs = jobs })).DidAnything);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task A_failure_leaves_what_it_leaves_with_one_job(int jobs)
    {
        await using WorkflowHarness harness = await CreateAsync();
        AddSeeds(harness);
        harness.Project.Seed(
            "base/10_seed_2.sql", "-- tables: t 2\nINSERT INTO \"t 2\" (what) VALUES ('x');\nINSERT INTO \"t 2\" (id) "
                + "VALUES (1);");
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.SeedFailed, () => harness.SeedAsync(new SeedOptions { Jobs = jobs }));
        Assert.Equal(("seeds/base/10_seed_2.sql", 3), (error.File, error.Line));
        Assert.Equal(
            ["base/10_seed_0 applied", "base/10_seed_1 applied", "base/10_seed_2 failed"],
            await harness.HistoryAsync("seed_history", "name, result"));
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM \"t 3\""));
        Assert.Single(harness.Events.All.OfType<SeedFailed>());

        harness.Project.Seed("base/10_seed_2.sql", "-- tables: t 2\nINSERT INTO \"t 2\" (what) VALUES ('x');");
        await harness.SeedAsync(new SeedOptions { Jobs = jobs });
        Assert.Equal(["1"], await harness.RowsAsync("SELECT id FROM \"t 2\""));
        Assert.Equal(["1", "2", "3"], await harness.RowsAsync("SELECT id FROM \"t 3\" ORDER BY id"));
    }

    [Fact]
    public async Task What_ran_at_once_is_taken_back_one_by_one()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.ExecuteAsync("INSERT INTO \"t 1\" (id, what) VALUES (90, 'mine')");
        AddSeeds(harness);
        harness.Project.Seed(
            "base/10_seed_1.sql", "-- tables: t 1\nUPDATE \"t 1\" SET what = 'theirs';\nDELETE FROM \"t 1\" "
                + "WHERE id < 0;");
        await harness.SeedAsync(new SeedOptions { Jobs = 8 });
        Assert.Equal(["90 theirs"], await harness.RowsAsync("SELECT id, what FROM \"t 1\""));
        SeedRollbackResult back = await harness.RunAsync(project => project.SeedRollbackAsync(
            new SeedRollbackOptions { All = true, Yes = true }, WorkflowHarness.Token));
        Assert.Equal(Names.Reverse(), back.Seeds.Select(seed => seed.Name));
        Assert.Equal(["90 mine"], await harness.RowsAsync("SELECT id, what FROM \"t 1\""));
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM \"t 4\""));
    }

    [Fact]
    public async Task A_seed_that_writes_what_it_does_not_declare_comes_to_the_same()
    {
        await using WorkflowHarness harness = await CreateAsync();
        AddSeeds(harness);
        string hidden = harness.Provider.Capabilities.Schemas
            ? "CREATE FUNCTION hidden() RETURNS integer LANGUAGE sql AS "
                + "'INSERT INTO \"t 5\" (what) VALUES (''hidden'') RETURNING id';"
            : "CREATE VIEW hidden AS SELECT 1;\nCREATE TRIGGER behind INSTEAD OF INSERT ON hidden BEGIN "
                + "INSERT INTO \"t 5\" (what) VALUES ('hidden'); END;";
        harness.Project
            .Migration("2_hidden", hidden)
            .Seed(
                "base/10_seed_1.sql",
                harness.Provider.Capabilities.Schemas
                    ? "-- tables: t 1\nSELECT hidden();"
                    : "-- tables: t 1\nINSERT INTO hidden VALUES (1);");
        await harness.MigrateAsync();
        SeedResult result = await harness.SeedAsync(new SeedOptions { Jobs = 8 });
        Assert.Equal(Names, result.Seeds.Select(seed => seed.Name));
        Assert.Equal(
            ["1 hidden", "2 0", "3 1", "4 2"], await harness.RowsAsync("SELECT id, what FROM \"t 5\" ORDER BY id"));
        Assert.Equal(
            harness.Provider.Capabilities.ConcurrentWriters ? 1 : 0,
            harness.Events.All.OfType<WarningRaised>()
                .Count(warning => warning.Message.Contains("base/10_seed_1 writes", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Parents_and_children_and_what_reads_another_keep_their_order()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Migration("2_child", "CREATE TABLE child (id integer PRIMARY KEY, p integer NOT NULL REFERENCES \"t 0\");")
            .Seed("base/10_a.sql", "-- tables: t 0\nINSERT INTO \"t 0\" (id, what) VALUES (1, 'one');")
            .Seed("base/10_b.sql", "-- tables: child\nINSERT INTO child VALUES (1, 1);")
            .Seed("base/10_c.sql", "-- tables: t 1\nINSERT INTO \"t 1\" (id, what) SELECT id, 'of child' FROM child;")
            .Seed("base/10_d.sql", "-- tables: t 2\n-- depends: base/10_a\nINSERT INTO \"t 2\" (id) VALUES (1);");
        await harness.MigrateAsync();
        SeedResult result = await harness.SeedAsync(new SeedOptions { Jobs = 8 });
        Assert.Equal(4, result.Seeds.Count(seed => seed.Outcome == SeedOutcome.Applied));
        Assert.Equal(["1 of child"], await harness.RowsAsync("SELECT id, what FROM \"t 1\""));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65)]
    public async Task T4_a_number_of_jobs_that_makes_no_sense_is_refused(int jobs)
    {
        await using WorkflowHarness harness = await CreateAsync();
        await WorkflowHarness.FailsAsync(ErrorCode.Usage, () => harness.SeedAsync(new SeedOptions { Jobs = jobs }));
    }

    private static IEnumerable<string> Names =>
        Enumerable.Range(0, TableCount).Select(number => $"base/10_seed_{number}");

    // The first to start are the last to end.
    private static void AddSeeds(WorkflowHarness harness)
    {
        for (int number = 0; number < TableCount; number++)
        {
            string slow = harness.Provider.Capabilities.ConcurrentWriters
                ? $"SELECT pg_sleep({(TableCount - number) * 3}e-2);\n"
                : "";
            harness.Project.Seed(
                $"base/10_seed_{number}.sql",
                $"-- tables: t {number}\n{slow}INSERT INTO \"t {number}\" (what) VALUES ('0'), ('1'), ('2');");
        }
    }

    private async Task<WorkflowHarness> CreateAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        string id = harness.Provider.Capabilities.Schemas ? "serial PRIMARY KEY" : "INTEGER PRIMARY KEY";
        harness.Project.Migration(
            "1_tables",
            string.Join('\n', Enumerable.Range(0, TableCount).Select(number =>
                $"CREATE TABLE \"t {number}\" (id {id}, what text);")));
        await harness.MigrateAsync();
        return harness;
    }
}
