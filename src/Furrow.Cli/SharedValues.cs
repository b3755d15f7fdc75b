using Furrow.Configuration;

namespace Furrow.Cli;

/// <summary>The values of <see cref="SharedOptions"/>.</summary>
internal sealed record SharedValues
{
    /// <summary><c>-C</c>; null when not given.</summary>
    public string? Directory { get; init; }

    /// <summary><c>--yes</c>.</summary>
    public bool Yes { get; init; }

    /// <summary><c>--confirm</c>; null when not given.</summary>
    public string? Confirm { get; init; }

    /// <summary><c>--non-interactive</c>.</summary>
    public bool NonInteractive { get; init; }

    /// <summary><c>--json</c>.</summary>
    public bool Json { get; init; }

    /// <summary><c>--verbose</c>.</summary>
    public bool Verbose { get; init; }

    /// <summary><c>--quiet</c>.</summary>
    public bool Quiet { get; init; }

    /// <summary><c>--no-color</c>.</summary>
    public bool NoColour { get; init; }

    /// <summary><c>--lock-timeout</c>.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary><c>--wait</c>.</summary>
    public TimeSpan ConnectWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What is stronger than the project's own settings: database, environment, log.</summary>
    public ProjectOverrides Overrides { get; init; } = ProjectOverrides.None;
}
