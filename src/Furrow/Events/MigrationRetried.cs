using System.Text.Json;

namespace Furrow.Events;

/// <summary>Somebody else's lock stopped a migration; it is taken back and tried again after a pause.</summary>
/// <param name="Version">The version as the file has it.</param>
/// <param name="MigrationName">The name after the version.</param>
/// <param name="Attempt">How many attempts there were, from 1.</param>
/// <param name="PauseMs">How long the pause is, in milliseconds.</param>
/// <param name="Reason">What the database said.</param>
public sealed record MigrationRetried(
    string Version, string MigrationName, int Attempt, long PauseMs, string Reason)
    : MigrationEvent(Version, MigrationName)
{
    /// <inheritdoc/>
    public override string Name => "migration-retried";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Warning;

    /// <inheritdoc/>
    public override string Details =>
        $"Migration {Version} {MigrationName} was stopped by another session ({Reason.TrimEnd('.')}); "
        + $"attempt {Attempt + 1} in {PauseMs} ms.";

    /// <inheritdoc/>
    public override EventLevel Level => EventLevel.Warning;

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        base.WriteFields(writer);
        writer.WriteNumber("attempt", Attempt);
        writer.WriteNumber("pauseMs", PauseMs);
        writer.WriteString("reason", Reason);
    }

    internal override FurrowEvent Redact(SecretRedactor secrets) => (MigrationRetried)base.Redact(secrets) with
    {
        Reason = secrets.Redact(Reason),
    };
}
