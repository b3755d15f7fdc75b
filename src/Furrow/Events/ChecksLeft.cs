using System.Text.Json;

namespace Furrow.Events;

/// <summary>Some constraints cannot be judged before rows are written: the database judges them.</summary>
/// <param name="Constraints">Which ones, by table.</param>
/// <param name="IsDryRun">Whether nothing is written, so that nobody judges them.</param>
public sealed record ChecksLeft(string Constraints, bool IsDryRun) : FurrowEvent
{
    /// <inheritdoc/>
    public override string Name => "checks-left";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Verify;

    /// <inheritdoc/>
    public override string Details => $"Left to the database: {Constraints}.";

    /// <inheritdoc/>
    public override EventLevel Level => IsDryRun ? EventLevel.Information : EventLevel.Detail;

    internal override void WriteFields(Utf8JsonWriter writer) => writer.WriteString("constraints", Constraints);

    internal override FurrowEvent Redact(SecretRedactor secrets) =>
        this with { Constraints = secrets.Redact(Constraints) };
}
