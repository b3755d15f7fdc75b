using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Scenarios.Reporting;

/// <summary>What generated rows are like, computed from some rows of each table without reading a database.</summary>
/// <param name="Tables">The tables, in the order in which they were filled.</param>
/// <param name="References">Their foreign keys.</param>
public sealed record GenerationReport(
    ImmutableArray<TableProfile> Tables, ImmutableArray<TableReference> References)
{
    /// <summary>The most rows of a table that are looked at, evenly spread.</summary>
    public const int SampleRowCountMax = 20_000;
}

/// <summary>What the rows of a table are like.</summary>
/// <param name="Table">The table.</param>
/// <param name="Rows">How many rows are generated.</param>
/// <param name="SampleRows">How many of them were looked at.</param>
/// <param name="Columns">The columns that are written.</param>
public sealed record TableProfile(
    ObjectName Table, long Rows, long SampleRows, ImmutableArray<ColumnProfile> Columns)
{
    /// <summary>The key of the first row; null where keys are not numbered.</summary>
    public long? FirstKey { get; init; }

    /// <summary>The key of the last row; null where keys are not numbered.</summary>
    public long? LastKey { get; init; }
}

/// <summary>A foreign key of a generated table.</summary>
/// <param name="From">The generated table.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="To">The table that it refers to.</param>
/// <param name="IsGenerated">Whether that one is generated too, else only referred to.</param>
public sealed record TableReference(
    ObjectName From, ImmutableArray<string> Columns, ObjectName To, bool IsGenerated);
