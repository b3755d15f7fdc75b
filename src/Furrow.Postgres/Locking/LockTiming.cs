namespace Furrow.Postgres.Locking;

/// <summary>How often a holder shows that it lives, and when it counts as dead.</summary>
/// <param name="Beat">Between two heartbeats of a lease, or two looks at the connection of a session lock.</param>
/// <param name="Lifetime">After how long without heartbeat, by the server's clock, a lease may be taken over.</param>
/// <param name="AnswerMax">How long one of these statements may take before it counts as failed.</param>
internal sealed record LockTiming(TimeSpan Beat, TimeSpan Lifetime, TimeSpan AnswerMax)
{
    public static LockTiming Default { get; } =
        new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(5));
}
