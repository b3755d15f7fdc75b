using Furrow.Errors;
using Furrow.Events;
using Furrow.Workflows;
using Furrow.Workflows.SeedTesting;

namespace Furrow.Specification.Workflows;

/// <summary>What <c>seed-test</c> finds about seeds, and what it leaves alone.</summary>
public abstract class SeedTestSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private const string Odd = "odd \"name\"; DROP TABLE kinds; -- ünï";

    [Fact]
    public async Task Good_seeds_pass_although_their_numbers_and_moments_depend_on_the_order()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Seed("base/00_kinds.csv", "slug\nx\ny\n")
            .Seed("base/05_more.sql", "INSERT INTO kinds (slug) VALUES ('z') ON CONFLICT (slug) DO NOTHING;")
            .Seed(
                "development/00_notes.yaml",
                "depends: [base/00_kinds]\ntables:\n  - table: notes\n    key: [title]\n    rows:\n"
                    + "      - { title: a, kind_id: !ref 'kinds[slug=x]' }\n"
                    + "      - { title: b, kind_id: !ref 'kinds[slug=y]', parent_id: !ref 'notes[title=a]' }\n")
            .Seed(
                "development/05_moment.sql",
                "-- depends: base/05_more\nINSERT INTO notes (title, kind_id) SELECT 'c', id FROM kinds "
                    + "WHERE slug = 'z' ON CONFLICT (title) DO NOTHING;");

        SeedTestResult result = await TestAsync(harness);

        Assert.Equal(
            ["base/00_kinds", "base/05_more", "development/00_notes", "development/05_moment"],
            result.Seeds.Select(seed => seed.Name));
        Assert.All(result.Seeds, seed => Assert.Equal("apply ok, twice ok, rollback ok, order ok", Describe(seed)));
        Assert.Contains("created_at", result.NotCompared.Select(column => column.Column));
        Assert.True(result.IsGood);
        Assert.Equal(0, await harness.CountScratchAsync());
        Assert.Equal(4, harness.Events.All.OfType<SeedTested>().Count());
        Assert.DoesNotContain("seed-applied", harness.Events.Names);
    }

    [Fact]
    public async Task A_seed_that_does_more_the_second_time_is_told_with_the_table()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Seed("base/00_grows.sql", "INSERT INTO marks (n) VALUES (1);")
            .Seed("base/05_adds.sql", "-- policy: always\nUPDATE totals SET n = n + 1;")
            .Seed("base/10_refuses.sql", "INSERT INTO kinds (slug) VALUES ('x');")
            .Seed("base/15_fails.sql", "-- policy: on-change\nINSERT INTO kinds (slug) VALUES ('y');")
            .Seed("base/20_kinds.csv", "slug\nz\n");

        SeedTestResult result = await TestAsync(harness);

        Assert.Equal(
            ["differs", "differs", "ok", "failed", "ok"], result.Seeds.Select(seed => Trial(seed, SeedTestStep.Twice)));
        TableDifference grown = Assert.Single(Of(result.Seeds[0], SeedTestStep.Twice).Tables);
        Assert.Equal(("marks", 1L, 2L), (grown.Table.Name, grown.RowsExpected, grown.RowsFound));
        TableDifference added = Assert.Single(Of(result.Seeds[1], SeedTestStep.Twice).Tables);
        Assert.Equal(("totals", "n"), (added.Table.Name, Assert.Single(added.Columns)));
        Assert.Contains("once", Of(result.Seeds[2], SeedTestStep.Twice).Detail, StringComparison.Ordinal);
        Assert.Equal("seeds/base/15_fails.sql", Of(result.Seeds[3], SeedTestStep.Twice).Error!.File);
        Assert.All(result.Seeds, seed => Assert.Equal("ok", Trial(seed, SeedTestStep.Rollback)));
        Assert.False(result.IsGood);
    }

    [Fact]
    public async Task A_seed_that_needs_another_without_saying_so_is_told_which()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Seed("base/00_kinds.csv", "slug\nx\n")
            .Seed("base/05_other.sql", "INSERT INTO marks (n) VALUES (1);")
            .Seed(
                "base/10_notes.yaml",
                "tables:\n  - table: notes\n    key: [title]\n    rows:\n"
                    + "      - { title: a, kind_id: !ref 'kinds[slug=x]' }\n")
            .Seed("base/15_then.sql", "-- depends: base/10_notes\nINSERT INTO marks (n) VALUES (2);");

        SeedTestResult result = await TestAsync(harness);

        Assert.Equal(["ok", "ok", "failed", "ok"], result.Seeds.Select(seed => Trial(seed, SeedTestStep.Order)));
        SeedTrial order = Of(result.Seeds[2], SeedTestStep.Order);
        Assert.Contains("base/00_kinds", order.Detail, StringComparison.Ordinal);
        Assert.Equal("seeds/base/10_notes.yaml", order.Error!.File);
    }

    [Fact]
    public async Task Seeds_whose_order_decides_what_the_rows_are_are_told_with_the_table()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Seed("base/00_one.sql", "INSERT INTO marks (n) VALUES (1);")
            .Seed("base/05_counts.sql", "UPDATE totals SET n = (SELECT count(*) FROM marks);")
            .Seed("base/10_kinds.csv", "slug\nx\n");

        SeedTestResult result = await TestAsync(harness);

        Assert.Equal(["ok", "differs", "ok"], result.Seeds.Select(seed => Trial(seed, SeedTestStep.Order)));
        Assert.Equal(
            "totals", Assert.Single(Of(result.Seeds[1], SeedTestStep.Order).Tables).Table.Name);
    }

    [Fact]
    public async Task What_changes_from_run_to_run_by_itself_is_no_matter_of_order()
    {
        await using WorkflowHarness harness = await CreateAsync();
        string chance = harness.Provider.Name == "sqlite" ? "hex(randomblob(8))" : "md5(random()::text)";
        harness.Project
            .Seed("base/00_kinds.csv", "slug\nx\n")
            .Seed(
                "base/05_token.sql",
                $"INSERT INTO notes (title, body) VALUES ('t', {chance}) ON CONFLICT (title) DO NOTHING;");

        SeedTestResult result = await TestAsync(harness);

        Assert.True(result.IsGood);
        Assert.Contains("body", result.NotCompared.Select(column => column.Column));
    }

    [Fact]
    public async Task A_seed_without_a_way_back_or_with_a_wrong_one_is_told()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Seed("base/00_leaves.sql", "INSERT INTO marks (n) VALUES (1), (2);")
            .Seed("base/00_leaves.down.sql", "DELETE FROM marks WHERE n = 1;")
            .Seed("base/05_defines.sql", "CREATE TABLE IF NOT EXISTS made (id integer);")
            .Seed("base/05_defines.down.sql", "SELECT 1;")
            .Seed("base/10_fails.sql", "INSERT INTO kinds (slug) VALUES ('a');")
            .Seed("base/10_fails.down.sql", "DELETE FROM nowhere;")
            .Seed("base/15_secret.yaml", "volatile: true\ntables:\n  - table: kinds\n    key: [slug]\n    rows:\n"
                + "      - { slug: s }\n")
            .Seed("base/20_kinds.csv", "slug\nx\n");

        SeedTestResult result = await TestAsync(harness);

        Assert.Equal(
            ["differs", "differs", "failed", "not-reversible", "ok"],
            result.Seeds.Select(seed => Trial(seed, SeedTestStep.Rollback)));
        TableDifference left = Assert.Single(Of(result.Seeds[0], SeedTestStep.Rollback).Tables);
        Assert.Equal(("marks", 0L, 1L), (left.Table.Name, left.RowsExpected, left.RowsFound));
        Assert.EndsWith(
            "made",
            Assert.Single(Of(result.Seeds[1], SeedTestStep.Rollback).Definitions).Name,
            StringComparison.Ordinal);
        Assert.Equal("seeds/base/10_fails.down.sql", Of(result.Seeds[2], SeedTestStep.Rollback).Error!.File);
        FurrowException lost = Of(result.Seeds[3], SeedTestStep.Rollback).Error!;
        Assert.Contains("15_secret.down.sql", lost.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seed_that_fails_does_not_spoil_the_others()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Seed("base/00_fails.sql", "INSERT INTO marks (n) VALUES (7);\nINSERT INTO nowhere VALUES (1);")
            .Seed("base/05_needs.sql", "-- depends: base/00_fails\nINSERT INTO marks (n) VALUES (1);")
            .Seed("base/10_kinds.csv", "slug\nx\n");

        SeedTestResult result = await TestAsync(harness);

        Assert.Equal(["failed", "not-tested", "ok"], result.Seeds.Select(seed => seed.Outcome.Word()));
        Assert.Equal(2, result.Seeds[0].Trials[0].Error!.Line);
    }

    [Fact]
    public async Task Rows_that_refer_to_one_another_are_taken_back()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed(
            "base/00_chain.sql",
            "INSERT INTO notes (title) VALUES ('a');\nINSERT INTO notes (title, parent_id) "
                + "SELECT 'b', id FROM notes WHERE title = 'a';\nINSERT INTO notes (title, parent_id) "
                + "SELECT 'c', id FROM notes WHERE title = 'b';");
        Assert.True((await TestAsync(harness)).IsGood);
    }

    [Fact]
    public async Task Names_choose_seeds_with_what_they_depend_on()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Seed("base/00_kinds.csv", "slug\nx\n")
            .Seed("base/05_bad.sql", "INSERT INTO nowhere VALUES (1);")
            .Seed("base/10_notes.sql", "-- depends: base/00_kinds\nINSERT INTO notes (title) VALUES ('a');");

        SeedTestResult result = await TestAsync(harness, new SeedTestOptions { Names = ["10_notes"] });

        Assert.Equal(["base/00_kinds", "base/10_notes"], result.Seeds.Select(seed => seed.Name));
        Assert.True(result.IsGood);
        await WorkflowHarness.FailsAsync(
            ErrorCode.Usage, () => TestAsync(harness, new SeedTestOptions { Names = ["nothing"] }));
    }

    [Fact]
    public async Task Names_may_be_anything()
    {
        await using WorkflowHarness harness = await CreateAsync();
        string table = harness.Provider.Dialect.QuoteIdentifier(Odd);
        harness.Project
            .Migration("2_odd", $"CREATE TABLE {table} ({table} integer);")
            .Seed($"base/00_{Odd}.sql", $"INSERT INTO {table} VALUES (1);")
            .Seed("base/05_kinds.csv", "slug\nx\n");

        SeedTestResult result = await TestAsync(harness);

        Assert.Equal($"base/00_{Odd}", result.Seeds[0].Name);
        Assert.Equal(Odd, Assert.Single(Of(result.Seeds[0], SeedTestStep.Twice).Tables).Table.Name);
        Assert.Equal("ok", Trial(result.Seeds[0], SeedTestStep.Rollback));
    }

    [Fact]
    public async Task Nothing_is_written_into_the_project_s_database()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_kinds.csv", "slug\nx\n");
        await harness.SetupAsync();
        string before = await harness.FingerprintAsync();
        harness.Project.Seed(
            "base/05_marks.sql", "INSERT INTO marks (n) SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM marks);");
        Assert.True((await TestAsync(harness)).IsGood);
        Assert.Equal(before, await harness.FingerprintAsync());
    }

    [Fact]
    public async Task Interrupted_it_leaves_no_scratch_database()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Seed("base/00_kinds.csv", "slug\nx\n")
            .Seed("base/05_slow.sql", harness.SlowStatement + ";");
        using CancellationTokenSource interrupt =
            CancellationTokenSource.CreateLinkedTokenSource(WorkflowHarness.Token);
        harness.Events.On = told =>
        {
            if (told is ProgressMade)
            {
                interrupt.CancelAfter(TimeSpan.FromMilliseconds(100));
            }
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => harness.RunAsync(project =>
            project.SeedTestAsync(new SeedTestOptions(), interrupt.Token)));
        Assert.Equal(0, await harness.CountScratchAsync());
    }

    [Fact]
    public async Task Beside_production_only_a_named_server_will_do()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_kinds.csv", "slug\nx\n");
        await harness.SetupAsync(new SetupOptions { Environment = "production", Yes = true });
        SeedTestOptions unnamed = new() { Environment = "development" };
        if (harness.Provider.Capabilities.ServerDatabases)
        {
            await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => TestAsync(harness, unnamed));
        }

        Assert.True((await TestAsync(harness, unnamed with { Scratch = harness.Address })).IsGood);
    }

    [Fact]
    public async Task The_sample_passes()
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        await harness.AllowScratchAsync();
        string sample = Path.Combine(SourceTree.Root, "samples", "pilates");
        foreach (string folder in (string[])["migrations", "seeds"])
        {
            foreach (string file in Directory.EnumerateFiles(
                Path.Combine(sample, folder), "*", SearchOption.AllDirectories))
            {
                harness.Project.Write(
                    Path.GetRelativePath(sample, file), await File.ReadAllTextAsync(file, WorkflowHarness.Token));
            }
        }

        SeedTestResult result = await TestAsync(harness);

        Assert.True(result.Seeds.Length > 10);
        Assert.All(result.Seeds, seed => Assert.Equal("apply ok, twice ok, rollback ok, order ok", Describe(seed)));
    }

    [Fact]
    public async Task Without_seeds_nothing_is_made()
    {
        await using WorkflowHarness harness = await CreateAsync();
        Assert.Empty((await TestAsync(harness)).Seeds);
    }

    private async Task<WorkflowHarness> CreateAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        await harness.AllowScratchAsync();
        string number = harness.Provider.Name == "sqlite"
            ? "integer PRIMARY KEY"
            : "integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY";
        harness.Project.Migration("1_tables", $"""
            CREATE TABLE kinds (id {number}, slug text NOT NULL UNIQUE);
            CREATE TABLE notes (id {number}, title text NOT NULL UNIQUE, body text,
                kind_id integer REFERENCES kinds (id), parent_id integer REFERENCES notes (id) ON DELETE SET NULL,
                created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP);
            CREATE TABLE marks (n integer);
            CREATE TABLE totals (n integer);
            INSERT INTO totals VALUES (0);
            """);
        return harness;
    }

    private static Task<SeedTestResult> TestAsync(WorkflowHarness harness, SeedTestOptions? options = null) =>
        harness.RunAsync(project => project.SeedTestAsync(options ?? new SeedTestOptions(), WorkflowHarness.Token));

    private static SeedTrial Of(TestedSeed seed, SeedTestStep step) => seed.Trials.Single(trial => trial.Step == step);

    private static string Trial(TestedSeed seed, SeedTestStep step) => Of(seed, step).Outcome.Word();

    private static string Describe(TestedSeed seed) =>
        string.Join(", ", seed.Trials.Select(trial => $"{trial.Step.Word()} {trial.Outcome.Word()}"));
}
