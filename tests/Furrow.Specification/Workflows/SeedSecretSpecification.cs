using Furrow.Errors;
using Furrow.Seeds.Checking;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>Secrets in seeds: refused where they matter, warned of elsewhere, never shown.</summary>
public abstract class SeedSecretSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private const string Planted = "Hunter2-planted";

    private const string Admin =
        $"tables:\n  - table: people\n    rows:\n      - {{ id: 1, email: admin@example.com, password: {Planted} }}\n";

    [Theory]
    [InlineData("production")]
    [InlineData("staging")]
    public async Task T11_an_admin_seed_with_a_fixed_password_does_not_run_in(string environment)
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project.Migration("1_people", People).Seed("base/05_admin.yaml", Admin);
        SetupOptions options = new() { Environment = environment, Yes = true };
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.SeedSecret, () => harness.SetupAsync(options));
        Assert.Equal(("seeds/base/05_admin.yaml", 4), (error.File, error.Line));
        Assert.DoesNotContain(Planted, error.ToString() + error.Detail + error.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain(Planted, harness.Events.Log, StringComparison.Ordinal);
        Assert.Equal("0", await harness.ScalarAsync($"SELECT count(*) FROM {harness.State["migration_history"]}"));

        await harness.RunAsync(project => project.MigrateAsync(
            new MigrateOptions { Environment = environment, Yes = true }, WorkflowHarness.Token));
        await WorkflowHarness.FailsAsync(
            ErrorCode.SeedSecret, () => harness.SeedAsync(new SeedOptions { Environment = environment, Yes = true }));
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM people"));
    }

    [Fact]
    public async Task In_development_it_is_warned_of_once_a_run()
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project.Migration("1_people", People).Seed("base/05_admin.yaml", Admin);
        await harness.SetupAsync();
        string warning = Assert.Single(harness.Events.Warnings);
        Assert.Equal(
            "base/05_admin holds what looks like a fixed password in password (seeds/base/05_admin.yaml:4:54).",
            warning);
        await harness.SetupAsync();
        Assert.Single(harness.Events.Warnings);
        Assert.DoesNotContain(Planted, harness.Events.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_secrets_of_a_seed_are_one_warning_and_one_error()
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project.Migration("1_people", People).Seed(
            "base/00_people.csv", $"id,password\n1,{Planted}\n2,{Planted}\n3,\n4,{Planted}\n");
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.SeedSecret,
            () => harness.SetupAsync(new SetupOptions { Environment = "staging", Yes = true }));
        Assert.StartsWith("3 secrets", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, error.Detail!.Split('\n').Length);
        Assert.Contains("seeds/base/00_people.csv:5:3: ", error.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(Planted, error.Detail, StringComparison.Ordinal);

        await harness.RunAsync(async project => await project.StampAsync(
            new StampOptions
            {
                Stamp = "test",
                Confirm = project.Configuration.Database.Value.DatabaseName,
            },
            WorkflowHarness.Token));
        await harness.SetupAsync(new SetupOptions { Environment = "test" });
        Assert.Contains("2:3, and 2 more)", Assert.Single(
            harness.Events.Warnings, text => text.Contains("looks like", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seed_that_may_hold_secrets_runs_in_silence()
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project.Settings("seeds: { allow_secrets: [base/05_admin] }\n")
            .Migration("1_people", People).Seed("base/05_admin.yaml", Admin);
        await harness.SetupAsync(new SetupOptions { Environment = "production", Yes = true });
        Assert.DoesNotContain(harness.Events.Warnings, text => text.Contains("looks like", StringComparison.Ordinal));
        Assert.Equal("1", await harness.ScalarAsync("SELECT count(*) FROM people"));
    }

    [Fact]
    public async Task A_variable_is_no_secret_in_the_seed()
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project.Migration("1_people", People).Seed(
            "base/05_admin.yaml",
            "volatile: true\n" + Admin.Replace(Planted, "!env ADMIN_PASSWORD", StringComparison.Ordinal));
        await harness.SetupAsync(new SetupOptions { Environment = "production", Yes = true });
        Assert.Equal("1", await harness.ScalarAsync("SELECT count(*) FROM people"));
    }

    [Fact]
    public async Task Checking_reports_secrets_of_every_folder_and_idle_allowances()
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project.Settings("name: shop\nseeds: { allow_secrets: [base/99_nobody] }\n")
            .Migration("1_people", People)
            .Seed("base/05_admin.yaml", Admin)
            .Seed("demo/00_people.sql", $"INSERT INTO people (id, email, password) VALUES (3, 'a', '{Planted}');");
        await harness.MigrateAsync();
        SeedCheckResult result = await harness.RunAsync(project =>
            project.SeedCheckAsync(new QueryOptions(), WorkflowHarness.Token));
        Assert.Equal(
            [("base/05_admin", 4, 54), ("demo/00_people", 1, 58)],
            result.Findings.Where(f => f.Kind == SeedFindingKind.Secret).Select(f => (f.Seed, f.Line, f.Column)));
        Assert.Contains("base/99_nobody", Assert.Single(
            result.Findings, f => f.Kind == SeedFindingKind.Invalid).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Planted, string.Concat(result.Findings), StringComparison.Ordinal);
    }

    private const string People =
        "CREATE TABLE people (id integer PRIMARY KEY, email varchar(50), password varchar(50));";
}
