using System.Text.Json;

namespace Furrow.Events;

/// <summary>Something is worth knowing and stops nothing.</summary>
/// <param name="Message">What, as one sentence.</param>
/// <param name="Hint">What the reader can do; null when there is nothing.</param>
public sealed record WarningRaised(string Message, string? Hint) : FurrowEvent
{
    /// <inheritdoc/>
    public override string Name => "warning-raised";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Warning;

    /// <inheritdoc/>
    public override string Details => Message;

    /// <inheritdoc/>
    public override EventLevel Level => EventLevel.Warning;

    internal override void WriteFields(Utf8JsonWriter writer) =>
        writer.WriteString("hint", Hint);

    internal override FurrowEvent Redact(SecretRedactor secrets) => this with
    {
        Message = secrets.Redact(Message),
        Hint = secrets.RedactNullable(Hint),
    };
}
