using Furrow.Providers;
using Furrow.State;

namespace Furrow.Seeds;

/// <summary>Decides whether what a seed writes is kept for taking it back, and keeps it.</summary>
internal sealed class SeedKeeping(WorkContext work, SeedFile seed)
{
    /// <summary>The transaction that the seed runs in.</summary>
    public TransactionRequest Request => new(TransactionPurpose.Work) { IsRepeatable = Reason is null };

    // What it read may be secret, and a script of its own knows better than rows do what belongs to the seed.
    private string? Reason =>
        seed.IsVolatile ? "it is volatile"
        : seed.Down is not null ? "it had a down file of its own"
        : work.Shared is not null ? "it was applied in one transaction with what was cleared before"
        : null;

    /// <summary>Begins to keep, in the seed's transaction; null where nothing is kept.</summary>
    public async Task<IChangeCapture?> BeginAsync(CancellationToken cancellationToken) =>
        Reason is null ? await work.Session.BeginCaptureAsync(cancellationToken) : null;

    /// <summary>Keeps what was written, or records why not.</summary>
    public async Task KeepAsync(
        IChangeCapture? capture, long historyId, ChangeCounts written, CancellationToken cancellationToken)
    {
        await work.State.SeedChanges.ForgetAsync(seed.Name, cancellationToken);
        string? reason = capture is null ? Reason : await capture.StoreAsync(historyId, written, cancellationToken);
        if (reason is not null)
        {
            await work.State.SeedChanges.NotCapturedAsync(historyId, reason, cancellationToken);
        }
    }
}
