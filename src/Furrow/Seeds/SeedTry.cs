using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.State;

namespace Furrow.Seeds;

/// <summary>One try at a seed: what happens inside its transaction, and what is told and recorded of it.</summary>
internal sealed class SeedTry
{
    private readonly WorkContext _work;
    private readonly SeedStepContext _steps;
    private readonly PreparedSeed _prepared;
    private readonly SeedKeeping _keeping;
    private readonly DateTimeOffset _startedAt;
    private readonly long _start;
    private ImmutableArray<TableChanges> _tables = [];

    /// <summary>Begins: the clock runs from here.</summary>
    public SeedTry(WorkContext work, SeedStepContext steps, PreparedSeed prepared)
    {
        _work = work;
        _steps = steps;
        _prepared = prepared;
        _keeping = new SeedKeeping(work, prepared.Planned.Seed);
        work.Events.Emit(new SeedStarted(Seed.Name));
        _startedAt = work.Clock.GetUtcNow();
        _start = work.Clock.GetTimestamp();
    }

    /// <summary>The transaction that it runs in.</summary>
    public TransactionRequest Request => _keeping.Request;

    private SeedFile Seed => _prepared.Planned.Seed;

    private bool IsUpgrade => _prepared.Planned.Reason == SeedReason.Upgrade;

    private long ElapsedMs => (long)_work.Clock.GetElapsedTime(_start).TotalMilliseconds;

    /// <summary>Applies and records the seed, inside the open transaction.</summary>
    /// <param name="gates">Where it stops for others; null where it runs alone.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task WorkAsync(ISeedGates? gates, CancellationToken cancellationToken)
    {
        await using IChangeCapture? capture = await _keeping.BeginAsync(cancellationToken);
        ChangeCounts before = await _work.Session.ReadChangesAsync(cancellationToken);
        foreach (ISeedStep step in _prepared.Steps)
        {
            await step.RunAsync(_steps, cancellationToken);
        }

        if (capture is not null)
        {
            await capture.SettleAsync(cancellationToken);
        }

        ChangeCounts written = (await _work.Session.ReadChangesAsync(cancellationToken)).Since(before);
        _tables = written.Tables;
        if (gates is not null)
        {
            await gates.BeforeRecordAsync(written, cancellationToken);
        }

        long historyId = await _work.State.Seeds.AddAsync(Attempt(error: null), cancellationToken);
        gates?.Recorded();
        await _keeping.KeepAsync(capture, historyId, written, cancellationToken);
        if (gates is not null)
        {
            await gates.BeforeCommitAsync(cancellationToken);
        }
    }

    /// <summary>Tells that it is committed.</summary>
    public SeedOutcomeRecord Succeed()
    {
        _work.Events.Emit(new SeedApplied(Seed.Name, Seed.Version, ElapsedMs));
        foreach (TableChanges table in _tables)
        {
            _work.Events.Emit(new RowsChanged(table.Table.ToString(), table.Inserted, table.Updated, table.Deleted));
        }

        return new SeedOutcomeRecord(
            Seed.Name, IsUpgrade ? SeedOutcome.Upgraded : SeedOutcome.Applied, ElapsedMs, _tables);
    }

    /// <summary>
    /// Does what the seed does after its commit: at once, or once all that shares its transaction is kept.
    /// </summary>
    public async Task CommittedAsync(CancellationToken cancellationToken)
    {
        foreach (ISeedStep step in _prepared.Steps)
        {
            if (_work.Shared is { } shared)
            {
                shared.AddCommitted(step.CommittedAsync);
            }
            else
            {
                await step.CommittedAsync(cancellationToken);
            }
        }
    }

    /// <summary>Tells and records that it failed; returns why.</summary>
    /// <param name="exception">What stopped it.</param>
    /// <param name="recorder">What records it: another session than its own, where that is gone.</param>
    /// <param name="cancellationToken">Stops recording.</param>
    public async Task<FurrowException> FailAsync(
        Exception exception, WorkContext recorder, CancellationToken cancellationToken)
    {
        FurrowException failure = _work.Fault(exception, ErrorCode.SeedFailed, Seed.DisplayPath);
        _work.Events.Emit(new SeedFailed(Seed.Name, ElapsedMs, EventError.From(failure)));
        await recorder.RecordFailureAsync(
            token => recorder.State.Seeds.AddAsync(Attempt(failure.Message), token), cancellationToken);
        return failure;
    }

    private SeedAttempt Attempt(string? error) => new(
        Seed.Name, Seed.Version, Seed.Checksum, Seed.Kind.Word(), Seed.Policy.Word(), _work.Environment,
        _startedAt, ElapsedMs, _work.OperationId, _work.Actor)
    {
        IsUpgrade = IsUpgrade,
        Tables = error is null ? _tables : [],
        Depends = Seed.Depends,
        IsCompiledIn = Seed.Compiled is not null,
        Error = error,
    };
}
