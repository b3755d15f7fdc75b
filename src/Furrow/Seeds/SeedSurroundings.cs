using System.Collections.Immutable;
using Furrow.Seeds.Code;

namespace Furrow.Seeds;

/// <summary>What a project and its host give to seeds.</summary>
public sealed record SeedSurroundings
{
    /// <summary>Environment variables that volatile seeds may read.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>The host's services; null for none.</summary>
    public IServiceProvider? Services { get; init; }

    /// <summary>Whether everything is rolled back in the end, whatever comes of it.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Compiles seeds in C#; null where the host has none.</summary>
    public Lazy<ISeedCompiler>? Compiler { get; init; }

    /// <summary>Generates rows for C# seeds.</summary>
    internal ISeedGenerator? Generator { get; init; }

    /// <summary>Full paths of the assemblies that C# seeds may use, there or not.</summary>
    public ImmutableArray<string> References { get; init; } = [];
}
