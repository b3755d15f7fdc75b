using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Furrow.Events;

namespace Furrow.Specification.Workflows;

/// <summary>
/// Hears the measurements of the meters that it makes, and the activities of its own trace: whatever else a test
/// process measures is not in it.
/// </summary>
public sealed class TelemetryRecorder : IMeterFactory
{
    private readonly ActivitySource _test = new("Furrow.Specification");
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _activities;
    private readonly ConcurrentQueue<string> _measurements = [];
    private readonly ConcurrentQueue<Activity> _ended = [];
    private readonly List<Meter> _made = [];
    private readonly Activity _root;

    public TelemetryRecorder()
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, this))
            {
                Instruments.Enqueue($"{instrument.Name} {instrument.Unit}");
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, $"{value}", tags));
        _meters.SetMeasurementEventCallback<double>(
            (instrument, value, tags, _) => Add(instrument, value >= 0 ? "s" : "negative", tags));
        _meters.Start();
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TelemetryNames.Source || source == _test,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == _root?.TraceId)
                {
                    _ended.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(_activities);
        _root = _test.StartActivity("test")!;
    }

    /// <summary>Name and unit of each instrument.</summary>
    public ConcurrentQueue<string> Instruments { get; } = [];

    /// <summary>Each measurement: instrument, value (<c>s</c> for any number of seconds), tags by name.</summary>
    public IReadOnlyList<string> Measurements => [.. _measurements];

    /// <summary>The activities that have ended, in that order.</summary>
    public IReadOnlyList<Activity> Activities => [.. _ended];

    /// <summary>Everything that a reader of telemetry could see, as text.</summary>
    public string Everything => string.Join('\n', Measurements.Concat(Activities.Select(Describe)));

    public static string Describe(Activity activity)
    {
        IEnumerable<string> tags = activity.TagObjects
            .Concat(activity.Events.SelectMany(e => e.Tags))
            .Select(tag => $"{tag.Key}={tag.Value}")
            .Concat(activity.Baggage.Select(item => $"{item.Key}={item.Value}"));
        return $"{activity.OperationName} {activity.DisplayName} {activity.Status} {activity.StatusDescription} "
            + string.Join(' ', tags);
    }

    public Meter Create(MeterOptions options)
    {
        Meter meter = new(options.Name, options.Version, options.Tags, scope: this);
        _made.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        _root.Dispose();
        _activities.Dispose();
        _meters.Dispose();
        _made.ForEach(meter => meter.Dispose());
        _test.Dispose();
    }

    private void Add(Instrument instrument, string value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        IEnumerable<string> shown = tags.ToArray()
            .Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal);
        _measurements.Enqueue(string.Join(' ', [instrument.Name, value, .. shown]));
    }
}
