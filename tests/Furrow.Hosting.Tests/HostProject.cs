using Furrow.Configuration;
using Furrow.Specification.Workflows;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Furrow.Hosting.Tests;

/// <summary>A project with a SQLite file, and hosts that have it.</summary>
internal sealed class HostProject : IDisposable
{
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public ProjectFolder Folder { get; } = new ProjectFolder()
        .Migration("1_a", "CREATE TABLE a (id integer PRIMARY KEY, note text);")
        .Seed("base/00_a.sql", "INSERT INTO a VALUES (1, 'x');")
        .Seed("development/00_b.sql", "INSERT INTO a VALUES (2, 'y');");

    public string DatabasePath => Path.Combine(Folder.Path, "shop.db");

    public LogRecorder Log { get; } = new();

    public string Database { get; set; } = "sqlite:shop.db";

    /// <summary>A host that was told nothing by variables; its environment is .NET's default, production.</summary>
    public IHost Host(
        string environment, Action<FurrowHostOptions>? configure = null, Action<IServiceCollection>? services = null)
    {
        HostApplicationBuilder builder = new(new HostApplicationBuilderSettings
        {
            DisableDefaults = true,
            EnvironmentName = environment,
            ContentRootPath = Folder.Path,
        });
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log);
        builder.Services.AddMetrics();
        builder.Services.AddFurrow(options =>
        {
            options.Directory = ".";
            options.Variables = new Dictionary<string, string>(StringComparer.Ordinal);
            options.Overrides = new ProjectOverrides { Database = Database };
            options.UseSqlite();
            options.UsePostgres();
            configure?.Invoke(options);
        });
        builder.Services.AddHealthChecks().AddFurrow();
        services?.Invoke(builder.Services);
        return builder.Build();
    }

    /// <summary>Starts a host and stops it.</summary>
    public async Task StartAsync(
        string environment, Action<FurrowHostOptions>? configure = null, Action<IServiceCollection>? services = null)
    {
        using IHost host = Host(environment, configure, services);
        await host.StartAsync(Token);
        await host.StopAsync(Token);
    }

    public void Dispose()
    {
        Log.Dispose();
        Folder.Dispose();
    }
}
