using System.Text.Json;

namespace Furrow.Events;

/// <summary>A migration is about to be taken back.</summary>
/// <param name="Version">The version as the file has it.</param>
/// <param name="MigrationName">The name after the version.</param>
public sealed record RollbackStarted(string Version, string MigrationName) : MigrationEvent(Version, MigrationName)
{
    /// <inheritdoc/>
    public override string Name => "rollback-started";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Rollback;

    /// <inheritdoc/>
    public override string Details => $"Migration {Version} {MigrationName} is being taken back.";

    /// <inheritdoc/>
    public override EventLevel Level => EventLevel.Detail;
}

/// <summary>A migration is taken back, and that is recorded.</summary>
/// <param name="Version">The version as the file has it.</param>
/// <param name="MigrationName">The name after the version.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
public sealed record MigrationRolledBack(
    string Version, string MigrationName, long DurationMs) : MigrationEvent(Version, MigrationName)
{
    /// <inheritdoc/>
    public override string Name => "migration-rolled-back";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Rollback;

    /// <inheritdoc/>
    public override string Details => $"Migration {Version} {MigrationName} taken back in {DurationMs} ms.";

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        base.WriteFields(writer);
        writer.WriteNumber("durationMs", DurationMs);
    }
}

/// <summary>A migration could not be taken back.</summary>
/// <param name="Version">The version as the file has it.</param>
/// <param name="MigrationName">The name after the version.</param>
/// <param name="DurationMs">How long it ran, in milliseconds.</param>
/// <param name="Failure">Why.</param>
public sealed record RollbackFailed(
    string Version, string MigrationName, long DurationMs, EventError Failure) : MigrationEvent(Version, MigrationName)
{
    /// <inheritdoc/>
    public override string Name => "rollback-failed";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Error;

    /// <inheritdoc/>
    public override string Details =>
        $"Migration {Version} {MigrationName} could not be taken back; it failed after {DurationMs} ms.";

    /// <inheritdoc/>
    public override EventError Error => Failure;

    /// <inheritdoc/>
    public override EventLevel Level => EventLevel.Error;

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        base.WriteFields(writer);
        writer.WriteNumber("durationMs", DurationMs);
    }

    internal override FurrowEvent Redact(SecretRedactor secrets) => (RollbackFailed)base.Redact(secrets) with
    {
        Failure = Failure.Redact(secrets),
    };
}
