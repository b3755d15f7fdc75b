using System.Text.Json;

namespace Furrow.Events;

/// <summary>A migration was taken up, down and up again in a scratch database.</summary>
/// <param name="Version">The version as the file has it.</param>
/// <param name="MigrationName">The name after the version.</param>
/// <param name="Result">What that came to: <c>ok</c>, <c>differs</c>.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
public sealed record MigrationVerified(
    string Version, string MigrationName, string Result, long DurationMs) : MigrationEvent(Version, MigrationName)
{
    /// <inheritdoc/>
    public override string Name => "migration-verified";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Verify;

    /// <inheritdoc/>
    public override string Details => $"Migration {Version} {MigrationName} verified in {DurationMs} ms: {Result}.";

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        base.WriteFields(writer);
        writer.WriteString("result", Result);
        writer.WriteNumber("durationMs", DurationMs);
    }

    internal override FurrowEvent Redact(SecretRedactor secrets) => (MigrationVerified)base.Redact(secrets) with
    {
        Result = secrets.Redact(Result),
    };
}

/// <summary>A seed was applied twice, taken back and applied in another order in scratch databases.</summary>
/// <param name="Seed">The seed's name.</param>
/// <param name="Result">What that came to: <c>ok</c>, <c>differs</c>.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
public sealed record SeedTested(string Seed, string Result, long DurationMs) : SeedEvent(Seed)
{
    /// <inheritdoc/>
    public override string Name => "seed-tested";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Verify;

    /// <inheritdoc/>
    public override string Details => $"Seed {Seed} tested in {DurationMs} ms: {Result}.";

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        base.WriteFields(writer);
        writer.WriteString("result", Result);
        writer.WriteNumber("durationMs", DurationMs);
    }

    internal override FurrowEvent Redact(SecretRedactor secrets) => (SeedTested)base.Redact(secrets) with
    {
        Result = secrets.Redact(Result),
    };
}
