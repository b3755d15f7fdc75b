namespace Furrow.Workflows;

/// <summary>Options of <c>clear</c>.</summary>
public sealed record ClearOptions : CommandOptions
{
    /// <summary>
    /// Tables to empty, <c>table</c> or <c>schema.table</c>, quoted as in SQL where need be; empty for all.
    /// </summary>
    public IReadOnlyList<string> Tables { get; init; } = [];
}
