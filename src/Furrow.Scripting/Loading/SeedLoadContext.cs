using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Furrow.Scripting.Compiling;
using Furrow.Seeds;

namespace Furrow.Scripting.Loading;

/// <summary>
/// Where a seed's assembly lives, and with it the assemblies that furrow.yaml names, until it is unloaded. What the
/// host has loaded in a fitting version is shared, so that its services and its driver's connection are of the types
/// that the seed knows.
/// </summary>
internal sealed class SeedLoadContext(ImmutableArray<string> references)
    : AssemblyLoadContext("furrow seed", isCollectible: true)
{
    /// <summary>Loads an assembly from memory: its file may be replaced while the seed runs.</summary>
    public Assembly Load(byte[] assembly, byte[]? symbols)
    {
        using MemoryStream image = new(assembly);
        using MemoryStream? debug = symbols is null ? null : new MemoryStream(symbols);
        return LoadFromStream(image, debug);
    }

    /// <inheritdoc />
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (Shared(assemblyName) is { } shared)
        {
            return shared;
        }

        bool isFramework = FrameworkAssemblies.Folder is { } folder
            && File.Exists(Path.Combine(folder, assemblyName.Name + ".dll"));
        if (isFramework || NeighbourAssemblies.Find(assemblyName.Name!, references) is not { } path)
        {
            return null;
        }

        string symbols = Path.ChangeExtension(path, ".pdb");
        return Load(File.ReadAllBytes(path), File.Exists(symbols) ? File.ReadAllBytes(symbols) : null);
    }

    private static Assembly? Shared(AssemblyName wanted)
    {
        AssemblyLoadContext host = GetLoadContext(typeof(Seed).Assembly) ?? Default;
        return host.Assemblies.Concat(Default.Assemblies).FirstOrDefault(assembly =>
        {
            AssemblyName loaded = assembly.GetName();
            return string.Equals(loaded.Name, wanted.Name, StringComparison.OrdinalIgnoreCase)
                && (wanted.Version is null
                    || (loaded.Version?.Major == wanted.Version.Major && loaded.Version >= wanted.Version));
        });
    }
}
