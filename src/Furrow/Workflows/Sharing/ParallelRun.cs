using System.Collections.Immutable;
using System.Data.Common;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Scenarios;
using Furrow.Scenarios.Running;
using Furrow.State;

namespace Furrow.Workflows.Sharing;

/// <summary>
/// <c>generate --jobs N</c> into empty tables: a run whose parts are written at once, each by a session of its own. It
/// is recorded before the first row, so that the next command undoes what a killed one leaves.
/// </summary>
internal sealed class ParallelRun(
    WorkContext work, GenerationInputs inputs, GenerateOptions options, TimeSpan lockTimeout)
{
    private static readonly TimeSpan UndoLimit = TimeSpan.FromSeconds(60);

    /// <summary>Does it; null where it has to be one transaction, and nothing was changed.</summary>
    public async Task<GenerateResult?> TryAsync(CancellationToken cancellationToken)
    {
        if (options is not { Jobs: > 1 and int count, ClearFirst: false, DryRun: false }
            || !work.Database.Provider.Capabilities.ConcurrentWriters)
        {
            return null;
        }

        long start = work.Clock.GetTimestamp();
        OpenedRun opened = await OpenAsync(count, cancellationToken);
        if (opened is not { Run: { } run, Plan: { } plan })
        {
            return null;
        }

        long byteCount;
        ImmutableArray<TableGenerated> tables;
        try
        {
            (tables, byteCount) = await WriteAsync(opened, cancellationToken);
            await work.InTransactionAsync(
                "generate",
                new TransactionRequest(TransactionPurpose.Work),
                token => new RunEnding(work, run).FinishAsync(token),
                cancellationToken);
        }
        catch (Exception e)
        {
            await UndoAsync(run);
            if (e is DbException fault)
            {
                throw GenerateFault.Of(work.Session, fault);
            }

            throw;
        }

        foreach (TableGenerated table in tables)
        {
            work.Events.Emit(new RowsGenerated(table.Table.ToString(), table.Rows, table.DurationMs));
        }

        long elapsed = (long)work.Clock.GetElapsedTime(start).TotalMilliseconds;
        return RunResults.Of(run, part: null, tables, elapsed) with
        {
            ByteCount = byteCount,
            PlanByteCount = plan.ByteCount,
            Plan = plan,
        };
    }

    private async Task<OpenedRun> OpenAsync(int count, CancellationToken cancellationToken)
    {
        OpenedRun? opened = null;
        try
        {
            await work.InTransactionAsync(
                purpose: null,
                new TransactionRequest(TransactionPurpose.Work, lockTimeout),
                async token =>
                {
                    opened = await new RunOpening(work, inputs, options.Rows).OpenAsync(isShared: false, token);
                    if (opened.Run is { } run)
                    {
                        await work.State.GenerationRuns.DivideAsync(run, count, token);
                        opened = opened with { Run = run with { ShardCount = count } };
                    }
                },
                cancellationToken);
        }
        catch (DbException e)
        {
            throw GenerateFault.Of(work.Session, e);
        }

        return opened!;
    }

    // The first that fails stops the others, whose complaints about being stopped are of no interest.
    private async Task<(ImmutableArray<TableGenerated> Tables, long ByteCount)> WriteAsync(
        OpenedRun opened, CancellationToken cancellationToken)
    {
        ImmutableArray<GenerationShard> shards = await work.State.GenerationRuns.ReadShardsAsync(cancellationToken);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        RunProgress progress = new(
            work.Events, opened.Plan!.Tables.Select(table => (table.Table.Name, table.Program.Space.Count)));
        List<Exception> failures = [];
        Task<(ImmutableArray<TableGenerated> Tables, long ByteCount)>[] parts =
        [
            .. shards.Select(shard => Task.Run(
                async () =>
                {
                    try
                    {
                        return await WriteAsync(opened, shard, progress, stop.Token);
                    }
                    catch (Exception e)
                    {
                        lock (failures)
                        {
                            failures.Add(e);
                        }

                        await stop.CancelAsync();
                        throw;
                    }
                },
                CancellationToken.None)),
        ];
        await Task.WhenAll(parts).ContinueWith(
            _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        if (failures.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failures[0]);
        }

        (ImmutableArray<TableGenerated> Tables, long ByteCount)[] written = await Task.WhenAll(parts);
        return (
            [
                .. written[0].Tables.Select((table, place) => new TableGenerated(
                    table.Table,
                    written.Sum(part => part.Tables[place].Rows),
                    written.Max(part => part.Tables[place].DurationMs))
                {
                    ByteCount = written.Sum(part => part.Tables[place].ByteCount),
                }),
            ],
            written.Sum(part => part.ByteCount));
    }

    private async Task<(ImmutableArray<TableGenerated> Tables, long ByteCount)> WriteAsync(
        OpenedRun opened, GenerationShard shard, RunProgress progress, CancellationToken cancellationToken)
    {
        await using ISession session =
            await work.Database.OpenSessionAsync(SessionAccess.Write, cancellationToken);
        WorkContext lane = work with
        {
            Session = session,
            State = await StateStore.OpenAsync(session, work.Database, cancellationToken),
            Sequences = null,
        };
        ShardRun writing = new(lane, opened.Run!, workerCount: 1) { Progress = progress };
        ImmutableArray<TableGenerated>? written = null;
        await lane.InTransactionAsync(
            purpose: null,
            new TransactionRequest(TransactionPurpose.Work),
            async token => written = await writing.WriteAsync(shard, _ => Task.FromResult(opened.Plan!), token),
            cancellationToken);
        return (
            written ?? throw new InvalidOperationException($"shard {shard.Number} was written before"),
            writing.ByteCount);
    }

    // Whoever is told that it failed finds everything as it was. What cannot be undone now the next command undoes.
    private async Task UndoAsync(GenerationRun run)
    {
        using CancellationTokenSource limit = new(UndoLimit, work.Clock);
        try
        {
            await new OpenRunCheck(work).UndoAsync(run, limit.Token);
        }
        catch (Exception e)
        {
            work.Events.Emit(new WarningRaised(
                $"What was written could not be removed: {Faults.Of(e, work.Database.Provider).Message}",
                "The next command that changes the database removes it."));
        }
    }
}
