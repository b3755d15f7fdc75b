using System.Collections;
using Furrow.Events;

namespace Furrow.Hosting;

/// <summary>An event as the structured values of a log entry; made out only when a logger asks.</summary>
internal sealed class LogState : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly Lazy<List<KeyValuePair<string, object?>>> _values;

    public LogState(FurrowEvent furrowEvent)
    {
        Event = furrowEvent;
        _values = new(() => Values(furrowEvent));
    }

    public FurrowEvent Event { get; }

    public int Count => _values.Value.Count;

    public KeyValuePair<string, object?> this[int index] => _values.Value[index];

    public static string Format(LogState state, Exception? exception) => state.ToString();

    /// <summary>The sentence, and for failures what failed where.</summary>
    public override string ToString()
    {
        if (Event.Error is not { } error || Event.Details.Contains(error.Message, StringComparison.Ordinal))
        {
            return Event.Details;
        }

        string line = error.Line is null ? "" : $":{error.Line}";
        string place = error.File is null ? "" : $" ({error.File}{line})";
        return $"{Event.Details} {error.Message}{place}";
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _values.Value.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static List<KeyValuePair<string, object?>> Values(FurrowEvent furrowEvent)
    {
        List<KeyValuePair<string, object?>> values =
        [
            new("operation", furrowEvent.Operation.Word()),
            new("event", furrowEvent.Name),
            .. furrowEvent.ReadFields(),
        ];
        if (furrowEvent.Error is { } error)
        {
            values.Add(new("error.code", error.Code));
            values.Add(new("error.message", error.Message));
            values.Add(new("error.sqlState", error.SqlState));
            values.Add(new("error.file", error.File));
            values.Add(new("error.line", error.Line));
        }

        return values;
    }
}
