using Furrow.Errors;

namespace Furrow.Workflows.Snapshotting;

/// <summary>Options of <c>snapshot create</c>.</summary>
public sealed record SnapshotCreateOptions : CommandOptions
{
    /// <summary>What to remember about it; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Whether the server is to keep a copy for itself instead of a file. Default false.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Goes on although work is pending or drifted, or there are no tables. Default false.</summary>
    public bool Force { get; init; }

    /// <summary>
    /// In staging and production: keeps every column that looks sensitive and that furrow.yaml does not settle. Default
    /// false.
    /// </summary>
    public bool IncludeSensitive { get; init; }
}

/// <summary>Options of <c>snapshot restore</c>.</summary>
public sealed record SnapshotRestoreOptions : CommandOptions
{
    /// <summary>The snapshot; null for the environment's latest.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// How many connections load it, from 1 to <see cref="JobsMax"/>; null for as many as there are processors, at
    /// most 4.
    /// </summary>
    public int? Jobs { get; init; }

    /// <summary>Leaves out owners and rights of roles that are missing here. Default false.</summary>
    public bool NoPrivileges { get; init; }

    /// <summary>The most connections.</summary>
    public const int JobsMax = 32;

    /// <summary>Refuses options that make no sense.</summary>
    /// <exception cref="FurrowException">Code <c>usage</c>.</exception>
    public void Validate()
    {
        if (Jobs is < 1 or > JobsMax)
        {
            throw new FurrowException(
                ErrorCode.Usage, $"--jobs is {Jobs}; expected a whole number from 1 to {JobsMax}.");
        }
    }
}

/// <summary>Options of <c>snapshot verify</c>.</summary>
public sealed record SnapshotVerifyOptions : CommandOptions
{
    /// <summary>The snapshot; null for the environment's latest.</summary>
    public string? Name { get; init; }

    /// <summary>Whether the database is held against it too. Default false.</summary>
    public bool AgainstDatabase { get; init; }
}

/// <summary>Options of <c>snapshot undo</c>.</summary>
public sealed record SnapshotUndoOptions : CommandOptions;

/// <summary>Options of <c>snapshot prune</c>.</summary>
public sealed record SnapshotPruneOptions : CommandOptions;
