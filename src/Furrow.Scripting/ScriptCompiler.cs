using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Furrow.Scenarios;
using Furrow.Scripting.Caching;
using Furrow.Scripting.Compiling;
using Furrow.Scripting.Declarations;
using Furrow.Scripting.Loading;
using Furrow.Seeds;

namespace Furrow.Scripting;

/// <summary>
/// Reads and compiles seeds and scenarios, or finds in the cache what came of it. The compiler is loaded only where
/// something is not there: nothing outside the methods at the end may name a type of it.
/// </summary>
internal sealed class ScriptCompiler(SeedCache cache) : ISeedCompiler, IScenarioCompiler
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
    public ImmutableArray<InfoEntry> ReadInfo(ScenarioSource source, CancellationToken cancellationToken)
    {
        using CacheKey key = new();
        string name = key.Add(typeof(ScriptCompiler)).Add(source.Text).Name(".scenario-info");
        if (cache.Read(name) is { } kept)
        {
            return CachedScenarioInfo.Read(kept);
        }

        ImmutableArray<InfoEntry> entries = Parse(source, cancellationToken);
        cache.Write(name, CachedScenarioInfo.Write(entries));
        return entries;
    }

    /// <inheritdoc />
    public ISeedCode Compile(SeedCompilation compilation, CancellationToken cancellationToken) =>
        Load(isScenario: false, compilation, cancellationToken);

    /// <inheritdoc />
    public IScenarioCode Compile(ScenarioCompilation compilation, CancellationToken cancellationToken) =>
        new ScenarioAssembly(Load(
            isScenario: true,
            new SeedCompilation(
                Source(compilation.Scenario), [.. compilation.Shared.Select(Source)], compilation.References),
            cancellationToken));

    private static SeedSource Source(ScenarioSource source) => new(source.DisplayPath, source.Text);

    private SeedAssembly Load(bool isScenario, SeedCompilation compilation, CancellationToken cancellationToken)
    {
        string name = NameOf(isScenario, compilation);
        SeedImage image;
        if (cache.Read(name) is { } kept)
        {
            image = SeedImage.Read(kept);
        }
        else
        {
            image = CompileAnew(isScenario, compilation, name, cancellationToken);
            cache.Write(name, image.Write());
        }

        return new SeedAssembly(image, compilation.References);
    }

    private static string NameOf(bool isScenario, SeedCompilation compilation)
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

        return key.Name(isScenario ? ".scenario" : ".seed");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ImmutableArray<MetadataEntry> Parse(SeedSource source, CancellationToken cancellationToken) =>
        SeedFileReader.Read(source, cancellationToken);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ImmutableArray<InfoEntry> Parse(ScenarioSource source, CancellationToken cancellationToken) =>
        ScenarioFileReader.Read(source, cancellationToken);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SeedImage CompileAnew(
        bool isScenario, SeedCompilation compilation, string name, CancellationToken cancellationToken) =>
        SeedCompiler.Compile(
            isScenario ? ScriptKind.Scenario : ScriptKind.Seed,
            compilation,
            $"furrow.{(isScenario ? "scenario" : "seed")}.{name[..16]}",
            cancellationToken);
}
