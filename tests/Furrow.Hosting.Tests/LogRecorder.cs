using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Furrow.Hosting.Tests;

/// <summary>Keeps what is logged.</summary>
internal sealed class LogRecorder : ILoggerProvider
{
    private readonly ConcurrentQueue<LogEntry> _entries = [];

    public IReadOnlyList<LogEntry> Entries => [.. _entries];

    /// <summary>What furrow wrote.</summary>
    public IEnumerable<LogEntry> Furrow =>
        Entries.Where(entry => entry.Category.StartsWith("Furrow.", StringComparison.Ordinal));

    /// <summary>Everything that a reader of the log could see.</summary>
    public string Everything => string.Join('\n', Entries.Select(entry => entry.ToString()));

    public LogLevel LevelMin { get; set; } = LogLevel.Trace;

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void Dispose()
    {
        // Nothing to give back.
    }

    private sealed class Writer(LogRecorder log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= log.LevelMin;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) => log._entries.Enqueue(new LogEntry(
                category,
                logLevel,
                eventId.Name,
                formatter(state, exception),
                state as IReadOnlyList<KeyValuePair<string, object?>> ?? [],
                exception));
    }
}

/// <summary>One entry of a log.</summary>
internal sealed record LogEntry(
    string Category,
    LogLevel Level,
    string? Event,
    string Message,
    IReadOnlyList<KeyValuePair<string, object?>> Values,
    Exception? Exception)
{
    public object? this[string name] => Values.Single(value => value.Key == name).Value;

    public override string ToString() =>
        $"{Level} {Category} {Event}: {Message} "
        + $"{string.Join(' ', Values.Select(value => $"{value.Key}={value.Value}"))} {Exception}";
}
