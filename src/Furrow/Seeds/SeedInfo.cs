using System.Collections.Immutable;

namespace Furrow.Seeds;

/// <summary>
/// What a C# seed says about itself, the same keys as the leading comments of other seeds. Its values are read from the
/// source: each has to be a literal.
/// </summary>
/// <param name="Version">Numbers with points between; a higher one makes the seed pending again.</param>
/// <param name="Description">What the seed is for.</param>
public sealed record SeedInfo(string Version = "1.0.0", string Description = "")
{
    /// <summary>Names of the seeds it needs applied before it: <c>base/00_roles</c>.</summary>
    public ImmutableArray<string> Depends { get; init; } = [];

    /// <summary>Migration versions it needs applied before it.</summary>
    public ImmutableArray<string> Requires { get; init; } = [];

    /// <summary>The tables it writes.</summary>
    public ImmutableArray<string> Tables { get; init; } = [];

    /// <summary>When it is applied again. Default <see cref="SeedPolicy.Once"/>.</summary>
    public SeedPolicy Policy { get; init; } = SeedPolicy.Once;

    /// <summary>Whether it reads variables or services, and so runs after every restore. Default false.</summary>
    public bool IsVolatile { get; init; }
}
