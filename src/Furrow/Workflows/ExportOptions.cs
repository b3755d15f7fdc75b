using Furrow.Errors;
using Furrow.Transfer;

namespace Furrow.Workflows;

/// <summary>Options of <c>export</c>.</summary>
/// <param name="Format">What the files are.</param>
public sealed record ExportOptions(ExportFormat Format) : CommandOptions
{
    /// <summary>
    /// The folder to write to, made where it is missing; a relative path begins at the project. Default <c>export</c>.
    /// </summary>
    public string Directory { get; init; } = "export";

    /// <summary>
    /// Tables as typed: <c>table</c>, <c>schema.table</c>, or either quoted as in SQL. Naming a partitioned table
    /// covers its partitions. Empty for all.
    /// </summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>Which half; only of SQL. Default both.</summary>
    public ExportPart Part { get; init; }

    /// <summary>
    /// Keeps every column that looks sensitive and that furrow.yaml does not settle. Default false: without somebody to
    /// ask, the export is refused then.
    /// </summary>
    public bool IncludeSensitive { get; init; }

    /// <summary>Refuses options that make no sense together.</summary>
    /// <exception cref="FurrowException">Code <c>usage</c>.</exception>
    public void Validate()
    {
        if (Format != ExportFormat.Sql && Part != ExportPart.All)
        {
            string option = Part == ExportPart.Schema ? "--schema-only" : "--data-only";
            throw new FurrowException(
                ErrorCode.Usage, $"{option} is for --format sql; the other formats hold rows and nothing else.")
            {
                Hint = $"Leave {option} out, or export with --format sql.",
            };
        }
    }
}
