namespace Furrow.Safety;

/// <summary>The kinds of environment that verdicts know; a project's own is judged as the one it is like.</summary>
public enum EnvironmentKind
{
    /// <summary>A developer's own data, lost without regret.</summary>
    Development,

    /// <summary>Data that automated tests expect; judged like <see cref="Development"/>.</summary>
    Test,

    /// <summary>Shared data that others look at.</summary>
    Staging,

    /// <summary>Real data; also what an environment is when nothing says what it is like.</summary>
    Production,
}
