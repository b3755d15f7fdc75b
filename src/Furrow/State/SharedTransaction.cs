using Furrow.Events;

namespace Furrow.State;

/// <summary>
/// One transaction for pieces of work that otherwise have one each. What a piece would say or record for good waits
/// until all of them are kept, and what it would record of its failure until they are undone.
/// </summary>
internal sealed class SharedTransaction : IEventSink
{
    private readonly EventHub _events;
    private readonly List<FurrowEvent> _held = [];
    private readonly List<Func<CancellationToken, Task>> _failures = [];
    private readonly List<Func<CancellationToken, Task>> _committed = [];

    public SharedTransaction(EventHub events, TimeProvider clock)
    {
        _events = events;
        Events = new EventHub([this], clock, SecretRedactor.None);
    }

    /// <summary>Where the pieces tell what they do.</summary>
    public EventHub Events { get; }

    /// <summary>What is to be recorded of failed pieces, in a transaction of its own.</summary>
    public IReadOnlyList<Func<CancellationToken, Task>> Failures => _failures;

    /// <summary>Notes what a failed piece has to record once everything is undone.</summary>
    public void AddFailure(Func<CancellationToken, Task> record) => _failures.Add(record);

    /// <summary>What is to be done once all of it is kept, in order.</summary>
    public IReadOnlyList<Func<CancellationToken, Task>> Committed => _committed;

    /// <summary>Notes what a piece does once all of it is kept.</summary>
    public void AddCommitted(Func<CancellationToken, Task> act) => _committed.Add(act);

    /// <summary>Tells what is true now that the transaction is committed.</summary>
    public void Tell()
    {
        foreach (FurrowEvent held in _held)
        {
            _events.Emit(held);
        }
    }

    /// <inheritdoc/>
    void IEventSink.Emit(FurrowEvent furrowEvent)
    {
        if (furrowEvent is SeedApplied or RowsChanged)
        {
            _held.Add(furrowEvent);
        }
        else
        {
            _events.Emit(furrowEvent);
        }
    }
}
