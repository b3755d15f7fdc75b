using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Seeds.Content;
using Furrow.State;

namespace Furrow.Seeds;

/// <summary>What a seed run will do, with every script split: nothing in it is known to be impossible.</summary>
public sealed class PreparedSeeds
{
    internal PreparedSeeds(SeedPlan plan, ImmutableArray<PreparedSeed> seeds) => (Plan, Seeds) = (plan, seeds);

    /// <summary>The plan that it follows.</summary>
    public SeedPlan Plan { get; }

    internal ImmutableArray<PreparedSeed> Seeds { get; }
}

/// <summary>A seed with the script that it runs first; null for one that has rows alone.</summary>
internal sealed record PreparedSeed(PlannedSeed Planned, SeedScript? Script);

/// <summary>
/// Applies seeds in order, each in a transaction of its own together with its history row: it is applied and recorded,
/// or neither.
/// </summary>
public sealed class SeedRunner
{
    private readonly WorkContext _work;
    private readonly IReadOnlyDictionary<string, string> _variables;
    private DatabaseSchema? _schema;

    /// <summary>A runner for one command.</summary>
    /// <param name="work">What the command has in hand.</param>
    /// <param name="variables">Environment variables that volatile seeds may read.</param>
    public SeedRunner(WorkContext work, IReadOnlyDictionary<string, string> variables)
    {
        _work = work;
        _variables = variables;
    }

    /// <summary>Finds, before anything is written, what would stop a seed half-way through the plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="isApplied">
    /// Whether a migration that a seed requires is applied by the time the seeds run.
    /// </param>
    /// <exception cref="FurrowException">Code <c>seed.invalid</c>, every problem listed.</exception>
    public PreparedSeeds Prepare(SeedPlan plan, Func<string, bool> isApplied)
    {
        List<FurrowException> problems = [];
        ImmutableArray<PreparedSeed>.Builder seeds = ImmutableArray.CreateBuilder<PreparedSeed>();
        foreach (PlannedSeed planned in plan.ToRun)
        {
            problems.AddRange(planned.Seed.Requires.Where(version => !isApplied(version))
                .Select(version => Unmet(planned.Seed, version)));
            try
            {
                seeds.Add(new PreparedSeed(planned, ScriptOf(planned)));
            }
            catch (FurrowException e)
            {
                problems.Add(e);
            }
        }

        Problems.Throw(problems, $"{problems.Count} problems in the seeds to apply; none was applied.");
        return new PreparedSeeds(plan, seeds.ToImmutable());
    }

    /// <summary>
    /// Applies what is prepared; skipped seeds are reported after the applied ones, in their order.
    /// </summary>
    /// <exception cref="FurrowException">One failed: those before it stay applied, nothing of it remains.</exception>
    public async Task<SeedResult> ApplyAsync(PreparedSeeds prepared, CancellationToken cancellationToken)
    {
        ImmutableArray<SeedOutcomeRecord>.Builder outcomes = ImmutableArray.CreateBuilder<SeedOutcomeRecord>();
        foreach (PreparedSeed seed in prepared.Seeds)
        {
            outcomes.Add(await ApplyAsync(seed, cancellationToken));
            _work.Events.Emit(new ProgressMade(
                EventOperation.Insert, "Seeds", "seeds", outcomes.Count, prepared.Seeds.Length));
        }

        foreach (SeedFile seed in prepared.Plan.Skipped)
        {
            _work.Events.Emit(new SeedSkipped(seed.Name, "already applied"));
            outcomes.Add(new SeedOutcomeRecord(seed.Name, SeedOutcome.Skipped, 0, []));
        }

        return new SeedResult(outcomes.ToImmutable());
    }

    private SeedScript? ScriptOf(PlannedSeed planned)
    {
        if (planned.Upgrade is { } upgrade)
        {
            return SeedScript.Prepare(upgrade.Text, upgrade.DisplayPath, _work.Database.Provider.Dialect);
        }

        SeedFile seed = planned.Seed;
        return seed.Kind == SeedKind.Sql
            ? SeedScript.Prepare(seed.Text, seed.DisplayPath, _work.Database.Provider.Dialect)
            : null;
    }

    private static FurrowException Unmet(SeedFile seed, string version) => new(
        ErrorCode.SeedInvalid, $"{seed.Name} requires migration {version}, which is not applied.")
    {
        File = seed.DisplayPath,
        Hint = "Run `furrow migrate` first, or correct the version after `requires`.",
    };

    private async Task<SeedOutcomeRecord> ApplyAsync(PreparedSeed prepared, CancellationToken cancellationToken)
    {
        PlannedSeed planned = prepared.Planned;
        SeedFile seed = planned.Seed;
        _work.Events.Emit(new SeedStarted(seed.Name));
        DateTimeOffset startedAt = _work.Clock.GetUtcNow();
        long start = _work.Clock.GetTimestamp();
        ImmutableArray<TableChanges> tables = [];
        try
        {
            await _work.InTransactionAsync(
                seed.Name,
                new TransactionRequest(TransactionPurpose.Work),
                async token =>
                {
                    ChangeCounts before = await _work.Session.ReadChangesAsync(token);
                    await WriteAsync(prepared, token);
                    tables = (await _work.Session.ReadChangesAsync(token)).Since(before).Tables;
                    await _work.State.Seeds.AddAsync(Attempt(error: null), token);
                },
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

        return new SeedOutcomeRecord(
            seed.Name, IsUpgrade() ? SeedOutcome.Upgraded : SeedOutcome.Applied, ElapsedMs(), tables);

        long ElapsedMs() => (long)_work.Clock.GetElapsedTime(start).TotalMilliseconds;

        bool IsUpgrade() => planned.Reason == SeedReason.Upgrade;

        SeedAttempt Attempt(string? error) => new(
            seed.Name, seed.Version, seed.Checksum, seed.Kind.Word(), seed.Policy.Word(), _work.Environment,
            startedAt, ElapsedMs(), _work.OperationId, _work.Actor)
        {
            IsUpgrade = IsUpgrade(),
            Tables = error is null ? tables : [],
            Error = error,
        };
    }

    // An upgrade's script takes the place of the seed's own; rows are written after it, so that they end as the file
    // has them.
    private async Task WriteAsync(PreparedSeed prepared, CancellationToken cancellationToken)
    {
        if (prepared.Script is { } script)
        {
            await new ScriptRunner(_work.Session, ErrorCode.SeedFailed, script.DisplayPath)
                .RunAsync(script.Statements, cancellationToken);

            // Statements may have changed the catalog that data seeds are read against.
            _schema = null;
        }

        SeedFile seed = prepared.Planned.Seed;
        if (seed.Kind != SeedKind.Sql)
        {
            _schema ??= await _work.Session.ReadSchemaAsync(cancellationToken);
            await new DataSeedWriter(_work.Session, _schema, _variables).WriteAsync(seed, cancellationToken);
        }
    }
}
