using Furrow.Scripting;
using Furrow.Scripting.Caching;

namespace Furrow;

/// <summary>Teaches projects to run seeds and scenarios in C#.</summary>
public static class UseScriptingExtension
{
    /// <summary>
    /// Compiles C# seeds and scenarios when they are to run. Compiled ones are kept in the user's cache directory; a
    /// host whose user has none compiles each time.
    /// </summary>
    public static FurrowOptions UseScripting(this FurrowOptions options)
    {
        options.SeedCompiler = () => Compiler(options);
        options.ScenarioCompiler = () => Compiler(options);
        return options;
    }

    private static ScriptCompiler Compiler(FurrowOptions options) => new(new SeedCache(
        CacheHome.Find(options.Variables ?? Environment()), options.Clock));

    private static Dictionary<string, string> Environment() => CacheHome.Names
        .Select(name => (Name: name, Value: System.Environment.GetEnvironmentVariable(name)))
        .Where(variable => variable.Value is not null)
        .ToDictionary(variable => variable.Name, variable => variable.Value!, StringComparer.Ordinal);
}
