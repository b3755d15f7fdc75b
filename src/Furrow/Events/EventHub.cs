using System.Collections.Immutable;

namespace Furrow.Events;

/// <summary>
/// Gives each event its time, masks the secrets in it and hands it to every sink: one at a time and in order, from
/// whichever thread. A sink that throws is dropped for good, and the others are told once.
/// </summary>
public sealed class EventHub : IEventSink
{
    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly SecretRedactor secrets;

    // All guarded by the gate. The queue lets a sink, or the loss of one, raise an event in the middle of a delivery.
    private readonly Queue<FurrowEvent> waiting = new();
    private ImmutableArray<IEventSink> sinks;
    private bool isDelivering;

    /// <summary>Creates a hub over these sinks. The hub does not own them.</summary>
    public EventHub(IEnumerable<IEventSink> sinks, TimeProvider clock, SecretRedactor secrets)
    {
        this.sinks = [.. sinks];
        this.clock = clock;
        this.secrets = secrets;
    }

    /// <summary>Whether any sink wants to hear of every statement.</summary>
    public bool HearsStatements
    {
        get
        {
            lock (gate)
            {
                return sinks.Any(sink => sink.HearsStatements);
            }
        }
    }

    /// <summary>What is masked in every event; learns the secrets that are met while working.</summary>
    internal SecretRedactor Secrets => secrets;

    /// <summary>Delivers the event before it returns; never throws because of a sink.</summary>
    public void Emit(FurrowEvent furrowEvent)
    {
        var redacted = furrowEvent.Redact(secrets);
        lock (gate)
        {
            waiting.Enqueue(Stamped(redacted));
            if (isDelivering) return;
            isDelivering = true;
            try
            {
                while (waiting.TryDequeue(out var next)) Deliver(next);
            }
            finally
            {
                isDelivering = false;
            }
        }
    }

    private void Deliver(FurrowEvent furrowEvent)
    {
        foreach (var sink in sinks)
        {
            try
            {
                if (furrowEvent is SqlExecuted && !sink.HearsStatements) continue;
                sink.Emit(furrowEvent);
            }
            catch (Exception exception)
            {
                sinks = sinks.Remove(sink);
                var message = $"{sink.GetType().Name} failed and hears nothing more: {exception.Message}";
                waiting.Enqueue(Stamped(new WarningRaised(message, null).Redact(secrets)));
            }
        }
    }

    // Under the gate, so that times never run backwards from line to line.
    private FurrowEvent Stamped(FurrowEvent furrowEvent) => furrowEvent with { Timestamp = clock.GetUtcNow() };
}
