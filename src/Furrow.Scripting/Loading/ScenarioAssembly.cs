using System.Reflection;
using Furrow.Scenarios;

namespace Furrow.Scripting.Loading;

/// <summary>A compiled scenario.</summary>
internal sealed class ScenarioAssembly(SeedAssembly assembly) : IScenarioCode
{
    /// <inheritdoc />
    public ScenarioClass Create() => (ScenarioClass)assembly.Make();

    /// <inheritdoc />
    public bool Owns(Assembly candidate) => assembly.Owns(candidate);

    /// <inheritdoc />
    public void Dispose() => assembly.Dispose();
}
