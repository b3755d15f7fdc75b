using Furrow.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Furrow.Hosting.Tests;

/// <summary>What the health check says, and what it leaves alone.</summary>
public sealed class HealthTests
{
    [Fact]
    public async Task A_database_that_is_what_the_project_says_is_healthy()
    {
        using HostProject project = new();
        await SetUpAsync(project);
        HealthReportEntry entry = await CheckAsync(project);
        Assert.Equal(HealthStatus.Healthy, entry.Status);
        Assert.Equal("development", entry.Data["environment"]);
    }

    [Fact]
    public async Task It_creates_nothing()
    {
        using HostProject project = new();
        HealthReportEntry entry = await CheckAsync(project);
        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.False(File.Exists(project.DatabasePath));
    }

    [Fact]
    public async Task Pending_work_is_degraded()
    {
        using HostProject project = new();
        await SetUpAsync(project);
        project.Folder.Migration("2_b", "CREATE TABLE b (id integer);").Seed("base/01_c.sql", "SELECT 1;");
        HealthReportEntry entry = await CheckAsync(project);
        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Equal((1, 1), (entry.Data["pendingMigrations"], entry.Data["pendingSeeds"]));
    }

    [Fact]
    public async Task Drift_is_degraded()
    {
        using HostProject project = new();
        await SetUpAsync(project);
        project.Folder.Migration("1_a", "CREATE TABLE a (id integer PRIMARY KEY, other text);");
        HealthReportEntry entry = await CheckAsync(project);
        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Equal(1, entry.Data["drift"]);
        Assert.Contains("no longer", entry.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_another_environment_is_unhealthy()
    {
        using HostProject project = new();
        await SetUpAsync(project);
        HealthReportEntry entry = await CheckAsync(project, environment: "Production");
        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Contains("stamped development", entry.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_is_unhealthy_and_its_password_stays_unknown()
    {
        using HostProject project = new() { Database = "postgres://ann:s3cret-word@127.0.0.1:1/shop" };
        HealthReportEntry entry = await CheckAsync(
            project, configure: options => options.HealthTimeout = TimeSpan.FromMilliseconds(300));
        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Equal("database.unreachable", entry.Data["code"]);
        Assert.Null(entry.Exception);
        string shown = entry.Description + string.Join(' ', entry.Data) + project.Log.Everything;
        Assert.DoesNotContain("s3cret-word", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_never_answers_ends_the_check_all_the_same()
    {
        using System.Net.Sockets.TcpListener silent = new(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        int port = ((System.Net.IPEndPoint)silent.LocalEndpoint).Port;
        using HostProject project = new() { Database = $"postgres://ann:s3cret-word@127.0.0.1:{port}/shop" };
        HealthReportEntry entry = await CheckAsync(
            project, configure: options => options.HealthTimeout = TimeSpan.FromMilliseconds(300));
        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Equal("database.unreachable", entry.Data["code"]);
        Assert.DoesNotContain("s3cret-word", entry.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_furrow_yaml_is_unhealthy()
    {
        using HostProject project = new();
        project.Folder.Settings("databse: x\n");
        HealthReportEntry entry = await CheckAsync(project);
        Assert.Equal((HealthStatus.Unhealthy, "config.invalid"), (entry.Status, entry.Data["code"]));
    }

    [Fact]
    public async Task Somebody_elses_lock_does_not_matter_and_none_is_taken()
    {
        using HostProject project = new();
        await SetUpAsync(project);
        await using Providers.IDatabase database = new Sqlite.SqliteProvider().Open(
            DatabaseAddress.Parse("sqlite:" + project.DatabasePath, project.Folder.Path).ToReference(),
            new Providers.DatabaseOptions());
        await using Providers.IDatabaseLock? held = await database.TryLockAsync(
            new Providers.LockOwner("another", "test"), HostProject.Token);
        Assert.NotNull(held);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(project)).Status);
        Assert.Equal("another", (await database.ReadLockAsync(HostProject.Token))!.Holder);
    }

    [Fact]
    public async Task The_status_of_a_failure_is_the_hosts_choice()
    {
        using HostProject project = new();
        project.Folder.Settings("databse: x\n");
        using IHost host = project.Host("Development", services: services =>
            services.AddHealthChecks().AddFurrow("mild", HealthStatus.Degraded, ["ready"]));
        HealthReport report = await host.Services.GetRequiredService<HealthCheckService>()
            .CheckHealthAsync(check => check.Tags.Contains("ready"), HostProject.Token);
        Assert.Equal(HealthStatus.Degraded, Assert.Single(report.Entries).Value.Status);
    }

    private static Task SetUpAsync(HostProject project) =>
        project.StartAsync("Development", options => options.SetupOnStart = true);

    private static async Task<HealthReportEntry> CheckAsync(
        HostProject project, string environment = "Development", Action<FurrowHostOptions>? configure = null)
    {
        using IHost host = project.Host(environment, configure);
        HealthReport report = await host.Services.GetRequiredService<HealthCheckService>()
            .CheckHealthAsync(HostProject.Token);
        return report.Entries["furrow"];
    }
}
