using System.Text.Json;

namespace Furrow.Events;

/// <summary>A transaction begins.</summary>
/// <param name="Work">What it is for: <c>seed base/00_roles</c>; null when that has no name.</param>
public sealed record TransactionBegun(string? Work) : FurrowEvent
{
    /// <inheritdoc/>
    public override string Name => "transaction-begun";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.TransactionBegin;

    /// <inheritdoc/>
    public override string Details => Work is null ? "Transaction begun." : $"Transaction begun for {Work}.";

    /// <inheritdoc/>
    public override EventLevel Level => EventLevel.Detail;

    internal override void WriteFields(Utf8JsonWriter writer) => writer.WriteString("work", Work);

    internal override FurrowEvent Redact(SecretRedactor secrets) => this with { Work = secrets.RedactNullable(Work) };
}

/// <summary>A transaction is committed.</summary>
/// <param name="Work">What it is for: <c>seed base/00_roles</c>; null when that has no name.</param>
/// <param name="DurationMs">How long it was open, in milliseconds.</param>
public sealed record TransactionCommitted(string? Work, long DurationMs) : FurrowEvent
{
    /// <inheritdoc/>
    public override string Name => "transaction-committed";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.TransactionCommit;

    /// <inheritdoc/>
    public override string Details => Work is null ? "Transaction committed." : $"Transaction committed for {Work}.";

    /// <inheritdoc/>
    public override EventLevel Level => EventLevel.Detail;

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("work", Work);
        writer.WriteNumber("durationMs", DurationMs);
    }

    internal override FurrowEvent Redact(SecretRedactor secrets) => this with { Work = secrets.RedactNullable(Work) };
}

/// <summary>A transaction is rolled back.</summary>
/// <param name="Work">What it is for: <c>seed base/00_roles</c>; null when that has no name.</param>
/// <param name="DurationMs">How long it was open, in milliseconds.</param>
public sealed record TransactionRolledBack(string? Work, long DurationMs) : FurrowEvent
{
    /// <inheritdoc/>
    public override string Name => "transaction-rolled-back";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.TransactionRollback;

    /// <inheritdoc/>
    public override string Details =>
        Work is null ? "Transaction rolled back." : $"Transaction rolled back for {Work}.";

    /// <inheritdoc/>
    public override EventLevel Level => EventLevel.Detail;

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("work", Work);
        writer.WriteNumber("durationMs", DurationMs);
    }

    internal override FurrowEvent Redact(SecretRedactor secrets) => this with { Work = secrets.RedactNullable(Work) };
}
