using System.Collections.Immutable;

namespace Furrow.Seeds;

/// <summary>A source file: its path as it is shown, and its text.</summary>
public sealed record SeedSource(string DisplayPath, string Text);

/// <summary>What a C# seed is compiled from.</summary>
/// <param name="Seed">Its own file.</param>
/// <param name="Shared">The files of the seeds folder whose names begin with <c>_</c>.</param>
/// <param name="References">Full paths of the assemblies that furrow.yaml names.</param>
public sealed record SeedCompilation(
    SeedSource Seed, ImmutableArray<SeedSource> Shared, ImmutableArray<string> References);

/// <summary>Reads and compiles seeds in C#; the package Furrow.Scripting has one.</summary>
public interface ISeedCompiler
{
    /// <summary>What the seed's class says about itself, read from its syntax; nothing of it runs.</summary>
    /// <exception cref="Errors.FurrowException">
    /// Code <c>seed.invalid</c>: the file is no C#, or says something that is no literal; every problem listed.
    /// </exception>
    ImmutableArray<MetadataEntry> ReadInfo(SeedSource source, CancellationToken cancellationToken);

    /// <summary>Compiles a seed, or finds it compiled.</summary>
    /// <exception cref="Errors.FurrowException">Code <c>seed.invalid</c>: all that the compiler says.</exception>
    ISeedCode Compile(SeedCompilation compilation, CancellationToken cancellationToken);
}
