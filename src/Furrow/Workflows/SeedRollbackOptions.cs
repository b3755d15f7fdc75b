namespace Furrow.Workflows;

/// <summary>Options of <c>seed-rollback</c>. By default the seed that was applied last; at most one of these.</summary>
public sealed record SeedRollbackOptions : CommandOptions
{
    /// <summary>The seed: <c>folder/file</c>, or the file alone where that is unique.</summary>
    public string? Name { get; init; }

    /// <summary>How many, counted from the one applied last.</summary>
    public int? Last { get; init; }

    /// <summary>All that are applied.</summary>
    public bool All { get; init; }
}
