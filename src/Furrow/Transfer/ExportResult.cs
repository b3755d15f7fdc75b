using System.Collections.Immutable;
using Furrow.Providers;
using Furrow.Sensitive;

namespace Furrow.Transfer;

/// <summary>What an export is written as.</summary>
public enum ExportFormat
{
    /// <summary><c>schema.sql</c>, <c>data.sql</c>, <c>seed.sql</c>, <c>advanced_seed.sql</c>.</summary>
    Sql,

    /// <summary><c>seed_data.json</c>.</summary>
    Json,

    /// <summary>A file a table, and <c>manifest.json</c>.</summary>
    Csv,
}

/// <summary>Which half of an SQL export is wanted.</summary>
public enum ExportPart
{
    /// <summary>Definitions and rows.</summary>
    All,

    /// <summary>Definitions: <c>schema.sql</c>.</summary>
    Schema,

    /// <summary>Rows: <c>data.sql</c>, <c>advanced_seed.sql</c>.</summary>
    Data,
}

/// <summary>A file of an export.</summary>
/// <param name="Name">Its name within the folder.</param>
/// <param name="SizeBytes">How large it is.</param>
public sealed record ExportedFile(string Name, long SizeBytes);

/// <summary>The files of an export, and those of an earlier one that it has not and that are gone.</summary>
public sealed record ExportedFiles(ImmutableArray<ExportedFile> Files, ImmutableArray<string> Removed);

/// <summary>What was exported.</summary>
/// <param name="Format">As what.</param>
/// <param name="Directory">Where to; a full path.</param>
/// <param name="Tables">The tables in the order of loading, with their rows; empty without rows.</param>
/// <param name="Files">The files.</param>
public sealed record ExportResult(
    ExportFormat Format, string Directory, ImmutableArray<TableRowCount> Tables, ExportedFiles Files)
{
    /// <summary>What happened to columns that furrow.yaml names or that look sensitive.</summary>
    public ImmutableArray<SensitiveColumnPlan> Sensitive { get; init; } = [];

    /// <summary>Rows in all.</summary>
    public long Rows => Tables.Sum(table => table.Rows);
}
