using System.Text.Json;

namespace Furrow.Events;

/// <summary>A seed begins.</summary>
/// <param name="Seed"><c>folder/file</c> without extension.</param>
public sealed record SeedStarted(string Seed) : SeedEvent(Seed)
{
    /// <inheritdoc/>
    public override string Name => "seed-started";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Start;

    /// <inheritdoc/>
    public override string Details => $"Seed {Seed} started.";

    /// <inheritdoc/>
    public override EventLevel Level => EventLevel.Detail;
}

/// <summary>A seed is applied and recorded.</summary>
/// <param name="Seed"><c>folder/file</c> without extension.</param>
/// <param name="Version">The version that is now applied.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
public sealed record SeedApplied(string Seed, string Version, long DurationMs) : SeedEvent(Seed)
{
    /// <inheritdoc/>
    public override string Name => "seed-applied";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Complete;

    /// <inheritdoc/>
    public override string Details => $"Seed {Seed} {Version} applied in {DurationMs} ms.";

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        base.WriteFields(writer);
        writer.WriteString("version", Version);
        writer.WriteNumber("durationMs", DurationMs);
    }

    internal override FurrowEvent Redact(SecretRedactor secrets) => (SeedApplied)base.Redact(secrets) with
    {
        Version = secrets.Redact(Version),
    };
}

/// <summary>A seed was taken back and is pending again.</summary>
/// <param name="Seed"><c>folder/file</c> without extension.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
public sealed record SeedRolledBack(string Seed, long DurationMs) : SeedEvent(Seed)
{
    /// <inheritdoc/>
    public override string Name => "seed-rolled-back";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Rollback;

    /// <inheritdoc/>
    public override string Details => $"Seed {Seed} rolled back in {DurationMs} ms.";

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        base.WriteFields(writer);
        writer.WriteNumber("durationMs", DurationMs);
    }
}

/// <summary>A seed had nothing to do.</summary>
/// <param name="Seed"><c>folder/file</c> without extension.</param>
/// <param name="Reason">Why, as the end of a sentence: "already applied".</param>
public sealed record SeedSkipped(string Seed, string Reason) : SeedEvent(Seed)
{
    /// <inheritdoc/>
    public override string Name => "seed-skipped";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Complete;

    /// <inheritdoc/>
    public override string Details => $"Seed {Seed} skipped: {Reason}.";

    /// <inheritdoc/>
    public override EventLevel Level => EventLevel.Detail;

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        base.WriteFields(writer);
        writer.WriteString("reason", Reason);
    }

    internal override FurrowEvent Redact(SecretRedactor secrets) => (SeedSkipped)base.Redact(secrets) with
    {
        Reason = secrets.Redact(Reason),
    };
}

/// <summary>A seed failed; nothing of it remains.</summary>
/// <param name="Seed"><c>folder/file</c> without extension.</param>
/// <param name="DurationMs">How long it ran, in milliseconds.</param>
/// <param name="Failure">Why.</param>
public sealed record SeedFailed(string Seed, long DurationMs, EventError Failure) : SeedEvent(Seed)
{
    /// <inheritdoc/>
    public override string Name => "seed-failed";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Error;

    /// <inheritdoc/>
    public override string Details => $"Seed {Seed} failed after {DurationMs} ms.";

    /// <inheritdoc/>
    public override EventError Error => Failure;

    /// <inheritdoc/>
    public override EventLevel Level => EventLevel.Error;

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        base.WriteFields(writer);
        writer.WriteNumber("durationMs", DurationMs);
    }

    internal override FurrowEvent Redact(SecretRedactor secrets) => (SeedFailed)base.Redact(secrets) with
    {
        Failure = Failure.Redact(secrets),
    };
}
