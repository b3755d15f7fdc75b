using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.State;

namespace Furrow.Seeds;

/// <summary>How a dry run of seeds is done.</summary>
public sealed record SeedRehearsalOptions
{
    /// <summary>Whether sequences that it moved are set back: a rollback does not do that.</summary>
    public bool SetsSequencesBack { get; init; }

    /// <summary>What comes before the seeds in the same transaction; null for nothing.</summary>
    public Func<CancellationToken, Task>? Before { get; init; }
}

/// <summary>
/// The dry run: all seeds one after another in a single transaction, since later ones need what earlier ones write, and
/// then all of it is taken back. Nothing is recorded of it, so it works where furrow's tables are not there.
/// </summary>
internal sealed class SeedRehearsal(WorkContext work, SeedStepContext steps, SeedRehearsalOptions options)
{
    private static readonly TimeSpan LastWordsLimit = TimeSpan.FromSeconds(5);

    public async Task<ImmutableArray<SeedOutcomeRecord>> RunAsync(
        ImmutableArray<PreparedSeed> seeds, CancellationToken cancellationToken)
    {
        ImmutableArray<SeedOutcomeRecord>.Builder outcomes = ImmutableArray.CreateBuilder<SeedOutcomeRecord>();
        ImmutableArray<SequenceValue> before = await work.Session.ReadSequencesAsync(cancellationToken);
        try
        {
            await work.RehearseAsync(
                "dry run",
                new TransactionRequest(TransactionPurpose.Work),
                async (transaction, token) =>
                {
                    if (options.Before is { } first)
                    {
                        await first(token);
                    }

                    foreach (PreparedSeed seed in seeds)
                    {
                        outcomes.Add(await RunAsync(seed, transaction, token));
                        work.Events.Emit(new ProgressMade(
                            EventOperation.Insert, "Seeds", "seeds", outcomes.Count, seeds.Length));
                    }
                },
                cancellationToken);
        }
        finally
        {
            await SetBackAsync(before, cancellationToken);
        }

        return outcomes.ToImmutable();
    }

    private async Task<SeedOutcomeRecord> RunAsync(
        PreparedSeed prepared, ISessionTransaction transaction, CancellationToken cancellationToken)
    {
        SeedFile seed = prepared.Planned.Seed;
        long start = work.Clock.GetTimestamp();
        ImmutableArray<SequenceValue> sequences = await work.Session.ReadSequencesAsync(cancellationToken);
        ChangeCounts before = await work.Session.ReadChangesAsync(cancellationToken);
        try
        {
            foreach (ISeedStep step in prepared.Steps)
            {
                await step.RunAsync(steps, cancellationToken);
            }

            await transaction.CheckAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw work.Fault(e, ErrorCode.SeedFailed, seed.DisplayPath);
        }

        ChangeCounts written = (await work.Session.ReadChangesAsync(cancellationToken)).Since(before);
        SeedOutcome outcome =
            prepared.Planned.Reason == SeedReason.Upgrade ? SeedOutcome.Upgraded : SeedOutcome.Applied;
        long durationMs = (long)work.Clock.GetElapsedTime(start).TotalMilliseconds;
        return new SeedOutcomeRecord(seed.Name, outcome, durationMs, written.Tables)
        {
            Sequences = Moves(sequences, await work.Session.ReadSequencesAsync(cancellationToken)),
        };
    }

    // After Ctrl-C too: it is one short statement.
    private async Task SetBackAsync(ImmutableArray<SequenceValue> sequences, CancellationToken cancellationToken)
    {
        if (options.SetsSequencesBack && sequences.Length > 0)
        {
            using CancellationTokenSource limit = new(LastWordsLimit, work.Clock);
            await work.Session.SetSequencesBackAsync(
                sequences, cancellationToken.IsCancellationRequested ? limit.Token : cancellationToken);
        }
    }

    // One that a seed itself created is no news to whoever reads the report.
    private static ImmutableArray<SequenceMove> Moves(
        ImmutableArray<SequenceValue> before, ImmutableArray<SequenceValue> after) =>
    [
        .. before.Join(after, value => value.Sequence, value => value.Sequence, (from, to) => (from, to))
            .Where(pair => pair.from != pair.to)
            .Select(pair => new SequenceMove(pair.from.Sequence, LastOf(pair.from), LastOf(pair.to))),
    ];

    private static long? LastOf(SequenceValue value) => value.IsCalled ? value.LastValue : null;
}
