using System.Diagnostics.Metrics;
using Furrow.Events;

namespace Furrow;

/// <summary>Adds measurements and activities to a host's options.</summary>
public static class UseTelemetryExtension
{
    /// <summary>
    /// Measures and traces what the project does, under the names of <see cref="TelemetryNames"/>. Without a
    /// <paramref name="meters"/> factory the meter is this project's own, and ends with it.
    /// </summary>
    public static FurrowOptions UseTelemetry(this FurrowOptions options, IMeterFactory? meters = null)
    {
        MetricsSink metrics = new(meters);
        ActivitySink activities = new();
        options.Sinks.Add(metrics);
        options.Sinks.Add(activities);
        options.Owned.Add(metrics);
        options.Owned.Add(activities);
        return options;
    }
}
