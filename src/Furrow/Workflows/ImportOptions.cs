namespace Furrow.Workflows;

/// <summary>Options of <c>import</c>.</summary>
/// <param name="Path">
/// A folder that an export was written to, an SQL file, <c>seed_data.json</c> or <c>manifest.json</c>; a relative path
/// begins at the project.
/// </param>
public sealed record ImportOptions(string Path) : CommandOptions
{
    /// <summary>
    /// Empties the tables that the import fills, in the same transaction; otherwise those that have rows are refused.
    /// </summary>
    public bool ClearFirst { get; init; }
}
