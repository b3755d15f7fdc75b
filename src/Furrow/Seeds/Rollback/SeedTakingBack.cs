using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.State;

namespace Furrow.Seeds.Rollback;

/// <summary>One seed on its way back, inside the command's transaction.</summary>
internal sealed class SeedTakingBack
{
    private readonly WorkContext _work;
    private readonly string _name;
    private readonly string? _file;
    private readonly DateTimeOffset _startedAt;
    private readonly SortedDictionary<ObjectName, TableChanges> _tables = [];
    private long _durationMs;

    /// <summary>Begins; <paramref name="file"/>: the seed's file as shown, null where it is gone.</summary>
    public SeedTakingBack(WorkContext work, string name, string? file)
    {
        _work = work;
        _name = name;
        _file = file;
        _startedAt = work.Clock.GetUtcNow();
    }

    /// <summary>Puts back what one attempt wrote; returns what stands in the way.</summary>
    public async Task<IEnumerable<FurrowException>> UndoAsync(long historyId, CancellationToken cancellationToken)
    {
        long start = _work.Clock.GetTimestamp();
        UndoResult result;
        try
        {
            result = await _work.Session.UndoAsync(historyId, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw Failure(_work, _name, e, _file);
        }

        Add(result.Tables, start);
        return result.Obstacles.Select(obstacle => new FurrowException(
            ErrorCode.Refused, $"{_name} cannot be rolled back: {obstacle.Table}: {obstacle.Reason}.")
        {
            File = _file,
            Hint = $"Put the rows right by hand, or write {_name}.down.sql, which takes them back.",
        });
    }

    /// <summary>Runs the seed's own way back.</summary>
    public async Task RunAsync(
        ImmutableArray<ISeedStep> steps,
        SeedSurroundings surroundings,
        CancellationToken cancellationToken)
    {
        long start = _work.Clock.GetTimestamp();
        SeedStepContext context = new(_work, surroundings);
        ChangeCounts before = await _work.Session.ReadChangesAsync(cancellationToken);
        foreach (ISeedStep step in steps)
        {
            await step.RunAsync(context, cancellationToken);
        }

        Add((await _work.Session.ReadChangesAsync(cancellationToken)).Since(before).Tables, start);
    }

    /// <summary>Records that the seed is rolled back, and forgets what was kept of it.</summary>
    public async Task<SeedRolledBackRecord> RecordAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<TableChanges> tables = [.. _tables.Values];
        await _work.State.Seeds.AddRollbackAsync(
            new SeedRollbackRecord(
                _name, _work.Environment, _startedAt, _durationMs, _work.OperationId, _work.Actor)
            {
                Tables = tables,
            },
            cancellationToken);
        await _work.State.SeedChanges.ForgetAsync(_name, cancellationToken);
        return new SeedRolledBackRecord(_name, _durationMs, tables);
    }

    /// <summary>What the database says against it.</summary>
    public static FurrowException Failure(WorkContext work, string what, Exception exception, string? file = null)
    {
        DatabaseFault fault = work.Session.Explain(exception);
        return new FurrowException(
            fault.Code ?? ErrorCode.SeedFailed, $"{what} could not be rolled back: {fault.Message}")
        {
            File = file,
            SqlState = fault.SqlState,
            Detail = fault.Detail,
            Hint = fault.Hint ?? "Rows that came later may need what they wrote; take those away first.",
        };
    }

    private void Add(ImmutableArray<TableChanges> tables, long start)
    {
        _durationMs += (long)_work.Clock.GetElapsedTime(start).TotalMilliseconds;
        foreach (TableChanges table in tables)
        {
            _tables[table.Table] = _tables.TryGetValue(table.Table, out TableChanges? sum)
                ? new TableChanges(
                    table.Table,
                    sum.Inserted + table.Inserted,
                    sum.Updated + table.Updated,
                    sum.Deleted + table.Deleted)
                : table;
        }
    }
}
