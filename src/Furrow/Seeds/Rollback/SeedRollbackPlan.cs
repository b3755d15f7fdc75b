using System.Collections.Immutable;
using Furrow.State;

namespace Furrow.Seeds.Rollback;

/// <summary>Which seeds are to be taken back: one by name, the last few, or all. By default the last one.</summary>
/// <param name="Name"><c>folder/file</c>, or the file alone where that is unique.</param>
/// <param name="Last">How many, counted from the one applied last.</param>
/// <param name="All">All that are applied.</param>
public sealed record SeedSelection(string? Name, int? Last, bool All);

/// <summary>What a rollback is planned from; nothing else is looked at.</summary>
public sealed record SeedRollbackRequest
{
    /// <summary>The seeds in force, in order of application.</summary>
    public required IReadOnlyList<AppliedSeed> Applied { get; init; }

    /// <summary>Every seed of every folder.</summary>
    public required IReadOnlyList<SeedFile> Files { get; init; }

    /// <summary>The names of those that bring a way back of their own.</summary>
    public required IReadOnlySet<string> WithDown { get; init; }

    /// <summary>What was asked for.</summary>
    public required SeedSelection Selection { get; init; }
}

/// <summary>
/// One thing to do: run the seed's own way back, or put back what one of its attempts wrote.
/// </summary>
/// <param name="Seed">The seed's name.</param>
/// <param name="HistoryId">The attempt; null for the seed's own way back.</param>
/// <param name="IsLast">Whether the seed is rolled back after it.</param>
public sealed record SeedRollbackStep(string Seed, long? HistoryId, bool IsLast);

/// <summary>What <c>seed-rollback</c> does, in order: the exact reverse of what was done.</summary>
public sealed record SeedRollbackPlan(ImmutableArray<SeedRollbackStep> Steps);
