using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Seeds.Together;
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

/// <summary>Applies seeds in order, see <see cref="SeedApplication"/>; finds first what cannot be.</summary>
public sealed class SeedRunner
{
    private readonly WorkContext _work;
    private readonly SeedSurroundings _surroundings;
    private readonly SeedCodes _codes;

    /// <summary>A runner for one command.</summary>
    /// <param name="work">What the command has in hand.</param>
    /// <param name="surroundings">What the project and its host give.</param>
    public SeedRunner(WorkContext work, SeedSurroundings surroundings)
    {
        _work = work;
        _surroundings = surroundings;
        _codes = new SeedCodes(surroundings);
    }

    /// <summary>
    /// How many seeds may run at once, where they have nothing to do with one another. Default 1; what comes of it is
    /// the same for any number.
    /// </summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Finds, before anything is written, what would stop a seed half-way through the plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="isApplied">
    /// Whether a migration that a seed requires is applied by the time the seeds run.
    /// </param>
    /// <param name="cancellationToken">Stops compiling.</param>
    /// <exception cref="FurrowException">Code <c>seed.invalid</c>, every problem listed.</exception>
    public PreparedSeeds Prepare(
        SeedPlan plan, Func<string, bool> isApplied, CancellationToken cancellationToken = default)
    {
        List<FurrowException> problems = [];
        ImmutableArray<PreparedSeed>.Builder seeds = ImmutableArray.CreateBuilder<PreparedSeed>();
        foreach (PlannedSeed planned in plan.ToRun)
        {
            problems.AddRange(planned.Seed.Requires.Where(version => !isApplied(version))
                .Select(version => Unmet(planned.Seed, version)));
            try
            {
                seeds.Add(new PreparedSeed(planned, StepsOf(planned, cancellationToken)));
            }
            catch (FurrowException e)
            {
                problems.Add(e);
            }
        }

        // A file that several C# seeds share is wrong in each of them, and told once.
        problems = [.. problems.DistinctBy(problem => (problem.File, problem.Line, problem.Column, problem.Message))];
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
        if (SeedsTogether.Can(_work, Jobs))
        {
            outcomes.AddRange(
                await new SeedsTogether(_work, _surroundings, Jobs).RunAsync(prepared, Tell, cancellationToken));
            return WithSkipped(outcomes, prepared.Plan);
        }

        SeedApplication application = new(_work, _surroundings);
        foreach (PreparedSeed seed in prepared.Seeds)
        {
            try
            {
                outcomes.Add(await application.RunAsync(seed, cancellationToken));
            }
            finally
            {
                seed.Release();
            }

            Tell(outcomes.Count);
        }

        return WithSkipped(outcomes, prepared.Plan);

        void Tell(int done) => _work.Events.Emit(
            new ProgressMade(EventOperation.Insert, "Seeds", "seeds", done, prepared.Seeds.Length));
    }

    /// <summary>Runs what is prepared, in one transaction, and takes all of it back.</summary>
    /// <param name="prepared">What to run.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="FurrowException">One failed; nothing remains, and nothing of it is recorded.</exception>
    public async Task<SeedResult> RehearseAsync(
        PreparedSeeds prepared, SeedRehearsalOptions options, CancellationToken cancellationToken)
    {
        SeedStepContext steps = new(_work, _surroundings with { IsDryRun = true });
        SeedRehearsal rehearsal = new(_work, steps, options);
        ImmutableArray<SeedOutcomeRecord>.Builder outcomes = ImmutableArray.CreateBuilder<SeedOutcomeRecord>();
        outcomes.AddRange(await rehearsal.RunAsync(prepared.Seeds, cancellationToken));
        return WithSkipped(outcomes, prepared.Plan) with { IsDryRun = true };
    }

    private SeedResult WithSkipped(ImmutableArray<SeedOutcomeRecord>.Builder outcomes, SeedPlan plan)
    {
        foreach (SeedFile seed in plan.Skipped)
        {
            _work.Events.Emit(new SeedSkipped(seed.Name, "already applied"));
            outcomes.Add(new SeedOutcomeRecord(seed.Name, SeedOutcome.Skipped, 0, []));
        }

        return new SeedResult(outcomes.ToImmutable());
    }

    // An upgrade's script takes the place of the seed's own; rows are written after it, so that they end as the file
    // has them.
    private ImmutableArray<ISeedStep> StepsOf(PlannedSeed planned, CancellationToken cancellationToken)
    {
        ImmutableArray<ISeedStep>.Builder steps = ImmutableArray.CreateBuilder<ISeedStep>();
        SeedFile seed = planned.Seed;
        if (planned.Upgrade is { } upgrade)
        {
            steps.Add(Script(upgrade.Text, upgrade.DisplayPath));
        }
        else if (seed.Kind == SeedKind.Sql)
        {
            steps.Add(Script(seed.Text, seed.DisplayPath));
        }
        else if (seed.Kind == SeedKind.Cs)
        {
            bool isUpgrade = planned is { Reason: SeedReason.Upgrade, AppliedVersion: not null };
            steps.Add(new SeedCodeStep(
                seed,
                _codes.Load(seed, cancellationToken),
                isUpgrade ? SeedCodeAct.Upgrade : SeedCodeAct.Run,
                planned.AppliedVersion));
        }

        if (seed.Kind is not (SeedKind.Sql or SeedKind.Cs))
        {
            steps.Add(new SeedRowsStep(seed));
        }

        return steps.ToImmutable();
    }

    private SeedScriptStep Script(string text, string displayPath) =>
        new(SeedScript.Prepare(text, displayPath, _work.Database.Provider.Dialect));

    private static FurrowException Unmet(SeedFile seed, string version) => new(
        ErrorCode.SeedInvalid, $"{seed.Name} requires migration {version}, which is not applied.")
    {
        File = seed.DisplayPath,
        Hint = "Run `furrow migrate` first, or correct the version after `requires`.",
    };
}
