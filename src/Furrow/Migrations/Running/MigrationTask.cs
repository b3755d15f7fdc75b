using Furrow.State;

namespace Furrow.Migrations.Running;

/// <summary>One direction of one migration, ready to run and to be recorded.</summary>
internal sealed record MigrationTask
{
    /// <summary>As its row in history has it.</summary>
    public required string Key { get; init; }

    /// <summary>As people are told: the version, or <c>R</c> for a repeatable migration.</summary>
    public required string Version { get; init; }

    /// <summary>The name after the version.</summary>
    public required string Name { get; init; }

    /// <summary>Of the whole way up.</summary>
    public required string Checksum { get; init; }

    /// <summary>What runs.</summary>
    public required RunnableScript Script { get; init; }

    /// <summary>Which way.</summary>
    public MigrationWay Direction { get; init; }

    /// <summary>Whether it is applied again whenever its text changes.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>How far an earlier attempt got; null for none.</summary>
    public MigrationProgress? Progress { get; init; }

    /// <summary>Version and name, for people.</summary>
    public string Title => Name.Length == 0 ? Version : $"{Version} {Name}";

    /// <summary>Whether it runs as one transaction.</summary>
    public bool IsTransactional => Script.IsTransactional && Progress is null;
}
