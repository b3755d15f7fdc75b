using Furrow.Events;

namespace Furrow.Cli.Live;

/// <summary>Tells the progress line what is going on.</summary>
internal sealed class ProgressSink(ProgressLine progress) : IEventSink
{
    /// <inheritdoc />
    public void Emit(FurrowEvent furrowEvent) => progress.Follow(furrowEvent);
}
