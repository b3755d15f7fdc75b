using System.Text.Json;

namespace Furrow.Events;

/// <summary>
/// Something that happened, as plain data. The set of events is closed; each knows its own line in the log, so a new
/// one cannot be forgotten there.
/// </summary>
public abstract record FurrowEvent
{
    private protected FurrowEvent()
    {
    }

    /// <summary>When it happened, UTC; set by <see cref="EventHub"/>.</summary>
    public DateTimeOffset Timestamp { get; init; }

    /// <summary>What kind of event this is: <c>seed-applied</c>. One per type.</summary>
    public abstract string Name { get; }

    /// <summary>The log's word for it.</summary>
    public abstract EventOperation Operation { get; }

    /// <summary>What happened, as one sentence.</summary>
    public abstract string Details { get; }

    /// <summary>What went wrong; null when nothing did.</summary>
    public virtual EventError? Error => null;

    /// <summary>Who wants to hear of it.</summary>
    public virtual EventLevel Level => EventLevel.Information;

    /// <summary>
    /// The event's own fields with the names that they have in the log: texts, numbers as <see cref="long"/>, nulls.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, object?>> ReadFields() => EventJson.Fields(this);

    /// <summary>Writes the event's own fields; the writer stands inside the line's object.</summary>
    internal abstract void WriteFields(Utf8JsonWriter writer);

    /// <summary>The same event with every secret in it made unreadable.</summary>
    internal abstract FurrowEvent Redact(SecretRedactor secrets);
}
