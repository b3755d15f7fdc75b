namespace Furrow.Migrations;

/// <summary>How migrations are run.</summary>
public sealed record MigrationSettings
{
    /// <summary>How long one statement may wait for a lock.</summary>
    public required TimeSpan LockTimeout { get; init; }

    /// <summary>For how long a migration that others' locks stop is run again; zero for one attempt.</summary>
    public required TimeSpan RetryLimit { get; init; }

    /// <summary>Turns a full path into what people are shown.</summary>
    public required Func<string, string> Display { get; init; }

    /// <summary>A number from 0 up to 1, for pauses that do not meet.</summary>
    public required Func<double> Chance { get; init; }
}
