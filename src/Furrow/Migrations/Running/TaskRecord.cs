using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.State;

namespace Furrow.Migrations.Running;

/// <summary>
/// Tells and records what becomes of one attempt at one migration: its events, its row in history, its failure.
/// </summary>
internal sealed class TaskRecord
{
    private readonly WorkContext _work;
    private readonly MigrationTask _task;
    private readonly DateTimeOffset _startedAt;
    private readonly long _start;

    private TaskRecord(WorkContext work, MigrationTask task)
    {
        _work = work;
        _task = task;
        _startedAt = work.Clock.GetUtcNow();
        _start = work.Clock.GetTimestamp();
    }

    /// <summary>Rows written so far.</summary>
    public ImmutableArray<TableChanges> Tables { get; set; } = [];

    private long ElapsedMs => (long)_work.Clock.GetElapsedTime(_start).TotalMilliseconds;

    private bool IsUp => _task.Direction == MigrationWay.Up;

    /// <summary>The attempt begins.</summary>
    public static TaskRecord Begin(WorkContext work, MigrationTask task)
    {
        TaskRecord record = new(work, task);
        work.Events.Emit(record.IsUp
            ? new MigrationStarted(task.Version, task.Name)
            : new RollbackStarted(task.Version, task.Name));
        return record;
    }

    /// <summary>Records that all of it is done, inside the transaction that does the last of it.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (IsUp)
        {
            await _work.State.Migrations.AddAsync(Attempt(), cancellationToken);
            return;
        }

        await _work.State.Migrations.RollBackAsync(Attempt(), cancellationToken);
        await new ClearedHistory(_work.State).ForgetGoneTablesAsync(cancellationToken);
    }

    /// <summary>Records how far it is.</summary>
    public Task MarkAsync(int statement, StatementState state, CancellationToken cancellationToken)
    {
        int until = state == StatementState.Failed ? statement - 1 : statement;
        MigrationProgress progress = new(_task.Direction, statement, state, _task.Script.ChecksumOf(until));
        return _work.State.Migrations.MarkAsync(Attempt() with { Progress = progress }, cancellationToken);
    }

    /// <summary>It is over and recorded.</summary>
    public AppliedMigration End()
    {
        long durationMs = ElapsedMs;
        _work.Events.Emit(IsUp
            ? new MigrationApplied(_task.Version, _task.Name, durationMs)
            : new MigrationRolledBack(_task.Version, _task.Name, durationMs));
        return new AppliedMigration(_task.Version, _task.Name, durationMs, Tables);
    }

    /// <summary>
    /// It failed: tells and records that, in a transaction of its own; <paramref name="also"/>: what else belongs into
    /// that. Returns the error to throw.
    /// </summary>
    public async Task<FurrowException> FailAsync(
        Exception exception, Func<CancellationToken, Task>? also, CancellationToken cancellationToken)
    {
        FurrowException failure = _work.Fault(exception, ErrorCode.MigrationFailed, _task.Script.File);
        EventError error = EventError.From(failure);
        _work.Events.Emit(IsUp
            ? new MigrationFailed(_task.Version, _task.Name, ElapsedMs, error)
            : new RollbackFailed(_task.Version, _task.Name, ElapsedMs, error));
        await _work.RecordFailureAsync(
            async token =>
            {
                await _work.State.Migrations.AddAsync(
                    Attempt() with { Error = failure.Message, Tables = [] }, token);
                if (also is not null)
                {
                    await also(token);
                }
            },
            cancellationToken);
        return failure;
    }

    /// <summary>Tells that it is tried again.</summary>
    public void Retry(RetryNotice notice) => _work.Events.Emit(new MigrationRetried(
        _task.Version, _task.Name, notice.Attempt, (long)notice.Pause.TotalMilliseconds, notice.Reason));

    private MigrationAttempt Attempt() => new(
        _task.Key, _task.Name, _task.Checksum, _startedAt, ElapsedMs, _work.OperationId, _work.Actor)
    {
        Direction = _task.Direction,
        IsRepeatable = _task.IsRepeatable,
        IsTransactional = _task.IsTransactional,
        Tables = Tables,
    };
}
