using Furrow.Events;

namespace Furrow.Hosting;

/// <summary>A sink that every project of the host gets; ends with the host.</summary>
internal sealed class HostSink(IEventSink sink) : IDisposable
{
    public IEventSink Sink { get; } = sink;

    public void Dispose() => (Sink as IDisposable)?.Dispose();
}
