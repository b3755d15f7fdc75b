using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.State;

namespace Furrow.Seeds.Together;

/// <summary>
/// Runs the seeds of a group at once, each on a session of its own. They are recorded and committed in their order, so
/// that at every moment the database holds what it would hold had they run one after another. The first one that
/// stumbles, for whatever reason, takes those after it along: nothing of them remains, and they run again in order.
/// </summary>
/// <remarks>
/// This is what makes a wrong declaration harmless. A seed that waits in the database for one that waits here for its
/// turn would wait for ever, hence the short lock timeout.
/// </remarks>
internal sealed class SeedGroupRun
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(2);

    private readonly WorkContext _work;
    private readonly SeedLanes _lanes;
    private readonly ImmutableArray<SeedPlace> _group;
    private readonly Action _progress;
    private readonly TableFamilies _families;
    private readonly Turnstile _records;
    private readonly Turnstile _commits;
    private readonly CancellationTokenSource[] _stops;
    private readonly SeedOutcomeRecord?[] _outcomes;
    private readonly Exception?[] _failures;

    /// <summary>Begins nothing yet. <paramref name="progress"/>: called after each commit, in order.</summary>
    public SeedGroupRun(
        WorkContext work, SeedLanes lanes, ImmutableArray<SeedPlace> group, TableFamilies families, Action progress)
    {
        (_work, _lanes, _group, _families, _progress) = (work, lanes, group, families, progress);
        _records = new Turnstile(group.Length);
        _commits = new Turnstile(group.Length);
        _stops = new CancellationTokenSource[group.Length];
        _outcomes = new SeedOutcomeRecord?[group.Length];
        _failures = new Exception?[group.Length];
    }

    /// <summary>
    /// Runs them; returns what was applied: all of them, or those before the first one that has to run again.
    /// </summary>
    /// <exception cref="FurrowException">
    /// The connection of one was lost, and nobody knows whether it is applied.
    /// </exception>
    public async Task<ImmutableArray<SeedOutcomeRecord>> RunAsync(CancellationToken cancellationToken)
    {
        for (int i = 0; i < _stops.Length; i++)
        {
            _stops[i] = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        }

        List<Task> running = [];
        try
        {
            for (int i = 0; i < _group.Length; i++)
            {
                SeedLane? lane = await TakeAsync(i);
                if (lane is null)
                {
                    break;
                }

                running.Add(RunAsync(i, lane));
            }
        }
        finally
        {
            await Task.WhenAll(running);
            foreach (CancellationTokenSource stop in _stops)
            {
                stop.Dispose();
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        ImmutableArray<SeedOutcomeRecord> applied = [.. _outcomes.TakeWhile(outcome => outcome is not null)!];
        if (applied.Length < _group.Length && _failures[applied.Length] is { } failure)
        {
            await JudgeAsync(_group[applied.Length].Seed, failure, cancellationToken);
        }

        return applied;
    }

    // Null once somebody before it has stumbled.
    private async Task<SeedLane?> TakeAsync(int number)
    {
        try
        {
            return await _lanes.TakeAsync(_stops[number].Token);
        }
        catch (OperationCanceledException) when (_stops[number].IsCancellationRequested)
        {
            return null;
        }
    }

    // Never throws: what stopped it is judged when all have ended.
    private async Task RunAsync(int number, SeedLane lane)
    {
        try
        {
            await ApplyAsync(number, lane, _stops[number].Token);
        }
        catch (Exception e)
        {
            _failures[number] = e;
            foreach (CancellationTokenSource stop in _stops.Skip(number + 1))
            {
                await stop.CancelAsync();
            }
        }
        finally
        {
            _lanes.Return(lane);
        }
    }

    private async Task ApplyAsync(int number, SeedLane lane, CancellationToken cancellationToken)
    {
        SeedPlace place = _group[number];
        SeedTry attempt = new(lane.Work, lane.Steps, place.Seed);
        Gates gates = new(this, number, lane.Work);
        await lane.Work.InTransactionAsync(
            place.Seed.Planned.Seed.Name,
            attempt.Request with { LockTimeout = LockTimeout },
            token => attempt.WorkAsync(gates, token),
            cancellationToken);
        _work.Sequences?.Take(gates.Sequences);
        _outcomes[number] = attempt.Succeed();
        _progress();
        _commits.Pass(number);
    }

    private async Task JudgeAsync(PreparedSeed seed, Exception failure, CancellationToken cancellationToken)
    {
        if (failure is UndeclaredTableException undeclared)
        {
            _work.Events.Emit(new WarningRaised(
                $"{seed.Planned.Seed.Name} writes {undeclared.Table}, which its `tables` do not name; it runs alone.",
                "Name there every table that it writes."));
        }
        else if (_work.Session.Explain(failure).IsConnectionLost)
        {
            throw await new SeedTry(_work, new SeedStepContext(_work, _lanes.Surroundings), seed)
                .FailAsync(failure, _work, cancellationToken);
        }

        await _work.SetSequencesBackAsync(cancellationToken);
    }

    private sealed class Gates(SeedGroupRun run, int number, WorkContext lane) : ISeedGates
    {
        public ImmutableArray<SequenceValue> Sequences { get; private set; } = [];

        private SeedFootprint Footprint => run._group[number].Footprint!;

        public Task BeforeRecordAsync(ChangeCounts written, CancellationToken cancellationToken)
        {
            foreach (TableChanges changes in written.Tables)
            {
                if (!Footprint.Writes.Contains(run._families.HeadOf(changes.Table)))
                {
                    throw new UndeclaredTableException(changes.Table);
                }
            }

            return run._records.WaitAsync(number, cancellationToken);
        }

        public void Recorded() => run._records.Pass(number);

        public async Task BeforeCommitAsync(CancellationToken cancellationToken)
        {
            await run._commits.WaitAsync(number, cancellationToken);
            if (run._work.Sequences is { } sequences)
            {
                Sequences = await sequences.NoteAsync(
                    lane.State, Footprint.Sequences.Contains, cancellationToken);
            }
        }
    }
}
