using Furrow.Errors;
using Furrow.Events;
using Furrow.Seeds;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>Dry runs of seeds: they show what would really happen, and leave nothing.</summary>
public abstract class SeedDryRunSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private static readonly SeedOptions DryRun = new() { DryRun = true };

    [Fact]
    public async Task T14_a_dry_run_shows_what_the_seeds_really_do()
    {
        await using WorkflowHarness harness = await CreateAsync();
        SeedResult result = await harness.SeedAsync(DryRun);
        Assert.True(result.IsDryRun);
        Assert.Equal(["base/00_a", "base/10_b", "base/20_late"], result.Seeds.Select(seed => seed.Name));
        Assert.Equal(
            [(2L, 1L, 0L), (2L, 0L, 0L), (1L, 0L, 0L)],
            result.Seeds.Select(seed => Assert.Single(seed.Tables))
                .Select(table => (table.Inserted, table.Updated, table.Deleted)));
        Assert.Equal(["a", "b", "late \"; --"], result.Seeds.Select(seed => seed.Tables[0].Table.Name));
    }

    [Fact]
    public async Task It_leaves_nothing_but_a_row_about_itself()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.SeedAsync(DryRun);
        Assert.Equal(["0"], await harness.RowsAsync("SELECT count(*) FROM a"));
        Assert.Empty(await harness.HistoryAsync("seed_history", "name"));
        Assert.Empty(await harness.HistoryAsync("runs", "kind"));
        Assert.Equal(
            "seed --dry-run succeeded", (await harness.HistoryAsync("operation_history", "command, result"))[^1]);
        Assert.Empty(harness.Events.All.OfType<SeedApplied>());
        Assert.Equal(
            ["base/00_a", "base/10_b", "base/20_late"],
            (await harness.StatusAsync()).Seeds.Pending.Select(planned => planned.Seed.Name));
    }

    [Fact]
    public async Task Numbers_that_it_used_are_there_again()
    {
        await using WorkflowHarness harness = await CreateAsync();
        SeedResult dry = await harness.SeedAsync(DryRun);
        Assert.Equal(
            harness.Provider.Capabilities.Sequences ? ["b_id_seq"] : [],
            dry.Seeds.SelectMany(seed => seed.Sequences).Select(move => move.Sequence.Name));
        Assert.All(dry.Seeds[1].Sequences, move => Assert.Equal((null, 2L), (move.From, move.To)));
        await harness.SeedAsync();
        Assert.Equal(["1 one", "2 two"], await harness.RowsAsync("SELECT id, what FROM b ORDER BY id"));
    }

    [Theory]
    [InlineData("development")]
    [InlineData("staging")]
    public async Task A_database_without_furrows_tables_stays_so(string environment)
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project.Seed("base/00_a.sql", "CREATE TABLE a (id integer);\nINSERT INTO a VALUES (1);");
        string before = await harness.FingerprintAsync();
        SeedResult result = await harness.SeedAsync(DryRun with { Environment = environment });
        Assert.Equal("base/00_a", Assert.Single(result.Seeds).Name);
        Assert.Equal(before, await harness.FingerprintAsync());
    }

    [Fact]
    public async Task A_seed_that_would_fail_fails_it_and_no_history_knows()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/15_c.sql", "INSERT INTO b (what) VALUES ('c');\nINSERT INTO nowhere VALUES (1);");
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.SeedFailed, () => harness.SeedAsync(DryRun));
        Assert.Equal(("seeds/base/15_c.sql", 2), (error.File, error.Line));
        Assert.Empty(await harness.HistoryAsync("seed_history", "name"));
        harness.Project.Delete("seeds/base/15_c.sql");
        await harness.SeedAsync();
        Assert.Equal(["1", "2"], await harness.RowsAsync("SELECT id FROM b ORDER BY id"));
    }

    [Fact]
    public async Task What_a_commit_would_refuse_fails_it_too()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/20_late.sql", "INSERT INTO \"late \"\"; --\" VALUES (1, 77);");
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.SeedFailed, () => harness.SeedAsync(DryRun));
        Assert.Equal("seeds/base/20_late.sql", error.File);
        Assert.Equal(["0"], await harness.RowsAsync("SELECT count(*) FROM b"));
    }

    [Fact]
    public async Task Clearing_first_is_rehearsed_as_well()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.SeedAsync();
        await harness.ExecuteAsync("INSERT INTO b (what) VALUES ('mine')");
        IReadOnlyList<string> history = await harness.HistoryAsync("seed_history", "name, attempt, status");
        SeedResult result = await harness.SeedAsync(DryRun with { ClearFirst = true, Yes = true });
        Assert.Equal(3, result.Seeds.Count(seed => seed.Outcome == SeedOutcome.Applied));
        Assert.Equal(
            ["1 one", "2 two", "3 mine"], await harness.RowsAsync("SELECT id, what FROM b ORDER BY id"));
        Assert.Equal(history, await harness.HistoryAsync("seed_history", "name, attempt, status"));
        Assert.Empty(harness.Events.All.OfType<TableCleared>());
        await harness.ExecuteAsync("INSERT INTO b (what) VALUES ('next')");
        Assert.Equal("4", await harness.ScalarAsync("SELECT max(id) FROM b"));
    }

    [Fact]
    public async Task It_is_judged_as_seed_is()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.SeedAsync();
        await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => harness.SeedAsync(DryRun with { Force = true }));
        SeedResult forced = await harness.SeedAsync(
            DryRun with { Names = ["10_b"], Force = true, Yes = true });
        Assert.Equal(
            [("base/00_a", SeedOutcome.Skipped), ("base/10_b", SeedOutcome.Applied)],
            forced.Seeds.OrderBy(seed => seed.Name, StringComparer.Ordinal)
                .Select(seed => (seed.Name, seed.Outcome)));
        Assert.Equal("2", await harness.ScalarAsync("SELECT count(*) FROM b"));
    }

    private async Task<WorkflowHarness> CreateAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        string id = harness.Provider.Capabilities.Schemas ? "serial PRIMARY KEY" : "INTEGER PRIMARY KEY";
        harness.Project
            .Migration(
                "1_tables",
                $"""
                CREATE TABLE a (id integer PRIMARY KEY, what text);
                CREATE TABLE b (id {id}, what text);
                CREATE TABLE "late ""; --" (id integer, b integer REFERENCES b DEFERRABLE INITIALLY DEFERRED);
                """)
            .Seed("base/00_a.sql", "INSERT INTO a VALUES (1, 'x'), (2, 'y');\nUPDATE a SET what = 'z' WHERE id = 1;")
            .Seed("base/10_b.sql", "-- depends: base/00_a\nINSERT INTO b (what) VALUES ('one'), ('two');")
            .Seed("base/20_late.sql", "INSERT INTO \"late \"\"; --\" SELECT 1, id FROM b WHERE what = 'two';");
        await harness.MigrateAsync();
        return harness;
    }
}
