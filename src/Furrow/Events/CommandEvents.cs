using System.Text.Json;

namespace Furrow.Events;

/// <summary>A command begins.</summary>
/// <param name="Command">As typed, without <c>furrow</c>: <c>seed-rollback</c>.</param>
/// <param name="Database">The database's name.</param>
/// <param name="Environment">The environment it runs as.</param>
public sealed record CommandStarted(string Command, string Database, string Environment) : FurrowEvent
{
    /// <inheritdoc/>
    public override string Name => "command-started";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Start;

    /// <inheritdoc/>
    public override string Details => $"{Command} started on {Database} ({Environment}).";

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("command", Command);
        writer.WriteString("database", Database);
        writer.WriteString("environment", Environment);
    }

    internal override FurrowEvent Redact(SecretRedactor secrets) => this with
    {
        Command = secrets.Redact(Command),
        Database = secrets.Redact(Database),
        Environment = secrets.Redact(Environment),
    };
}

/// <summary>A command did what it was asked.</summary>
/// <param name="Command">As typed, without <c>furrow</c>.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
public sealed record CommandCompleted(string Command, long DurationMs) : FurrowEvent
{
    /// <inheritdoc/>
    public override string Name => "command-completed";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Complete;

    /// <inheritdoc/>
    public override string Details => $"{Command} completed in {DurationMs} ms.";

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("command", Command);
        writer.WriteNumber("durationMs", DurationMs);
    }

    internal override FurrowEvent Redact(SecretRedactor secrets) => this with { Command = secrets.Redact(Command) };
}

/// <summary>A command ended without doing all it was asked.</summary>
/// <param name="Command">As typed, without <c>furrow</c>.</param>
/// <param name="DurationMs">How long it ran, in milliseconds.</param>
/// <param name="Failure">Why.</param>
public sealed record CommandFailed(string Command, long DurationMs, EventError Failure) : FurrowEvent
{
    /// <inheritdoc/>
    public override string Name => "command-failed";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Error;

    /// <inheritdoc/>
    public override string Details => $"{Command} failed after {DurationMs} ms.";

    /// <inheritdoc/>
    public override EventError Error => Failure;

    /// <inheritdoc/>
    public override EventLevel Level => EventLevel.Error;

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("command", Command);
        writer.WriteNumber("durationMs", DurationMs);
    }

    internal override FurrowEvent Redact(SecretRedactor secrets) => this with
    {
        Command = secrets.Redact(Command),
        Failure = Failure.Redact(secrets),
    };
}

/// <summary>Safety said no.</summary>
/// <param name="Command">As typed, without <c>furrow</c>.</param>
/// <param name="Database">The database's name.</param>
/// <param name="Environment">The environment it was to run as.</param>
/// <param name="Reason">Why, as a sentence.</param>
/// <param name="Hint">What the reader can do; null when there is nothing.</param>
public sealed record VerdictRefused(
    string Command, string Database, string Environment, string Reason, string? Hint) : FurrowEvent
{
    /// <inheritdoc/>
    public override string Name => "verdict-refused";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Refuse;

    /// <inheritdoc/>
    public override string Details => $"{Command} was refused. {Reason}";

    /// <inheritdoc/>
    public override EventError Error => new(Errors.ErrorCode.Refused, Reason);

    /// <inheritdoc/>
    public override EventLevel Level => EventLevel.Error;

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("command", Command);
        writer.WriteString("database", Database);
        writer.WriteString("environment", Environment);
        writer.WriteString("hint", Hint);
    }

    internal override FurrowEvent Redact(SecretRedactor secrets) => this with
    {
        Command = secrets.Redact(Command),
        Database = secrets.Redact(Database),
        Environment = secrets.Redact(Environment),
        Reason = secrets.Redact(Reason),
        Hint = secrets.RedactNullable(Hint),
    };
}
