using System.Text.Json;

namespace Furrow.Events;

/// <summary>A table was filled with generated rows.</summary>
/// <param name="Table">Its name for people.</param>
/// <param name="Rows">How many there were.</param>
/// <param name="DurationMs">How long it took.</param>
public sealed record RowsGenerated(string Table, long Rows, long DurationMs) : FurrowEvent
{
    /// <inheritdoc/>
    public override string Name => "rows-generated";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Insert;

    /// <inheritdoc/>
    public override string Details => $"{Table}: {Rows} rows generated in {DurationMs} ms.";

    /// <inheritdoc/>
    public override EventLevel Level => EventLevel.Detail;

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("table", Table);
        writer.WriteNumber("rows", Rows);
        writer.WriteNumber("durationMs", DurationMs);
    }

    internal override FurrowEvent Redact(SecretRedactor secrets) => this with { Table = secrets.Redact(Table) };
}
