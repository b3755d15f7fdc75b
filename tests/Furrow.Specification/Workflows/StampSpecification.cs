using Furrow.Errors;
using Furrow.Events;
using Furrow.State;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>What a database says it is, who may say so, and what follows from it.</summary>
public abstract class StampSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    [Fact]
    public async Task It_is_written_before_the_first_migration()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Migration("1_a", "INSERT INTO nowhere VALUES (1);");
        await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.SetupAsync());
        Assert.Equal("development", (await harness.StatusAsync()).Stamp);
        List<string> names = [.. harness.Events.Names];
        Assert.True(names.IndexOf("stamp-written") < names.IndexOf("migration-started"));
    }

    [Theory]
    [InlineData("setup")]
    [InlineData("migrate")]
    [InlineData("seed")]
    public async Task An_unstamped_database_with_tables_is_refused_by_the_name_of_the_remedy(string verb)
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.ExecuteAsync("CREATE TABLE theirs (id integer)");
        string before = await harness.FingerprintAsync();

        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => RunAsync(harness, verb, environment: null));

        Assert.Contains("furrow stamp development --confirm", error.Hint, StringComparison.Ordinal);
        Assert.Equal(before, await harness.FingerprintAsync());
    }

    [Fact]
    public async Task Once_stamped_it_is_worked_on()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.ExecuteAsync("CREATE TABLE theirs (id integer)");
        await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => StampAsync(harness, "development"));
        StampResult stamped = await StampAsync(harness, "development", confirm: await NameAsync(harness));
        Assert.Equal((null, "development"), (stamped.Before, stamped.Stamp));
        await harness.SetupAsync();
        Assert.True(await harness.HasTableAsync("a"));
    }

    [Fact]
    public async Task Migrate_takes_an_unstamped_database_by_its_option_and_leaves_it_unstamped()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.ExecuteAsync("CREATE TABLE theirs (id integer)");
        await harness.MigrateAsync(new MigrateOptions { Environment = "development" });
        Assert.True(await harness.HasTableAsync("a"));
        Assert.Null((await harness.StatusAsync()).Stamp);
        await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => harness.SetupAsync());
    }

    [Theory]
    [InlineData("setup")]
    [InlineData("migrate")]
    [InlineData("seed")]
    public async Task Another_stamp_than_the_environment_refuses_every_write(string verb)
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.SetupAsync(new SetupOptions { Environment = "test" });
        harness.Project.Migration("2_b", "CREATE TABLE b (id integer);");
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => RunAsync(harness, verb, environment: "development"));
        Assert.Contains("is stamped test", error.Message, StringComparison.Ordinal);
        Assert.False(await harness.HasTableAsync("b"));
        Assert.Equal(
            [$"setup succeeded test", $"{verb} refused development"],
            await harness.HistoryAsync("operation_history", "command, result, environment"));
    }

    [Theory]
    [InlineData("development", "production")]
    [InlineData("production", "development")]
    [InlineData("test", "test")]
    public async Task Stamping_an_empty_database_writes_what_was_asked_and_never_the_environment_it_runs_as(
        string runsAs, string stamp)
    {
        await using WorkflowHarness harness = await CreateAsync();
        StampResult result = await harness.RunAsync(project => project.StampAsync(
            new StampOptions { Stamp = stamp, Environment = runsAs }, WorkflowHarness.Token));
        Assert.Equal((null, stamp), (result.Before, result.Stamp));
        Assert.Equal(
            [(stamp, null)],
            harness.Events.All.OfType<StampWritten>().Select(e => (e.Environment, e.Before)));
        Assert.Equal(stamp, (await ShowAsync(harness)).Stamp);
        Assert.Equal(
            [$"stamp {stamp} succeeded"],
            await harness.HistoryAsync("operation_history", "command, environment, result"));
    }

    [Fact]
    public async Task A_looser_stamp_is_typed_and_a_stricter_one_is_not()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.SetupAsync();
        Assert.Equal("development", (await StampAsync(harness, "staging")).Before);
        await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => StampAsync(harness, "development"));
        await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => StampAsync(harness, "development", confirm: "another"));
        Assert.Equal("staging", (await ShowAsync(harness)).Stamp);
        StampResult loosened = await StampAsync(harness, "development", confirm: await NameAsync(harness));
        Assert.Equal(("staging", "development"), (loosened.Before, loosened.Stamp));
        Assert.Equal(
            ["setup succeeded", "stamp succeeded", "stamp refused", "stamp refused", "stamp succeeded"],
            await harness.HistoryAsync("operation_history", "command, result"));
    }

    [Fact]
    public async Task An_unknown_environment_cannot_be_stamped()
    {
        await using WorkflowHarness harness = await CreateAsync();
        string before = await harness.FingerprintAsync();
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.Usage, () => StampAsync(harness, "prodution"));
        Assert.Contains("production", error.Hint, StringComparison.Ordinal);
        Assert.Equal(before, await harness.FingerprintAsync());
    }

    [Theory]
    [InlineData("DROP TABLE {0}", "metadata")]
    [InlineData("DROP TABLE {0}", "lock")]
    [InlineData("DROP TABLE {0}", "operation_history")]
    [InlineData("DELETE FROM {0} WHERE key = 'state_version'", "metadata")]
    [InlineData("UPDATE {0} SET value = 'garbled' WHERE key = 'state_version'", "metadata")]
    [InlineData("ALTER TABLE {0} RENAME COLUMN value TO wert", "metadata")]
    public async Task A_stamp_that_cannot_be_read_refuses_and_is_told(string damage, string table)
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.SetupAsync(new SetupOptions { Environment = "production", Yes = true });
        await harness.ExecuteAsync(
            string.Format(System.Globalization.CultureInfo.InvariantCulture, damage, harness.State[table]));
        string before = await harness.FingerprintAsync();

        foreach (string verb in (string[])["setup", "migrate", "seed", "stamp"])
        {
            FurrowException error = await WorkflowHarness.FailsAsync(
                ErrorCode.Refused, () => RunAsync(harness, verb, environment: "development"));
            Assert.Contains("cannot be read", error.Message, StringComparison.Ordinal);
        }

        foreach (string verb in (string[])["status", "plan", "list", "show stamp"])
        {
            await WorkflowHarness.FailsAsync(
                ErrorCode.DatabasePermission, () => RunAsync(harness, verb, environment: null));
        }

        Assert.Equal(before, await harness.FingerprintAsync());
        DoctorResult doctor = await harness.RunAsync(project => project.DoctorAsync(new(), WorkflowHarness.Token));
        Assert.Contains(doctor.Checks, check =>
            check.Name == "stamp" && check.Found.StartsWith("unreadable", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stamp_that_the_project_does_not_know_is_judged_as_production()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Settings("environments: { demo: { folders: [base, development], like: development } }");
        await harness.SetupAsync(new SetupOptions { Environment = "demo" });
        harness.Project.Settings("name: shop");
        await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => harness.SetupAsync());
        await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => StampAsync(harness, "development"));
    }

    [Fact]
    public async Task A_newer_furrows_database_is_left_alone()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.SetupAsync();
        await harness.ExecuteAsync(
            $"UPDATE {harness.State["metadata"]} SET value = '{StateDefinition.CurrentVersion + 1}' "
            + "WHERE key = 'state_version'");
        string before = await harness.FingerprintAsync();
        foreach (string verb in (string[])["setup", "migrate", "seed", "stamp", "status", "plan", "list"])
        {
            await WorkflowHarness.FailsAsync(
                ErrorCode.ConfigInvalid, () => RunAsync(harness, verb, environment: null));
        }

        Assert.Equal(before, await harness.FingerprintAsync());
    }

    [Fact]
    public async Task A_place_that_holds_others_tables_is_not_taken_for_furrows_own()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Settings("schema: shop");
        harness.StateSchema = "shop";
        string table = harness.Provider.Capabilities.Schemas ? "shop.orders" : "shop_orders";
        if (harness.Provider.Capabilities.Schemas)
        {
            await harness.ExecuteAsync("CREATE SCHEMA shop");
        }

        await harness.ExecuteAsync($"CREATE TABLE {table} (id integer)");
        string before = await harness.FingerprintAsync();
        foreach (string verb in (string[])["setup", "migrate", "seed", "stamp", "status"])
        {
            FurrowException error = await WorkflowHarness.FailsAsync(
                ErrorCode.ConfigInvalid, () => RunAsync(harness, verb, environment: "development"));
            Assert.Contains("orders", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, await harness.FingerprintAsync());
    }

    private static async Task<object> RunAsync(WorkflowHarness harness, string verb, string? environment) => verb switch
    {
        "setup" => await harness.SetupAsync(new SetupOptions { Environment = environment }),
        "migrate" => await harness.MigrateAsync(new MigrateOptions { Environment = environment }),
        "seed" => await harness.SeedAsync(new SeedOptions { Environment = environment }),
        "stamp" => await StampAsync(harness, "development", await NameAsync(harness)),
        "status" => await harness.StatusAsync(new QueryOptions { Environment = environment }),
        "plan" => await harness.RunAsync(project => project.PlanAsync(new QueryOptions(), WorkflowHarness.Token)),
        "list" => await harness.RunAsync(project => project.ListAsync(new QueryOptions(), WorkflowHarness.Token)),
        "show stamp" => await ShowAsync(harness),
        _ => throw new ArgumentException(verb, nameof(verb)),
    };

    private static Task<StampResult> StampAsync(WorkflowHarness harness, string stamp, string? confirm = null) =>
        harness.RunAsync(project =>
            project.StampAsync(new StampOptions { Stamp = stamp, Confirm = confirm }, WorkflowHarness.Token));

    private static Task<StampResult> ShowAsync(WorkflowHarness harness) =>
        harness.RunAsync(project => project.StampAsync(new StampOptions(), WorkflowHarness.Token));

    private static Task<string> NameAsync(WorkflowHarness harness) =>
        harness.RunAsync(project => Task.FromResult(project.Configuration.Database.Value.DatabaseName));

    private async Task<WorkflowHarness> CreateAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project
            .Migration("1_a", "CREATE TABLE a (id integer PRIMARY KEY);")
            .Seed("base/00_a.sql", "INSERT INTO a VALUES (1);");
        return harness;
    }
}
