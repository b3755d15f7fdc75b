using System.Text.Json;

namespace Furrow.Events;

/// <summary>A database that was missing is there.</summary>
/// <param name="Database">Its name.</param>
public sealed record DatabaseCreated(string Database) : FurrowEvent
{
    /// <inheritdoc/>
    public override string Name => "database-created";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Complete;

    /// <inheritdoc/>
    public override string Details => $"Created database {Database}.";

    internal override void WriteFields(Utf8JsonWriter writer) => writer.WriteString("database", Database);

    internal override FurrowEvent Redact(SecretRedactor secrets) => this with { Database = secrets.Redact(Database) };
}

/// <summary>The database says which environment it is.</summary>
/// <param name="Database">The database's name.</param>
/// <param name="Environment">The environment stamped.</param>
/// <param name="Before">The environment stamped before; null for the first stamp.</param>
public sealed record StampWritten(string Database, string Environment, string? Before) : FurrowEvent
{
    /// <inheritdoc/>
    public override string Name => "stamp-written";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Complete;

    /// <inheritdoc/>
    public override string Details =>
        $"Stamped {Database} as {Environment}" + (Before is null ? "." : $"; it was {Before}.");

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("database", Database);
        writer.WriteString("environment", Environment);
        writer.WriteString("before", Before);
    }

    internal override FurrowEvent Redact(SecretRedactor secrets) => this with
    {
        Database = secrets.Redact(Database),
        Environment = secrets.Redact(Environment),
        Before = secrets.RedactNullable(Before),
    };
}

/// <summary>Rows of one table were written or removed.</summary>
/// <param name="Table">The table, with its schema where that is not the default one.</param>
/// <param name="Inserted">Rows added.</param>
/// <param name="Updated">Rows changed.</param>
/// <param name="Deleted">Rows removed.</param>
public sealed record RowsChanged(string Table, long Inserted, long Updated, long Deleted) : FurrowEvent
{
    /// <inheritdoc/>
    public override string Name => "rows-changed";

    /// <inheritdoc/>
    public override EventOperation Operation =>
        Deleted > 0 && Inserted + Updated == 0 ? EventOperation.Cleanup : EventOperation.Insert;

    /// <inheritdoc/>
    public override string Details => $"{Table}: {Inserted} inserted, {Updated} updated, {Deleted} deleted.";

    /// <inheritdoc/>
    public override EventLevel Level => EventLevel.Detail;

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("table", Table);
        writer.WriteNumber("inserted", Inserted);
        writer.WriteNumber("updated", Updated);
        writer.WriteNumber("deleted", Deleted);
    }

    internal override FurrowEvent Redact(SecretRedactor secrets) => this with { Table = secrets.Redact(Table) };
}

/// <summary>One statement was executed. Only sinks that ask for it hear of it.</summary>
/// <param name="Part">What such a statement does; the log has no word of its own for a statement.</param>
/// <param name="Sql">Its text on one line, with <c>?</c> where values stood.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
/// <param name="Rows">How many rows it wrote; null where the driver does not say.</param>
public sealed record SqlExecuted(EventOperation Part, string Sql, long DurationMs, long? Rows = null) : FurrowEvent
{
    /// <inheritdoc/>
    public override string Name => "sql-executed";

    /// <inheritdoc/>
    public override EventOperation Operation => Part;

    /// <inheritdoc/>
    public override string Details =>
        $"Executed a statement in {DurationMs} ms" + (Rows is null ? "." : $"; rows: {Rows}.");

    /// <inheritdoc/>
    public override EventLevel Level => EventLevel.Trace;

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("sql", Sql);
        writer.WriteNumber("durationMs", DurationMs);
        if (Rows is { } rows) writer.WriteNumber("rows", rows);
        else writer.WriteNull("rows");
    }

    internal override FurrowEvent Redact(SecretRedactor secrets) => this with { Sql = secrets.Redact(Sql) };
}
