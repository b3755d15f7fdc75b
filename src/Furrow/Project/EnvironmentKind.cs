namespace Furrow.Project;

/// <summary>The four environments whose verdicts are known; a project's own takes those of one of them.</summary>
public enum EnvironmentKind
{
    /// <summary>A developer's own database.</summary>
    Development,

    /// <summary>A database that automatic tests use.</summary>
    Test,

    /// <summary>A shared database that people rely on.</summary>
    Staging,

    /// <summary>The real data.</summary>
    Production,
}

/// <summary>How environments compare.</summary>
public static class EnvironmentKinds
{
    /// <summary>0 for development and test, which are equal, 1 for staging, 2 for production.</summary>
    public static int Strictness(this EnvironmentKind kind) => kind switch
    {
        EnvironmentKind.Development or EnvironmentKind.Test => 0,
        EnvironmentKind.Staging => 1,
        EnvironmentKind.Production => 2,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not an environment kind"),
    };

    /// <summary>The name in files, documents and databases: <c>development</c> and so on.</summary>
    public static string Name(this EnvironmentKind kind) => kind switch
    {
        EnvironmentKind.Development => "development",
        EnvironmentKind.Test => "test",
        EnvironmentKind.Staging => "staging",
        EnvironmentKind.Production => "production",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not an environment kind"),
    };
}
