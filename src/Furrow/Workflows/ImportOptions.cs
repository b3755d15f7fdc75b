namespace Furrow.Workflows;

/// <summary>Options of <c>import</c>.</summary>
/// <param name="Path">
/// A folder that an export was written to, or an SQL file; a relative path begins at the project.
/// </param>
public sealed record ImportOptions(string Path) : CommandOptions
{
    /// <summary>
    /// Empties the tables that the import fills, in the same transaction; otherwise those that have rows are refused.
    /// </summary>
    public bool ClearFirst { get; init; }
}
