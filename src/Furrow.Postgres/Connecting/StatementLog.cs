using Furrow.Providers;
using Microsoft.Extensions.Logging;

namespace Furrow.Postgres.Connecting;

/// <summary>
/// Hears of every statement from the driver's own log: whoever sends one need not think of telling. Parameters are not
/// in it, since the driver logs them only when asked to.
/// </summary>
internal sealed class StatementLog(StatementTrace trace) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("This log has one reader, which is given with it.");

    public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Information;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (state is not IReadOnlyList<KeyValuePair<string, object?>> values)
        {
            return;
        }

        string? sql = null;
        TimeSpan? duration = null;
        foreach ((string name, object? value) in values)
        {
            switch (name, value)
            {
                case ("CommandText", string text):
                    sql = text;
                    break;
                case ("BatchCommands", IEnumerable<string> texts):
                    sql = string.Join("; ", texts);
                    break;
                case ("DurationMs", long ms):
                    duration = TimeSpan.FromMilliseconds(ms);
                    break;
            }
        }

        // Only a statement that was executed has a duration.
        if (sql is not null && duration is { } took)
        {
            trace.Tell(sql, took, rows: null);
        }
    }

    public void Dispose()
    {
        // Holds nothing of its own.
    }
}
