namespace Furrow.Seeds;

/// <summary>
/// Names a seed that is compiled into an application: <c>[Seed("base/05_admin")]</c>. Without it the name comes from
/// the source file's path, <c>…/seeds/base/05_admin.cs</c>.
/// </summary>
/// <param name="name"><c>folder/file</c> without extension, as of a seed in a file.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SeedAttribute(string name) : Attribute
{
    /// <summary>The seed's name.</summary>
    public string Name { get; } = name;
}
