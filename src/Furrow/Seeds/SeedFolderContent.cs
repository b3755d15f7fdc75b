using System.Collections.Immutable;
using Furrow.Errors;

namespace Furrow.Seeds;

/// <summary>What the seeds folder holds, well or not.</summary>
/// <param name="Seeds">The seeds that could be read, ordered by folder, then as they run within it.</param>
/// <param name="Problems">What is wrong with the others, code <c>seed.invalid</c>.</param>
/// <param name="Unread">Names of seeds that are there and could not be read, or are there twice.</param>
public sealed record SeedFolderContent(
    IReadOnlyList<SeedFile> Seeds, ImmutableArray<FurrowException> Problems, ImmutableArray<string> Unread);
