using Furrow.Events;
using Microsoft.Extensions.Logging;

namespace Furrow.Hosting;

/// <summary>
/// Writes events to the host's log, one category for each kind of work (<c>Furrow.Command</c>, <c>Furrow.Sql</c>, …).
/// The message is the event's sentence; its fields, with the names of furrow's own log, are the structured values.
/// Progress is left out; statements are only heard where <c>Furrow.Sql</c> is enabled at <see cref="LogLevel.Trace"/>.
/// </summary>
public sealed class LoggerSink : IEventSink
{
    private readonly Dictionary<string, ILogger> _loggers;

    /// <summary>Creates the sink.</summary>
    public LoggerSink(ILoggerFactory loggers) =>
        _loggers = LogCategory.All.ToDictionary(category => category, loggers.CreateLogger, StringComparer.Ordinal);

    /// <inheritdoc/>
    public bool HearsStatements => _loggers[LogCategory.Sql].IsEnabled(LogLevel.Trace);

    /// <inheritdoc/>
    public void Emit(FurrowEvent furrowEvent)
    {
        if (furrowEvent.Level == EventLevel.Progress)
        {
            return;
        }

        ILogger logger = _loggers[LogCategory.Of(furrowEvent)];
        LogLevel level = LevelOf(furrowEvent.Level);
        if (logger.IsEnabled(level))
        {
            logger.Log(level, new EventId(0, furrowEvent.Name), new LogState(furrowEvent), null, LogState.Format);
        }
    }

    private static LogLevel LevelOf(EventLevel level) => level switch
    {
        EventLevel.Error => LogLevel.Error,
        EventLevel.Warning => LogLevel.Warning,
        EventLevel.Information => LogLevel.Information,
        EventLevel.Detail => LogLevel.Debug,
        _ => LogLevel.Trace,
    };
}
