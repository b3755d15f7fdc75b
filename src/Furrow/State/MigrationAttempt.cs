using System.Collections.Immutable;
using Furrow.Providers;

namespace Furrow.State;

/// <summary>What one attempt at a migration came to.</summary>
public sealed record MigrationAttempt(
    string Version,
    string Name,
    string Checksum,
    DateTimeOffset StartedAt,
    long DurationMs,
    long OperationId,
    Actor Actor)
{
    /// <summary>Which way it went.</summary>
    public MigrationWay Direction { get; init; }

    /// <summary>Whether it is applied again whenever its text changes.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>Whether it is one transaction.</summary>
    public bool IsTransactional { get; init; } = true;

    /// <summary>How far it is, while it is half done; null for one that is over.</summary>
    public MigrationProgress? Progress { get; init; }

    /// <summary>Rows it wrote per table.</summary>
    public ImmutableArray<TableChanges> Tables { get; init; } = [];

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Error { get; init; }
}
