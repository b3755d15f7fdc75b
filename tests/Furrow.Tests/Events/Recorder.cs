using Furrow.Events;

namespace Furrow.Tests.Events;

/// <summary>A sink that keeps what it hears, unguarded: it relies on the hub to call it one at a time.</summary>
internal sealed class Recorder : IEventSink
{
    internal List<FurrowEvent> Events { get; } = [];

    public void Emit(FurrowEvent furrowEvent) => Events.Add(furrowEvent);
}
