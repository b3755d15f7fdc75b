using System.Collections.Immutable;
using Furrow.Events;
using Furrow.Migrations;
using Furrow.Providers;
using Furrow.Seeds;
using Furrow.State;

namespace Furrow.Workflows;

/// <summary>
/// A look at whether a command has anything to do, before it takes the lock: most runs of <c>setup</c>,
/// <c>migrate</c> and <c>seed</c> find nothing. It only reads; where there may be work, or something to say about it,
/// the command goes its whole way and reads everything again under the lock.
/// </summary>
internal sealed class Glance(ProjectContext project, ISession session, StateStore state, ChosenEnvironment environment)
{
    /// <summary>Furrow's tables.</summary>
    public StateStore State => state;

    /// <summary>
    /// The plan when no migration is to be applied, half done or drifted; otherwise null.
    /// </summary>
    public async Task<MigrationPlan?> EmptyPlanAsync(MigrationVersion? target, CancellationToken cancellationToken)
    {
        MigrationSet files = await ProjectFiles.ReadMigrationsAsync(project, cancellationToken);
        VersionOption.RefuseUnknown("--target", target, files);
        MigrationPlan plan = MigrationPlan.Make(files, await state.Migrations.ReadAllAsync(cancellationToken), target);
        return plan.IsPending || plan.HalfDone.Length > 0 || plan.Drift.Length > 0 ? null : plan;
    }

    /// <summary>
    /// Every seed as skipped when none is to be applied or drifted; otherwise null. <paramref name="names"/>: the only
    /// ones that are meant, with what they depend on; empty for all.
    /// </summary>
    public async Task<SeedResult?> SkippedSeedsAsync(
        IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        SeedPlan plan = SeedPlanner.Plan(new SeedPlanRequest
        {
            Files = await ProjectFiles.ReadSeedsAsync(project, cancellationToken),
            Folders = environment.Definition.Folders,
            History = await state.Seeds.ReadAsync(cancellationToken),
            Names = names,
        });
        if (plan.ToRun.Length > 0 || plan.Drift.Length > 0)
        {
            return null;
        }

        foreach (SeedFile seed in plan.Skipped)
        {
            project.Events.Emit(new SeedSkipped(seed.Name, "already applied"));
        }

        return new SeedResult(
            [.. plan.Skipped.Select(seed => new SeedOutcomeRecord(seed.Name, SeedOutcome.Skipped, 0, []))]);
    }

    /// <summary>Every user table with its rows.</summary>
    public Task<ImmutableArray<TableRowCount>> CountRowsAsync(CancellationToken cancellationToken) =>
        session.CountRowsAsync(cancellationToken);
}
