namespace Furrow.State;

/// <summary>A row of the migration history that is in force.</summary>
/// <param name="Version">
/// The version; of a repeatable migration <see cref="MigrationHistory.RepeatableVersion"/>.
/// </param>
/// <param name="Name">The name after the version.</param>
/// <param name="Checksum">Of the file as it was applied.</param>
/// <param name="Status"><c>applied</c>, <c>started</c> or <c>baseline</c>.</param>
/// <param name="AppliedAt">When it began.</param>
/// <param name="DurationMs">How long it took.</param>
public sealed record MigrationRecord(
    string Version, string Name, string Checksum, string Status, DateTimeOffset AppliedAt, long DurationMs)
{
    /// <summary>How far it got; null for one that is applied.</summary>
    public MigrationProgress? Progress { get; init; }
}

/// <summary>Which way a migration goes.</summary>
public enum MigrationWay
{
    /// <summary>It is applied.</summary>
    Up,

    /// <summary>It is taken back.</summary>
    Down,
}

/// <summary>What is known of the last statement that a half-done migration came to.</summary>
public enum StatementState
{
    /// <summary>It was started, and nobody saw it end.</summary>
    Started,

    /// <summary>Its work is committed.</summary>
    Done,

    /// <summary>The server refused it; it may have left something half-made.</summary>
    Failed,
}

/// <summary>How far a migration got that is not one transaction.</summary>
/// <param name="Direction">Which way it goes.</param>
/// <param name="Statement">The last statement it came to, from 1; 0 for none.</param>
/// <param name="State">What is known of that one.</param>
/// <param name="Checksum">
/// Of the statements until then, without that one where it failed: it may be corrected.
/// </param>
public sealed record MigrationProgress(
    MigrationWay Direction, int Statement, StatementState State, string Checksum)
{
    /// <summary>How many statements are known to be done.</summary>
    public int DoneCount => State == StatementState.Done ? Statement : Statement - 1;

    /// <summary>How many statements may not have been edited since.</summary>
    public int FixedCount => State == StatementState.Failed ? Statement - 1 : Statement;
}

internal static class MigrationWords
{
    public static string Word(this MigrationWay direction) =>
        direction == MigrationWay.Up ? "up" : "down";

    public static string Word(this StatementState state) => state switch
    {
        StatementState.Started => "started",
        StatementState.Done => "done",
        StatementState.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "not a statement's state"),
    };

    public static MigrationWay Direction(string word) => word switch
    {
        "up" => MigrationWay.Up,
        "down" => MigrationWay.Down,
        _ => throw new ArgumentOutOfRangeException(nameof(word), word, "not a direction"),
    };

    public static StatementState State(string word) => word switch
    {
        "started" => StatementState.Started,
        "done" => StatementState.Done,
        "failed" => StatementState.Failed,
        _ => throw new ArgumentOutOfRangeException(nameof(word), word, "not a statement's state"),
    };
}
