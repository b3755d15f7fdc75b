using Furrow.Errors;

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

    /// <summary>Refuses more than one of them.</summary>
    /// <exception cref="FurrowException">Code <c>usage</c>.</exception>
    public void Validate()
    {
        if ((Name is null ? 0 : 1) + (Last is null ? 0 : 1) + (All ? 1 : 0) > 1)
        {
            throw new FurrowException(ErrorCode.Usage, "Only one of NAME, --last and --all can be given.");
        }
    }
}
