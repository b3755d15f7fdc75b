namespace Furrow.Workflows.SeedTesting;

/// <summary>Results of <c>seed-test</c> as documents and events spell them.</summary>
public static class SeedTestWords
{
    /// <summary><c>ok</c>, <c>differs</c>, <c>not-reversible</c>, …</summary>
    public static string Word(this SeedTestOutcome outcome) => outcome switch
    {
        SeedTestOutcome.Ok => "ok",
        SeedTestOutcome.NotReversible => "not-reversible",
        SeedTestOutcome.Differs => "differs",
        SeedTestOutcome.NotTested => "not-tested",
        SeedTestOutcome.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "not an outcome"),
    };

    /// <summary><c>apply</c>, <c>twice</c>, <c>rollback</c>, <c>order</c>.</summary>
    public static string Word(this SeedTestStep step) => step switch
    {
        SeedTestStep.Apply => "apply",
        SeedTestStep.Twice => "twice",
        SeedTestStep.Rollback => "rollback",
        SeedTestStep.Order => "order",
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "not a step"),
    };
}
