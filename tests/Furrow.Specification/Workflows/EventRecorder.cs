using Furrow.Events;

namespace Furrow.Specification.Workflows;

/// <summary>Hears everything, in order, and as the lines of a log.</summary>
public sealed class EventRecorder : IEventSink
{
    private readonly Lock _gate = new();
    private readonly List<FurrowEvent> _events = [];

    /// <summary>What else to do with each event, while whoever raised it waits.</summary>
    public Action<FurrowEvent>? On { get; set; }

    public IReadOnlyList<FurrowEvent> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _events];
            }
        }
    }

    /// <summary>The events' names, without progress.</summary>
    public IEnumerable<string> Names => All.Where(e => e is not ProgressMade).Select(e => e.Name);

    public IEnumerable<string> Warnings => All.OfType<WarningRaised>().Select(e => e.Details);

    /// <summary>The same as the lines of a log.</summary>
    public string Log
    {
        get
        {
            using StringWriter log = new();
            JsonLineSink lines = new(log, isVerbose: true);
            foreach (FurrowEvent told in All)
            {
                lines.Emit(told);
            }

            return log.ToString();
        }
    }

    public void Emit(FurrowEvent furrowEvent)
    {
        lock (_gate)
        {
            _events.Add(furrowEvent);
        }

        On?.Invoke(furrowEvent);
    }

    public void Forget()
    {
        lock (_gate)
        {
            _events.Clear();
        }
    }
}
