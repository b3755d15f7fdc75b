using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Furrow.Scripting.Compiling;

/// <summary>Finds what the named assemblies refer to themselves, beside them.</summary>
internal sealed class NeighbourResolver(ImmutableArray<string> references) : MetadataReferenceResolver
{
    private readonly ImmutableArray<string> _references = references;

    /// <inheritdoc />
    public override bool ResolveMissingAssemblies => true;

    /// <inheritdoc />
    public override PortableExecutableReference? ResolveMissingAssembly(
        MetadataReference definition, AssemblyIdentity referenceIdentity) =>
        NeighbourAssemblies.Find(referenceIdentity.Name, _references) is { } path
            ? MetadataReference.CreateFromFile(path)
            : null;

    /// <summary>Nothing: a seed's source names no files (<c>#r</c>).</summary>
    public override ImmutableArray<PortableExecutableReference> ResolveReference(
        string reference, string? baseFilePath, MetadataReferenceProperties properties) => [];

    /// <inheritdoc />
    public override bool Equals(object? other) =>
        other is NeighbourResolver resolver && resolver._references.SequenceEqual(_references, StringComparer.Ordinal);

    /// <inheritdoc />
    public override int GetHashCode() => _references.Length;
}
