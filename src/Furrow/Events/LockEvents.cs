using System.Text.Json;

namespace Furrow.Events;

/// <summary>Somebody else holds the lock; the command waits.</summary>
/// <param name="Holder">Who holds it, as far as the database tells; null when it does not.</param>
/// <param name="TimeoutMs">How long the command will wait at most, in milliseconds.</param>
public sealed record LockWaiting(string? Holder, long TimeoutMs) : FurrowEvent
{
    /// <inheritdoc/>
    public override string Name => "lock-waiting";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Lock;

    /// <inheritdoc/>
    public override string Details =>
        $"Waiting up to {TimeoutMs} ms for the lock held by {Holder ?? "somebody else"}.";

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("holder", Holder);
        writer.WriteNumber("timeoutMs", TimeoutMs);
    }

    internal override FurrowEvent Redact(SecretRedactor secrets) =>
        this with { Holder = secrets.RedactNullable(Holder) };
}

/// <summary>The command holds the lock.</summary>
/// <param name="WaitedMs">How long that took, in milliseconds.</param>
public sealed record LockAcquired(long WaitedMs) : FurrowEvent
{
    /// <inheritdoc/>
    public override string Name => "lock-acquired";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Lock;

    /// <inheritdoc/>
    public override string Details => $"Got the lock after {WaitedMs} ms.";

    /// <inheritdoc/>
    public override EventLevel Level => EventLevel.Detail;

    internal override void WriteFields(Utf8JsonWriter writer) => writer.WriteNumber("waitedMs", WaitedMs);

    internal override FurrowEvent Redact(SecretRedactor secrets) => this;
}

/// <summary>The command gave the lock back.</summary>
/// <param name="HeldMs">How long it was held, in milliseconds.</param>
public sealed record LockReleased(long HeldMs) : FurrowEvent
{
    /// <inheritdoc/>
    public override string Name => "lock-released";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Lock;

    /// <inheritdoc/>
    public override string Details => $"Gave the lock back after {HeldMs} ms.";

    /// <inheritdoc/>
    public override EventLevel Level => EventLevel.Detail;

    internal override void WriteFields(Utf8JsonWriter writer) => writer.WriteNumber("heldMs", HeldMs);

    internal override FurrowEvent Redact(SecretRedactor secrets) => this;
}
