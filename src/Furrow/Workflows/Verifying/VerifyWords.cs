using Furrow.Schema;

namespace Furrow.Workflows.Verifying;

/// <summary>Results of <c>verify</c> as documents and events spell them.</summary>
public static class VerifyWords
{
    /// <summary><c>ok</c>, <c>no-down</c>, <c>down-failed</c>, …</summary>
    public static string Word(this VerifyOutcome outcome) => outcome switch
    {
        VerifyOutcome.Ok => "ok",
        VerifyOutcome.NoDown => "no-down",
        VerifyOutcome.DownFailed => "down-failed",
        VerifyOutcome.Differs => "differs",
        VerifyOutcome.UpFailed => "up-failed",
        VerifyOutcome.NotVerified => "not-verified",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "not an outcome"),
    };

    /// <summary><c>up</c>, <c>down</c>, <c>up-again</c>.</summary>
    public static string Word(this VerifyStage stage) => stage switch
    {
        VerifyStage.Up => "up",
        VerifyStage.Down => "down",
        VerifyStage.UpAgain => "up-again",
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "not a stage"),
    };

    /// <summary><c>left-behind</c>, <c>missing</c>, <c>changed</c>.</summary>
    public static string Word(this CatalogChange change) => change switch
    {
        CatalogChange.LeftBehind => "left-behind",
        CatalogChange.Missing => "missing",
        CatalogChange.Changed => "changed",
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "not a change"),
    };
}
