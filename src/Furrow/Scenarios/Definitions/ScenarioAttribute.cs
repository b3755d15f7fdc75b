namespace Furrow.Scenarios;

/// <summary>Names a scenario that is compiled into an application; without it the file's name does.</summary>
/// <param name="name">The name: <c>studio</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ScenarioAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name => name;
}
