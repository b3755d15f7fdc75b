using System.Collections.Immutable;
using Furrow.Providers;

namespace Furrow.Migrations;

/// <summary>What a dry run found.</summary>
/// <param name="IsExecuted">
/// Whether the migrations ran, and were taken back; otherwise their text alone was read.
/// </param>
/// <param name="Migrations">In order.</param>
public sealed record MigrationPreview(bool IsExecuted, ImmutableArray<PreviewedMigration> Migrations)
{
    /// <summary>Why the first one that did not run was not run; null when all ran, or none was to.</summary>
    public string? StoppedBecause { get; init; }
}

/// <summary>One migration in a dry run.</summary>
public sealed record PreviewedMigration
{
    /// <summary>The version, or <c>R</c> for a repeatable migration.</summary>
    public required string Version { get; init; }

    /// <summary>The name after the version.</summary>
    public required string Name { get; init; }

    /// <summary>How many statements it has.</summary>
    public required int StatementCount { get; init; }

    /// <summary>Why it cannot be one transaction, as a part of a sentence; null when it is one.</summary>
    public required string? Obstacle { get; init; }

    /// <summary>The tables that its statements name, as they spell them, in order of appearance.</summary>
    public required ImmutableArray<string> NamedTables { get; init; }

    /// <summary>What it did when it ran; null where it did not.</summary>
    public RehearsedMigration? Rehearsed { get; init; }
}

/// <summary>What a migration did before it was taken back.</summary>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
/// <param name="Tables">Rows written per table.</param>
/// <param name="Locks">Locks on tables that were there before, taken by it and not by one before it.</param>
public sealed record RehearsedMigration(
    long DurationMs, ImmutableArray<TableChanges> Tables, ImmutableArray<TableLocks> Locks);
