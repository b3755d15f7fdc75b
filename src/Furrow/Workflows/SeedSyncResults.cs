using System.Collections.Immutable;
using Furrow.Seeds.LockFile;

namespace Furrow.Workflows;

/// <summary>Options of <c>seed-sync</c>.</summary>
public sealed record SeedSyncOptions : CommandOptions
{
    /// <summary>
    /// A seed whose drift is accepted: the database counts it as applied with the content it has now. Null touches no
    /// database.
    /// </summary>
    public string? Accept { get; init; }
}

/// <summary>What <c>seed-sync</c> did.</summary>
/// <param name="Path">The full path of seeds.lock.</param>
/// <param name="Count">How many seeds it lists now.</param>
/// <param name="Written">Whether the file was written; false where it said the same already.</param>
/// <param name="Changes">What changed against what it said before, by name.</param>
public sealed record SeedSyncResult(
    string Path, int Count, bool Written, ImmutableArray<SeedLockChange> Changes)
{
    /// <summary>What was accepted; null without <see cref="SeedSyncOptions.Accept"/>.</summary>
    public SeedAcceptance? Accepted { get; init; }
}

/// <summary>A seed named with <c>--accept</c>.</summary>
/// <param name="Name">The seed's full name.</param>
/// <param name="Version">Its version.</param>
/// <param name="WasDrift">Whether the database had it with other content, and now counts it as applied.</param>
public sealed record SeedAcceptance(string Name, string Version, bool WasDrift);

/// <summary>Options of <c>seed-clean</c>.</summary>
public sealed record SeedCleanOptions : CommandOptions
{
    /// <summary>Answers <em>ask</em>.</summary>
    public bool Force { get; init; }
}

/// <summary>What <c>seed-clean</c> did.</summary>
/// <param name="Orphaned">Seeds whose history row became Orphaned, by name.</param>
/// <param name="Unlisted">Names that left seeds.lock.</param>
public sealed record SeedCleanResult(ImmutableArray<string> Orphaned, ImmutableArray<string> Unlisted);
