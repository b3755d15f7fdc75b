using System.Reflection;

namespace Furrow.Seeds;

/// <summary>A C# seed that is ready to run. Disposing it lets go of what it was loaded into.</summary>
public interface ISeedCode : IDisposable
{
    /// <summary>Makes the seed, which may load its assembly.</summary>
    Seed Create();

    /// <summary>Whether an assembly was compiled from the seed's source: faults are shown in there.</summary>
    bool Owns(Assembly assembly);
}
