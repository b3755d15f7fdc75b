using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.State;

namespace Furrow.Seeds;

/// <summary>
/// Applies one seed after another, each in a transaction of its own together with its history row: it is applied and
/// recorded, or neither.
/// </summary>
internal sealed class SeedApplication
{
    private readonly WorkContext _work;
    private readonly SeedStepContext _steps;

    public SeedApplication(WorkContext work, SeedSurroundings surroundings)
    {
        _work = work;
        _steps = new SeedStepContext(work, surroundings);
    }

    /// <summary>Applies a seed.</summary>
    /// <exception cref="FurrowException">It failed: nothing of it remains but the record of the attempt.</exception>
    public async Task<SeedOutcomeRecord> RunAsync(PreparedSeed prepared, CancellationToken cancellationToken)
    {
        PlannedSeed planned = prepared.Planned;
        SeedFile seed = planned.Seed;
        _work.Events.Emit(new SeedStarted(seed.Name));
        DateTimeOffset startedAt = _work.Clock.GetUtcNow();
        long start = _work.Clock.GetTimestamp();
        ImmutableArray<TableChanges> tables = [];
        SeedKeeping keeping = new(_work, seed);
        try
        {
            await ConflictRetry.RunAsync(
                _work,
                () => _work.InTransactionAsync(seed.Name, keeping.Request, WorkAsync, cancellationToken),
                cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            FurrowException failure = _work.Fault(e, ErrorCode.SeedFailed, seed.DisplayPath);
            _work.Events.Emit(new SeedFailed(seed.Name, ElapsedMs(), EventError.From(failure)));
            await _work.RecordFailureAsync(
                token => _work.State.Seeds.AddAsync(Attempt(failure.Message), token), cancellationToken);
            throw failure;
        }

        _work.Events.Emit(new SeedApplied(seed.Name, seed.Version, ElapsedMs()));
        foreach (TableChanges table in tables)
        {
            _work.Events.Emit(new RowsChanged(table.Table.ToString(), table.Inserted, table.Updated, table.Deleted));
        }

        foreach (ISeedStep step in prepared.Steps)
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

        return new SeedOutcomeRecord(
            seed.Name, IsUpgrade() ? SeedOutcome.Upgraded : SeedOutcome.Applied, ElapsedMs(), tables);

        async Task WorkAsync(CancellationToken token)
        {
            await using IChangeCapture? capture = await keeping.BeginAsync(token);
            ChangeCounts before = await _work.Session.ReadChangesAsync(token);
            foreach (ISeedStep step in prepared.Steps)
            {
                await step.RunAsync(_steps, token);
            }

            if (capture is not null)
            {
                await capture.SettleAsync(token);
            }

            ChangeCounts written = (await _work.Session.ReadChangesAsync(token)).Since(before);
            tables = written.Tables;
            long historyId = await _work.State.Seeds.AddAsync(Attempt(error: null), token);
            await keeping.KeepAsync(capture, historyId, written, token);
        }

        long ElapsedMs() => (long)_work.Clock.GetElapsedTime(start).TotalMilliseconds;

        bool IsUpgrade() => planned.Reason == SeedReason.Upgrade;

        SeedAttempt Attempt(string? error) => new(
            seed.Name, seed.Version, seed.Checksum, seed.Kind.Word(), seed.Policy.Word(), _work.Environment,
            startedAt, ElapsedMs(), _work.OperationId, _work.Actor)
        {
            IsUpgrade = IsUpgrade(),
            Tables = error is null ? tables : [],
            Depends = seed.Depends,
            Error = error,
        };
    }
}
