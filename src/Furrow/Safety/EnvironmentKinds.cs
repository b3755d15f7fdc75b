namespace Furrow.Safety;

/// <summary>How the kinds of environment compare and what they are called.</summary>
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

    /// <summary>
    /// The name in files and databases: <c>development</c>, <c>test</c>, <c>staging</c>, <c>production</c>.
    /// </summary>
    public static string Name(this EnvironmentKind kind) => kind switch
    {
        EnvironmentKind.Development => "development",
        EnvironmentKind.Test => "test",
        EnvironmentKind.Staging => "staging",
        EnvironmentKind.Production => "production",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not an environment kind"),
    };
}
