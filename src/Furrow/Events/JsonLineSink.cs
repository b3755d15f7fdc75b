namespace Furrow.Events;

/// <summary>
/// Writes one JSON object a line and flushes it. Progress is left out, statements too unless verbose. The caller owns
/// the writer.
/// </summary>
/// <param name="writer">Where the lines go.</param>
/// <param name="isVerbose">Whether to write statements as well; default false.</param>
public sealed class JsonLineSink(TextWriter writer, bool isVerbose = false) : IEventSink
{
    private readonly Lock gate = new();

    /// <inheritdoc/>
    public bool HearsStatements => isVerbose;

    /// <inheritdoc/>
    public void Emit(FurrowEvent furrowEvent)
    {
        if (!Logs(furrowEvent, isVerbose)) return;
        var line = EventJson.Line(furrowEvent);
        lock (gate)
        {
            writer.Write(line);
            writer.Flush();
        }
    }

    internal static bool Logs(FurrowEvent furrowEvent, bool isVerbose) =>
        furrowEvent.Level >= (isVerbose ? EventLevel.Trace : EventLevel.Detail);
}
