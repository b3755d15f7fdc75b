using Furrow.Events;

namespace Furrow.Cli.Tests.Fire;

/// <summary>How far an undisturbed run goes, measured in its events, each statement being one.</summary>
internal sealed class EventCount : IEventSink
{
    /// <inheritdoc />
    public bool HearsStatements => true;

    /// <summary>How many there were.</summary>
    public int Count { get; private set; }

    /// <inheritdoc />
    public void Emit(FurrowEvent furrowEvent) => Count++;
}
