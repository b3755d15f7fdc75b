using Furrow.Providers;

namespace Furrow.Postgres.Locking;

/// <summary>The lock table's first row, with what the server knows about its holder.</summary>
internal sealed record LockClaim
{
    public const string SessionKind = "session";
    public const string LeaseKind = "lease";

    public required string? Holder { get; init; }

    public required DateTimeOffset? Since { get; init; }

    public required long Token { get; init; }

    public required string? Kind { get; init; }

    public required int? SessionId { get; init; }

    /// <summary>Whether the claim is a lease whose heartbeat is recent.</summary>
    public required bool IsLeaseAlive { get; init; }

    /// <summary>The server process that holds the advisory lock, if any does.</summary>
    public required int? AdvisoryProcess { get; init; }

    /// <summary>When that process began, or now where this role may not see it.</summary>
    public required DateTimeOffset AdvisorySince { get; init; }

    /// <summary>For people; null when nobody has a claim.</summary>
    public LockState? State
    {
        get
        {
            if (AdvisoryProcess is { } process)
            {
                // Between taking the lock and writing the row, and after a forced clearing, the row tells of another.
                return Kind == SessionKind && SessionId == process && Holder is not null
                    ? new LockState(Holder, Since ?? AdvisorySince, true)
                    : new LockState($"server process {process}", AdvisorySince, true);
            }

            return Holder is null ? null : new LockState(Holder, Since ?? AdvisorySince, IsLeaseAlive);
        }
    }
}
