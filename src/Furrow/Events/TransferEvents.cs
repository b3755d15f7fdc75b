using System.Text.Json;

namespace Furrow.Events;

/// <summary>The rows of a table were written to files.</summary>
/// <param name="Table">Its name for people.</param>
/// <param name="Rows">How many there were.</param>
public sealed record TableExported(string Table, long Rows) : FurrowEvent
{
    /// <inheritdoc/>
    public override string Name => "table-exported";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Complete;

    /// <inheritdoc/>
    public override string Details => $"{Table}: {Rows} rows exported.";

    /// <inheritdoc/>
    public override EventLevel Level => EventLevel.Detail;

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("table", Table);
        writer.WriteNumber("rows", Rows);
    }

    internal override FurrowEvent Redact(SecretRedactor secrets) => this with { Table = secrets.Redact(Table) };
}

/// <summary>A table was filled from files.</summary>
/// <param name="Table">Its name for people.</param>
/// <param name="Rows">How many it has.</param>
public sealed record TableImported(string Table, long Rows) : FurrowEvent
{
    /// <inheritdoc/>
    public override string Name => "table-imported";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Restore;

    /// <inheritdoc/>
    public override string Details => $"{Table}: {Rows} rows imported.";

    /// <inheritdoc/>
    public override EventLevel Level => EventLevel.Detail;

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("table", Table);
        writer.WriteNumber("rows", Rows);
    }

    internal override FurrowEvent Redact(SecretRedactor secrets) => this with { Table = secrets.Redact(Table) };
}
