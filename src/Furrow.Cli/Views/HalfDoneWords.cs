using Furrow.State;
using Furrow.Workflows;

namespace Furrow.Cli.Views;

/// <summary>How far a half-done migration is, in words.</summary>
internal static class HalfDoneWords
{
    /// <summary>As a sentence without its end: <c>statement 3 was started, and nobody saw it end</c>.</summary>
    public static string Say(MigrationProgress progress)
    {
        string what = progress.State switch
        {
            StatementState.Started => $"statement {progress.Statement} was started, and nobody saw it end",
            StatementState.Done => $"done up to statement {progress.Statement}",
            StatementState.Failed => $"stopped at statement {progress.Statement}, which runs next",
            _ => throw new ArgumentOutOfRangeException(nameof(progress), progress.State, "not a statement's state"),
        };
        return progress.Direction == MigrationWay.Down ? $"being taken back; {what}" : what;
    }

    /// <summary><c>up</c> or <c>down</c>.</summary>
    public static string Direction(MigrationWay direction) => direction switch
    {
        MigrationWay.Up => "up",
        MigrationWay.Down => "down",
        _ => throw new ArgumentOutOfRangeException(nameof(direction), direction, "not a direction"),
    };

    /// <summary><c>started</c>, <c>done</c> or <c>failed</c>.</summary>
    public static string State(StatementState state) => state switch
    {
        StatementState.Started => "started",
        StatementState.Done => "done",
        StatementState.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "not a statement's state"),
    };

    /// <summary>A migration's state in the list.</summary>
    public static string Listed(ListedMigration migration) =>
        migration.IsHalfDone ? "half done" : migration.IsApplied ? "applied" : "pending";
}
