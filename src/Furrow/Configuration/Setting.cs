namespace Furrow.Configuration;

/// <summary>Where a setting's value came from, strongest first.</summary>
public enum SettingSource
{
    /// <summary>An option of the command, or a property of the call.</summary>
    Option,

    /// <summary>An environment variable of the process.</summary>
    Variable,

    /// <summary>The <c>.env</c> file in the project.</summary>
    DotEnv,

    /// <summary><c>furrow.yaml</c>.</summary>
    ProjectFile,

    /// <summary>Nobody said anything.</summary>
    Default,
}

/// <summary>A value that several sources can give, with the one that did.</summary>
/// <param name="Value">The value in force.</param>
/// <param name="Source">The kind of source it came from.</param>
/// <param name="Origin">
/// The source for people: <c>--database</c>, <c>FURROW_DATABASE</c>, <c>.env line 3 (DATABASE_URL)</c>,
/// <c>furrow.yaml line 4</c>, <c>default</c>.
/// </param>
public sealed record Setting<T>(T Value, SettingSource Source, string Origin);

/// <summary>A setting as <c>doctor</c> prints it; never holds a secret.</summary>
public sealed record SettingDescription(string Name, string Value, SettingSource Source, string Origin);
