using Furrow.Specification.Workflows;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Furrow.Hosting.Tests;

/// <summary>What a host's own log and telemetry hear.</summary>
public sealed class LoggingTests
{
    [Fact]
    public async Task Events_come_in_their_categories_and_levels_with_their_fields()
    {
        using HostProject project = new();
        await project.StartAsync("Development", options => options.SetupOnStart = true);
        LogEntry applied = Assert.Single(project.Log.Furrow, entry => entry.Event == "migration-applied");
        Assert.Equal((LogCategory.Migration, LogLevel.Information), (applied.Category, applied.Level));
        Assert.Equal(
            ["operation", "event", "version", "migration", "durationMs"], applied.Values.Select(value => value.Key));
        Assert.Equal(("migrate", "1", "a"), (applied["operation"], applied["version"], applied["migration"]));
        Assert.IsType<long>(applied["durationMs"]);
        Assert.Equal(
            [
                "Furrow.Command Information", "Furrow.Database Information", "Furrow.Lock Debug",
                "Furrow.Migration Debug", "Furrow.Migration Information", "Furrow.Seed Debug",
                "Furrow.Seed Information", "Furrow.Sql Trace", "Furrow.Start Information",
                "Furrow.Transaction Debug",
            ],
            project.Log.Furrow.Select(entry => $"{entry.Category} {entry.Level}").Distinct()
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_failure_tells_what_failed_where()
    {
        using HostProject project = new();
        project.Folder.Seed("base/10_b.sql", "\nINSERT INTO nowhere VALUES (1);");
        await Assert.ThrowsAnyAsync<Exception>(
            () => project.StartAsync("Development", options => options.SetupOnStart = true));
        LogEntry failed = Assert.Single(project.Log.Furrow, entry => entry.Event == "seed-failed");
        Assert.Equal((LogCategory.Seed, LogLevel.Error), (failed.Category, failed.Level));
        Assert.EndsWith("no such table: nowhere (seeds/base/10_b.sql:2)", failed.Message, StringComparison.Ordinal);
        Assert.Equal(
            ("seed.failed", "seeds/base/10_b.sql", 2),
            (failed["error.code"], failed["error.file"], failed["error.line"]));
        Assert.Null(failed.Exception);
    }

    [Fact]
    public async Task Statements_are_not_looked_at_where_nobody_traces_them()
    {
        using HostProject project = new();
        project.Log.LevelMin = LogLevel.Debug;
        await project.StartAsync("Development", options => options.SetupOnStart = true);
        Assert.DoesNotContain(project.Log.Furrow, entry => entry.Category == LogCategory.Sql);
    }

    [Fact]
    public async Task G3_a_host_measures_without_being_told()
    {
        using HostProject project = new();
        using TelemetryRecorder telemetry = new();
        await project.StartAsync(
            "Development",
            options => options.SetupOnStart = true,
            services => services.AddSingleton<System.Diagnostics.Metrics.IMeterFactory>(telemetry));
        Assert.Contains("furrow.command.duration s furrow.command=setup", telemetry.Measurements);
        Assert.Contains(telemetry.Activities, activity => activity.OperationName == "furrow command setup");
    }

    [Fact]
    public async Task A_host_that_adds_furrow_twice_has_it_once()
    {
        using HostProject project = new();
        await project.StartAsync(
            "Development", services: services => services.AddFurrow(options => options.SetupOnStart = true));
        Assert.Single(project.Log.Furrow, entry => entry.Event == "command-started");
    }
}
