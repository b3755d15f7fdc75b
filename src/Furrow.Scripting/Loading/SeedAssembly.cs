using System.Collections.Immutable;
using System.Reflection;
using Furrow.Scripting.Caching;
using Furrow.Seeds;

namespace Furrow.Scripting.Loading;

/// <summary>A compiled seed or scenario: loaded when it is first asked for, unloaded when it is disposed of.</summary>
internal sealed class SeedAssembly(SeedImage image, ImmutableArray<string> references) : ISeedCode
{
    private SeedLoadContext? _context;
    private Assembly? _assembly;

    /// <inheritdoc />
    public Seed Create() => (Seed)Make();

    /// <summary>Makes an instance of its class.</summary>
    public object Make()
    {
        _context ??= new SeedLoadContext(references);
        _assembly ??= _context.Load(image.Assembly, image.Symbols);
        Type type = _assembly.GetType(image.TypeName, throwOnError: true)!;
        const BindingFlags any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic
            | BindingFlags.DoNotWrapExceptions;
        return Activator.CreateInstance(type, any, binder: null, args: null, culture: null)!;
    }

    /// <inheritdoc />
    public bool Owns(Assembly assembly) => assembly == _assembly;

    /// <inheritdoc />
    public void Dispose()
    {
        _context?.Unload();
        _context = null;
        _assembly = null;
    }
}
