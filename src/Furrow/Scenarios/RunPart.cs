namespace Furrow.Scenarios;

/// <summary>A step of a run that is written in parts.</summary>
public enum RunStep
{
    /// <summary>It was opened.</summary>
    Prepared,

    /// <summary>One part was written.</summary>
    Shard,

    /// <summary>It has all its rows.</summary>
    Finished,

    /// <summary>It was undone.</summary>
    Aborted,
}

/// <summary>What was done of a run that is written in parts.</summary>
/// <param name="Step">Which step.</param>
/// <param name="Shard">The part that was written; null for other steps.</param>
/// <param name="IsRepeated">Whether it had been done before, and nothing was changed now.</param>
public sealed record RunPart(RunStep Step, ShardNumber? Shard = null, bool IsRepeated = false);
