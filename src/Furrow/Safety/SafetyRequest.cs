namespace Furrow.Safety;

/// <summary>
/// Everything a verdict depends on, and nothing else: in particular no host name, since tunnels and proxies make
/// any host look near.
/// </summary>
public sealed record SafetyRequest
{
    /// <summary>What is about to be done.</summary>
    public required Operation Operation { get; init; }

    /// <summary>The name of the database as <c>--confirm</c> must give it.</summary>
    public required string DatabaseName { get; init; }

    /// <summary>The environment that the command runs as, aliases resolved.</summary>
    public required string EnvironmentName { get; init; }

    /// <summary>What that environment is judged as.</summary>
    public required EnvironmentKind EnvironmentKind { get; init; }

    /// <summary>Who chose the environment.</summary>
    public required EnvironmentNaming EnvironmentNaming { get; init; }

    /// <summary>What the database says about itself.</summary>
    public required StampState Stamp { get; init; }

    /// <summary>Whether the database holds tables that are not Furrow's own.</summary>
    public required bool HasUserTables { get; init; }

    /// <summary>Whether any table that an import would fill has rows; false unless importing.</summary>
    public bool TablesHaveRows { get; init; }

    /// <summary>Whether this very command created the database.</summary>
    public bool CreatedByFurrow { get; init; }

    /// <summary>
    /// Whether the database is a SQLite file or answers on loopback or a socket. It only spares the first stamp of
    /// an empty database the question which environment it is; no other verdict looks at it.
    /// </summary>
    public required bool IsLocalOrEmbedded { get; init; }

    /// <summary>The environment of the snapshot to put in place; null when there is none.</summary>
    public string? SnapshotEnvironment { get; init; }

    /// <summary>The environment to stamp; required by <see cref="Operation.Stamp"/>, null otherwise.</summary>
    public StampTarget? NewStamp { get; init; }
}
