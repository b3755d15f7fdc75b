using System.Globalization;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Scenarios.Running;
using Furrow.State;

namespace Furrow.Workflows.Sharing;

/// <summary>
/// Looks for a run of <c>generate</c> that is open before anything is changed: indexes and keys are off meanwhile. What
/// a killed command left is undone; a run that several commands share is theirs to end.
/// </summary>
internal sealed class OpenRunCheck(WorkContext work)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PauseSum = TimeSpan.FromSeconds(60);

    /// <summary>Returns where no other's run is open any more.</summary>
    /// <param name="worksOnRun">Whether the command is about a shared run.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="FurrowException">Code <c>locked</c>: a shared run is open.</exception>
    public async Task SettleAsync(bool worksOnRun, CancellationToken cancellationToken)
    {
        if (await work.State.GenerationRuns.FindAsync(cancellationToken) is not { } run)
        {
            return;
        }

        if (run.IsShared)
        {
            if (!worksOnRun)
            {
                throw Open(run);
            }

            return;
        }

        await UndoAsync(run, cancellationToken);
        work.Events.Emit(new WarningRaised(
            $"A `generate --jobs` that began at {run.StartedAt.UtcDateTime:u} did not end; what it wrote was removed.",
            Hint: null));
    }

    /// <summary>
    /// Undoes a run whose command is gone. Its sessions may be there a little longer, until the server notices.
    /// </summary>
    public async Task UndoAsync(GenerationRun run, CancellationToken cancellationToken)
    {
        long start = work.Clock.GetTimestamp();
        while (true)
        {
            try
            {
                await work.InTransactionAsync(
                    "generate",
                    new TransactionRequest(TransactionPurpose.Work),
                    token => new RunEnding(work, run).AbortAsync(token),
                    cancellationToken);
                return;
            }
            catch (FurrowException e) when (e.Code == ErrorCode.Locked && !work.Lock.Lost.IsCancellationRequested
                && work.Clock.GetElapsedTime(start) < PauseSum)
            {
                await Task.Delay(Pause, work.Clock, cancellationToken);
            }
        }
    }

    /// <summary>Keeps definitions from being stored while some are off.</summary>
    /// <exception cref="FurrowException">Code <c>locked</c>: a run is open.</exception>
    public static async Task RefuseAsync(StateStore state, CancellationToken cancellationToken)
    {
        if (await state.GenerationRuns.FindAsync(cancellationToken) is { } run)
        {
            throw Open(run);
        }
    }

    private static FurrowException Open(GenerationRun run) => new(
        ErrorCode.Locked,
        $"A run of generate is open, of {run.Record.Scenario}, since "
            + $"{run.StartedAt.UtcDateTime.ToString("u", CultureInfo.InvariantCulture)}; indexes and keys of its "
            + "tables are off until it ends.")
    {
        Hint = run.IsShared
            ? "End it: `furrow generate --finish` when all shards are written, or `furrow generate --abort`."
            : "Wait for it. If its process is gone (`furrow lock`), the next command that changes something undoes it.",
    };
}
