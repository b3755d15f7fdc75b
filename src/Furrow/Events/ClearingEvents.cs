using System.Text.Json;

namespace Furrow.Events;

/// <summary>The rows of a table were removed.</summary>
/// <param name="Table">Its name for people.</param>
/// <param name="Rows">How many there were.</param>
public sealed record TableCleared(string Table, long Rows) : FurrowEvent
{
    /// <inheritdoc/>
    public override string Name => "table-cleared";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Cleanup;

    /// <inheritdoc/>
    public override string Details => $"{Table}: {Rows} rows removed.";

    /// <inheritdoc/>
    public override EventLevel Level => EventLevel.Detail;

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("table", Table);
        writer.WriteNumber("rows", Rows);
    }

    internal override FurrowEvent Redact(SecretRedactor secrets) => this with { Table = secrets.Redact(Table) };
}

/// <summary>What the role owned in the user's schemas was dropped.</summary>
/// <param name="Objects">How many objects, without what belongs to a table.</param>
public sealed record ObjectsDropped(long Objects) : FurrowEvent
{
    /// <inheritdoc/>
    public override string Name => "objects-dropped";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Cleanup;

    /// <inheritdoc/>
    public override string Details => $"{Objects} objects dropped.";

    internal override void WriteFields(Utf8JsonWriter writer) => writer.WriteNumber("objects", Objects);

    internal override FurrowEvent Redact(SecretRedactor secrets) => this;
}
