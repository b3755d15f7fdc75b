using System.Text.Json;

namespace Furrow.Events;

/// <summary>A snapshot was taken.</summary>
/// <param name="Snapshot">Its name.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
public sealed record SnapshotCreated(string Snapshot, long SizeBytes, long DurationMs) : FurrowEvent
{
    /// <inheritdoc/>
    public override string Name => "snapshot-created";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Complete;

    /// <inheritdoc/>
    public override string Details => $"Snapshot {Snapshot} taken in {DurationMs} ms: {SizeBytes} bytes.";

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("snapshot", Snapshot);
        writer.WriteNumber("sizeBytes", SizeBytes);
        writer.WriteNumber("durationMs", DurationMs);
    }

    internal override FurrowEvent Redact(SecretRedactor secrets) =>
        this with { Snapshot = secrets.Redact(Snapshot) };
}

/// <summary>A stored database was put in the place of the database.</summary>
/// <param name="Database">The database.</param>
/// <param name="Snapshot">The snapshot; null for what the last restore had replaced.</param>
/// <param name="EndedSessions">How many sessions of others were ended.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
public sealed record DatabaseRestored(
    string Database, string? Snapshot, int EndedSessions, long DurationMs) : FurrowEvent
{
    /// <inheritdoc/>
    public override string Name => "database-restored";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Restore;

    /// <inheritdoc/>
    public override string Details => Snapshot is null
        ? $"{Database} is again what it was before the last restore, after {DurationMs} ms."
        : $"{Database} restored from {Snapshot} in {DurationMs} ms.";

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("database", Database);
        writer.WriteString("snapshot", Snapshot);
        writer.WriteNumber("endedSessions", EndedSessions);
        writer.WriteNumber("durationMs", DurationMs);
    }

    internal override FurrowEvent Redact(SecretRedactor secrets) => this with
    {
        Database = secrets.Redact(Database),
        Snapshot = secrets.RedactNullable(Snapshot),
    };
}

/// <summary>A command of <c>hooks:</c> begins.</summary>
/// <param name="Hook">Which: <c>before_restore</c>, <c>after_restore</c>.</param>
public sealed record HookStarted(string Hook) : FurrowEvent
{
    /// <inheritdoc/>
    public override string Name => "hook-started";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Start;

    /// <inheritdoc/>
    public override string Details => $"Running the command of {Hook}.";

    internal override void WriteFields(Utf8JsonWriter writer) => writer.WriteString("hook", Hook);

    internal override FurrowEvent Redact(SecretRedactor secrets) => this with { Hook = secrets.Redact(Hook) };
}

/// <summary>A command of <c>hooks:</c> wrote a line, to either of its outputs.</summary>
/// <param name="Hook">Which hook.</param>
/// <param name="Line">The line.</param>
public sealed record HookWrote(string Hook, string Line) : FurrowEvent
{
    /// <inheritdoc/>
    public override string Name => "hook-wrote";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Restore;

    /// <inheritdoc/>
    public override string Details => $"{Hook}: {Line}";

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("hook", Hook);
        writer.WriteString("line", Line);
    }

    internal override FurrowEvent Redact(SecretRedactor secrets) => this with
    {
        Hook = secrets.Redact(Hook),
        Line = secrets.Redact(Line),
    };
}
