using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Snapshots;

/// <summary>What is written beside a stored database, and makes it a snapshot.</summary>
public sealed record SnapshotMetadata
{
    /// <summary>The snapshot's name, without ending.</summary>
    public required string Name { get; init; }

    /// <summary>The project's short git commit, else the first digits of the recipe.</summary>
    public required string Version { get; init; }

    /// <summary>When it was taken, UTC.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The environment that it was taken from.</summary>
    public required string Environment { get; init; }

    /// <summary>What its maker noted; null for nothing.</summary>
    public string? Changelog { get; init; }

    /// <summary>The kind of database: <c>postgres</c>, <c>sqlite</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>The server that it was taken from.</summary>
    public required string ServerVersion { get; init; }

    /// <summary>The server's major version.</summary>
    public required int ServerMajor { get; init; }

    /// <summary>The database's encoding.</summary>
    public required string Encoding { get; init; }

    /// <summary>The database's collation.</summary>
    public required string Collation { get; init; }

    /// <summary>The program or library that wrote it.</summary>
    public required string ClientVersion { get; init; }

    /// <summary>The furrow that took it.</summary>
    public required string Tool { get; init; }

    /// <summary>Where furrow's own tables lie in it: a schema, or on SQLite a prefix.</summary>
    public required string StateSchema { get; init; }

    /// <summary>The hash of the project's files that lead to it.</summary>
    public required string Recipe { get; init; }

    /// <summary>The hash of what it holds: definitions and rows.</summary>
    public required string State { get; init; }

    /// <summary>The hash of its definitions.</summary>
    public required string Catalog { get; init; }

    /// <summary>The file or directory, in the folder of the metadata; null for a copy that the server keeps.</summary>
    public string? File { get; init; }

    /// <summary>The name of the copy that the server keeps; null for a file.</summary>
    public string? Place { get; init; }

    /// <summary>SHA-256 of the file in lower-case hex; null for a copy that the server keeps.</summary>
    public string? Checksum { get; init; }

    /// <summary>Its size in bytes.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>The migrations that are applied in it, in order.</summary>
    public ImmutableArray<SnapshotMigration> Migrations { get; init; } = [];

    /// <summary>The seeds that are applied in it, in order of application.</summary>
    public ImmutableArray<SnapshotSeed> Seeds { get; init; } = [];

    /// <summary>The scenario that its data was generated from; null for none.</summary>
    public string? Scenario { get; init; }

    /// <summary>Its tables, by name.</summary>
    public ImmutableArray<SnapshotTable> Tables { get; init; } = [];

    /// <summary>The extensions that it needs.</summary>
    public ImmutableArray<Extension> Extensions { get; init; } = [];
}

/// <summary>A migration that is applied in a snapshot.</summary>
public sealed record SnapshotMigration(string Version, string Name);

/// <summary>A seed that is applied in a snapshot; a volatile one's rows are left out.</summary>
public sealed record SnapshotSeed(string Name, string Version, bool IsVolatile);

/// <summary>A table of a snapshot.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Rows">How many rows it holds, exactly.</param>
/// <param name="Checksum">The content hash of its rows, whatever their order.</param>
/// <param name="IsWithoutRows">Whether its rows were left out, since only volatile seeds write them.</param>
public sealed record SnapshotTable(ObjectName Table, long Rows, string Checksum, bool IsWithoutRows);

/// <summary>A table that is not as a snapshot says.</summary>
/// <param name="Table">The table; null for definitions that differ while all rows are the same.</param>
/// <param name="Reason">How it differs, as the end of a sentence.</param>
public sealed record SnapshotDifference(ObjectName? Table, string Reason);
