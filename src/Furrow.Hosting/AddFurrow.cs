using System.Diagnostics.Metrics;
using Furrow.Events;
using Furrow.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds furrow to a host.</summary>
public static class AddFurrowExtension
{
    /// <summary>
    /// Registers <see cref="IFurrowFactory"/>, and with it the host's log, measurements and activities as readers of
    /// every event. The options are checked when the host starts, all problems at once, and the project is read.
    /// </summary>
    /// <example>
    /// <code>
    /// builder.Services.AddFurrow(options =>
    /// {
    ///     options.Directory = "database";
    ///     options.UsePostgres();
    ///     options.SetupOnStart = true;
    /// });
    /// builder.Services.AddHealthChecks().AddFurrow();
    /// </code>
    /// </example>
    public static IServiceCollection AddFurrow(
        this IServiceCollection services, Action<FurrowHostOptions> configure)
    {
        services.AddOptions<FurrowHostOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<FurrowHostOptions>, FurrowHostOptionsCheck>());
        if (services.Any(service => service.ServiceType == typeof(FurrowFactory)))
        {
            return services;
        }

        services.AddSingleton<FurrowFactory>();
        services.AddSingleton<IFurrowFactory>(provider => provider.GetRequiredService<FurrowFactory>());
        services.AddSingleton(provider =>
            new HostSink(new LoggerSink(provider.GetRequiredService<ILoggerFactory>())));
        services.AddSingleton(provider => new HostSink(new MetricsSink(provider.GetService<IMeterFactory>())));
        services.AddSingleton(_ => new HostSink(new ActivitySink()));
        services.AddHostedService<FurrowStart>();
        return services;
    }

    /// <summary>
    /// Adds a health check. Unhealthy, or <paramref name="failureStatus"/>: the database does not answer, cannot be
    /// read, or is stamped as another environment. Degraded: something is pending or has drifted.
    /// </summary>
    public static IHealthChecksBuilder AddFurrow(
        this IHealthChecksBuilder builder,
        string name = "furrow",
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null) => builder.Add(new HealthCheckRegistration(
            name,
            provider => new FurrowHealthCheck(
                provider.GetRequiredService<FurrowFactory>(),
                provider.GetRequiredService<IOptions<FurrowHostOptions>>()),
            failureStatus,
            tags));
}
