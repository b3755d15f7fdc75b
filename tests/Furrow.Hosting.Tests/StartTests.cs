using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Workflows;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Furrow.Hosting.Tests;

/// <summary>What happens before a host's other services start.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task All_problems_of_the_options_are_told_at_once()
    {
        using HostProject project = new();
        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(
            () => project.StartAsync("Development", options =>
            {
                options.Directory = "nowhere";
                options.Providers.Clear();
                options.SetupInProduction = true;
                options.LockTimeout = TimeSpan.FromSeconds(-1);
                options.HealthTimeout = TimeSpan.Zero;
                options.UseTelemetry();
            }));
        Assert.Equal(6, error.Failures.Count());
        Assert.Contains("nowhere", error.Message, StringComparison.Ordinal);
        Assert.Contains("UsePostgres", error.Message, StringComparison.Ordinal);
        Assert.Empty(project.Log.Furrow);
    }

    [Fact]
    public async Task A_host_without_a_directory_does_not_start()
    {
        using HostProject project = new();
        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(
            () => project.StartAsync("Development", options => options.Directory = null));
        Assert.Contains("Directory is not set", Assert.Single(error.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_project_stops_the_host_even_without_setup()
    {
        using HostProject project = new();
        project.Folder.Settings("databse: x\n");
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(() => project.StartAsync("Development"));
        Assert.Equal(ErrorCode.ConfigInvalid, error.Code);
        LogEntry told = Assert.Single(project.Log.Furrow);
        Assert.Equal((LogCategory.Start, LogLevel.Critical), (told.Category, told.Level));
    }

    [Fact]
    public async Task Nothing_is_set_up_unless_asked()
    {
        using HostProject project = new();
        await project.StartAsync("Development");
        Assert.False(File.Exists(project.DatabasePath));
    }

    [Fact]
    public async Task The_database_is_ready_before_another_service_starts_whatever_the_order_of_registration()
    {
        using HostProject project = new();
        Reader reader = new();
        using IHost host = project.Host(
            "Development",
            options => options.SetupOnStart = true,
            services => services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(provider =>
            {
                reader.Factory = provider.GetRequiredService<IFurrowFactory>();
                return reader;
            })));
        await host.StartAsync(HostProject.Token);
        Assert.Equal(2, reader.RowCount);
        await host.StopAsync(HostProject.Token);
    }

    [Theory]
    [InlineData("Development", 5)]
    [InlineData("Staging", 1)]
    [InlineData("Production", 1)]
    public async Task Only_in_development_and_test_a_host_generates(string environment, int count)
    {
        using HostProject project = new();
        project.Folder.Settings("name: shop\nsetup: { generate: { rows: 3 } }\n")
            .Write("scenarios/more.yaml", "tables: { a: { rows: 1, columns: { note: more } } }");
        await project.StartAsync(
            environment, options => options.SetupOnStart = options.SetupInProduction = true);
        using IHost host = project.Host(environment);
        await using FurrowProject open = await OpenAsync(host);
        Assert.Equal(count, Assert.Single((await open.StatusAsync(new(), HostProject.Token)).Tables).Rows);
    }

    [Fact]
    public async Task Production_is_left_alone_unless_asked()
    {
        using HostProject project = new();
        await project.StartAsync("Production", options => options.SetupOnStart = true);
        Assert.False(File.Exists(project.DatabasePath));
        LogEntry told = Assert.Single(project.Log.Furrow);
        Assert.Equal(LogLevel.Warning, told.Level);
        Assert.Contains("SetupInProduction", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Production_is_set_up_when_asked_with_base_seeds_alone()
    {
        using HostProject project = new();
        await project.StartAsync("Production", options => options.SetupOnStart = options.SetupInProduction = true);
        using IHost host = project.Host("Production");
        await using FurrowProject open = await OpenAsync(host);
        StatusResult status = await open.StatusAsync(new(), HostProject.Token);
        Assert.Equal(("production", "production"), (status.Environment, status.Stamp));
        Assert.Equal(1, Assert.Single(status.Tables).Rows);
    }

    [Theory]
    [InlineData("Development", "name: shop\n", "development")]
    [InlineData("Staging", "name: shop\n", "staging")]
    [InlineData("Production", "environment: test\n", "test")]
    public async Task The_hosts_environment_holds_where_nobody_named_one(string host, string yaml, string expected)
    {
        using HostProject project = new();
        project.Folder.Settings(yaml);
        using IHost built = project.Host(host);
        await using FurrowProject open = await OpenAsync(built);
        Assert.Equal(expected, open.Configuration.Environment.Value.Name);
        Assert.False(open.Configuration.EnvironmentGivenAsOption);
    }

    [Fact]
    public async Task An_environment_that_the_project_does_not_know_stops_the_host()
    {
        using HostProject project = new();
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(() => project.StartAsync("Lokal"));
        Assert.Contains("no environment of", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_migration_stops_the_host_with_its_reason_and_nothing_else_starts()
    {
        using HostProject project = new();
        project.Folder.Migration("2_b", "CREATE TABL b;");
        Reader reader = new();
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(() => project.StartAsync(
            "Development",
            options => options.SetupOnStart = true,
            services => services.AddSingleton<IHostedService>(reader)));
        Assert.Equal((ErrorCode.MigrationFailed, "migrations/2_b.up.sql"), (error.Code, error.File));
        Assert.False(reader.WasStarted);
        Assert.Contains(project.Log.Furrow, entry => entry.Level == LogLevel.Critical);
    }

    [Fact]
    public async Task Of_replicas_that_start_together_one_does_the_work()
    {
        using HostProject project = new();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(
            () => project.StartAsync("Development", options => options.SetupOnStart = true))));
        Assert.Single(project.Log.Furrow, entry => entry.Event == "migration-applied");
        Assert.Equal(3, project.Log.Furrow.Count(entry => entry.Event == "command-completed"));
    }

    [Fact]
    public async Task A_replica_that_waits_longer_than_it_may_does_not_start()
    {
        using HostProject project = new();
        await project.StartAsync("Development", options => options.SetupOnStart = true);
        using IHost host = project.Host("Development");
        await using FurrowProject open = await OpenAsync(host);
        await using Providers.IDatabase database = new Sqlite.SqliteProvider().Open(
            open.Configuration.Database.Value.ToReference(), new Providers.DatabaseOptions());
        await using Providers.IDatabaseLock? held = await database.TryLockAsync(
            new Providers.LockOwner("another", "test"), HostProject.Token);
        Assert.NotNull(held);
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(() => project.StartAsync(
            "Development",
            options =>
            {
                options.SetupOnStart = true;
                options.LockTimeout = TimeSpan.FromMilliseconds(50);
            }));
        Assert.Equal(ErrorCode.Locked, error.Code);
    }

    private static Task<FurrowProject> OpenAsync(IHost host) =>
        host.Services.GetRequiredService<IFurrowFactory>().OpenAsync(HostProject.Token);

    private sealed class Reader : IHostedService
    {
        public IFurrowFactory? Factory { get; set; }

        public bool WasStarted { get; private set; }

        public long RowCount { get; private set; }

        public async Task StartAsync(CancellationToken cancellationToken)
        {
            WasStarted = true;
            await using FurrowProject project = await Factory!.OpenAsync(cancellationToken);
            RowCount = (await project.StatusAsync(new(), cancellationToken)).Tables.Sum(table => table.Rows);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
