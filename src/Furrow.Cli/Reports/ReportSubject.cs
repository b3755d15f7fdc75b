using Furrow.Cli.Rendering;
using Furrow.Scenarios;
using Furrow.Scenarios.Reporting;
using Furrow.Schema;

namespace Furrow.Cli.Reports;

/// <summary>What a report is about.</summary>
internal sealed record ReportSubject
{
    /// <summary>What was generated, or would be.</summary>
    public required GenerateResult Result { get; init; }

    /// <summary>What its rows are like.</summary>
    public required GenerationReport Rows { get; init; }

    /// <summary>How tables are called.</summary>
    public required TableNames Names { get; init; }

    /// <summary>The environment's name.</summary>
    public required string Environment { get; init; }

    /// <summary>The database's name alone.</summary>
    public required string Database { get; init; }

    /// <summary>The provider's name.</summary>
    public required string Provider { get; init; }

    /// <summary>Which furrow it was.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What happened to the table's rows.</summary>
    public TableGenerated Done(ObjectName table) => Result.Tables.First(known => known.Table == table);
}
