using System.Collections.Immutable;
using Furrow.Configuration;

namespace Furrow.Migrations;

/// <summary>The migrations of a folder.</summary>
/// <param name="Format">How they are written; <see cref="MigrationFormat.Auto"/> where nothing shows it.</param>
/// <param name="Versioned">Ordered by version.</param>
/// <param name="Repeatable">Ordered by name; they run after the versioned ones.</param>
public sealed record MigrationSet(
    MigrationFormat Format,
    ImmutableArray<MigrationFile> Versioned,
    ImmutableArray<RepeatableMigration> Repeatable)
{
    /// <summary>No migrations.</summary>
    public static MigrationSet Empty { get; } = new(MigrationFormat.Auto, [], []);
}

/// <summary>A migration without version, applied again whenever its text changes.</summary>
/// <param name="Name">Its name without prefix; unique in the folder.</param>
/// <param name="Script">What applies it.</param>
/// <param name="Checksum">SHA-256 of its text as <see cref="Data.TextChecksum"/> takes it.</param>
public sealed record RepeatableMigration(string Name, MigrationScript Script, string Checksum)
{
    /// <summary>What stands where others have a version.</summary>
    public const string Word = "R";
}
