using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Furrow.Scripting.Caching;
using Furrow.Scripting.Compiling;
using Furrow.Scripting.Declarations;
using Furrow.Scripting.Loading;
using Furrow.Seeds;

namespace Furrow.Scripting;

/// <summary>
/// Reads and compiles seeds, or finds in the cache what came of it. The compiler is loaded only where something is not
/// there: nothing outside the two methods at the end may name a type of it.
/// </summary>
internal sealed class ScriptCompiler(SeedCache cache) : ISeedCompiler
{
    /// <inheritdoc />
    public ImmutableArray<MetadataEntry> ReadInfo(SeedSource source, CancellationToken cancellationToken)
    {
        using CacheKey key = new();
        string name = key.Add(typeof(ScriptCompiler)).Add(source.Text).Name(".info");
        if (cache.Read(name) is { } kept)
        {
            return CachedInfo.Read(kept);
        }

        ImmutableArray<MetadataEntry> entries = Parse(source, cancellationToken);
        cache.Write(name, CachedInfo.Write(entries));
        return entries;
    }

    /// <inheritdoc />
    public ISeedCode Compile(SeedCompilation compilation, CancellationToken cancellationToken)
    {
        string name = NameOf(compilation);
        SeedImage image;
        if (cache.Read(name) is { } kept)
        {
            image = SeedImage.Read(kept);
        }
        else
        {
            image = CompileAnew(compilation, name, cancellationToken);
            cache.Write(name, image.Write());
        }

        return new SeedAssembly(image, compilation.References);
    }

    private static string NameOf(SeedCompilation compilation)
    {
        using CacheKey key = new();
        key.Add(typeof(ScriptCompiler)).Add(typeof(Seed)).Add(typeof(object));

        // Which compiler is referred to, without loading it.
        foreach (System.Reflection.AssemblyName reference in
            typeof(ScriptCompiler).Assembly.GetReferencedAssemblies().OrderBy(r => r.Name, StringComparer.Ordinal))
        {
            key.Add(reference.FullName);
        }

        foreach (SeedSource source in compilation.Shared.Prepend(compilation.Seed))
        {
            key.Add(source.DisplayPath).Add(source.Text);
        }

        foreach (string reference in compilation.References)
        {
            key.Add(File.ReadAllBytes(reference));
            foreach (FileInfo file in NeighbourAssemblies.Of(reference))
            {
                key.Add($"{file.Name} {file.Length} {file.LastWriteTimeUtc.Ticks}");
            }
        }

        return key.Name(".seed");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ImmutableArray<MetadataEntry> Parse(SeedSource source, CancellationToken cancellationToken) =>
        SeedFileReader.Read(source, cancellationToken);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SeedImage CompileAnew(
        SeedCompilation compilation, string name, CancellationToken cancellationToken) =>
        SeedCompiler.Compile(compilation, "furrow.seed." + name[..16], cancellationToken);
}
