using System.Text.Json;

namespace Furrow.Events;

/// <summary>A migration goes up.</summary>
/// <param name="Version">The version as the file has it.</param>
/// <param name="MigrationName">The name after the version.</param>
public sealed record MigrationStarted(string Version, string MigrationName) : MigrationEvent(Version, MigrationName)
{
    /// <inheritdoc/>
    public override string Name => "migration-started";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Migrate;

    /// <inheritdoc/>
    public override string Details => $"Migration {Version} {MigrationName} started.";

    /// <inheritdoc/>
    public override EventLevel Level => EventLevel.Detail;
}

/// <summary>A migration is up and recorded.</summary>
/// <param name="Version">The version as the file has it.</param>
/// <param name="MigrationName">The name after the version.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
public sealed record MigrationApplied(
    string Version, string MigrationName, long DurationMs) : MigrationEvent(Version, MigrationName)
{
    /// <inheritdoc/>
    public override string Name => "migration-applied";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Migrate;

    /// <inheritdoc/>
    public override string Details => $"Migration {Version} {MigrationName} applied in {DurationMs} ms.";

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        base.WriteFields(writer);
        writer.WriteNumber("durationMs", DurationMs);
    }
}

/// <summary>A migration failed.</summary>
/// <param name="Version">The version as the file has it.</param>
/// <param name="MigrationName">The name after the version.</param>
/// <param name="DurationMs">How long it ran, in milliseconds.</param>
/// <param name="Failure">Why.</param>
public sealed record MigrationFailed(
    string Version, string MigrationName, long DurationMs, EventError Failure) : MigrationEvent(Version, MigrationName)
{
    /// <inheritdoc/>
    public override string Name => "migration-failed";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Error;

    /// <inheritdoc/>
    public override string Details => $"Migration {Version} {MigrationName} failed after {DurationMs} ms.";

    /// <inheritdoc/>
    public override EventError Error => Failure;

    /// <inheritdoc/>
    public override EventLevel Level => EventLevel.Error;

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        base.WriteFields(writer);
        writer.WriteNumber("durationMs", DurationMs);
    }

    internal override FurrowEvent Redact(SecretRedactor secrets) => (MigrationFailed)base.Redact(secrets) with
    {
        Failure = Failure.Redact(secrets),
    };
}
