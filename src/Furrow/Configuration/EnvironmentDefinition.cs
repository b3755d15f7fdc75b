using System.Collections.Immutable;
using Furrow.Safety;

namespace Furrow.Configuration;

/// <summary>An environment: its name, the seed folders it takes, and whose verdicts hold in it.</summary>
/// <param name="Name">The full name in lower case; never an alias.</param>
/// <param name="Folders">The folders below the seeds folder, in the order they are applied.</param>
/// <param name="VerdictsLike">The built-in environment whose safety verdicts hold here.</param>
/// <param name="IsBuiltIn">Whether furrow knows it without the project naming it.</param>
public sealed record EnvironmentDefinition(
    string Name, ImmutableArray<string> Folders, EnvironmentKind VerdictsLike, bool IsBuiltIn)
{
    /// <summary>Whether its verdicts are stricter than another's.</summary>
    public bool IsStricterThan(EnvironmentDefinition other) =>
        VerdictsLike.Strictness() > other.VerdictsLike.Strictness();

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
