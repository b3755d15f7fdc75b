using System.Collections.Immutable;
using System.Data.Common;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.State;

namespace Furrow.Seeds.Rollback;

/// <summary>
/// Takes seeds back in one transaction, with a history row each: all of them or none, so that what stands in the way of
/// one is found before anything is changed, together with what stands in the way of the others.
/// </summary>
public sealed class SeedRollbackRunner
{
    private readonly WorkContext _work;
    private readonly Dictionary<string, SeedFile> _files;
    private readonly SeedSurroundings _surroundings;
    private readonly SeedCodes _codes;

    /// <summary>A runner for one command.</summary>
    /// <param name="work">What the command has in hand.</param>
    /// <param name="files">Every seed of every folder.</param>
    /// <param name="surroundings">What the project and its host give.</param>
    public SeedRollbackRunner(WorkContext work, IReadOnlyList<SeedFile> files, SeedSurroundings surroundings)
    {
        _work = work;
        _files = files.ToDictionary(file => file.Name, StringComparer.Ordinal);
        _surroundings = surroundings;
        _codes = new SeedCodes(surroundings);
    }

    /// <summary>The names of the seeds that bring a way back of their own.</summary>
    public IReadOnlySet<string> WithDown =>
        _files.Values.Where(HasDown).Select(file => file.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>Does what was planned.</summary>
    /// <exception cref="FurrowException">
    /// Code <c>seed.invalid</c>: scripts that cannot be run. Code <c>refused</c>: rows changed since, or others refer
    /// to them. Nothing was rolled back.
    /// </exception>
    public async Task<SeedRollbackResult> RunAsync(SeedRollbackPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Steps.IsEmpty)
        {
            return new SeedRollbackResult([]);
        }

        Dictionary<string, ImmutableArray<ISeedStep>> downs = Prepare(plan);
        ImmutableArray<SeedRolledBackRecord> seeds = [];
        try
        {
            await ConflictRetry.RunAsync(
                _work,
                () => _work.InTransactionAsync(
                    "seed-rollback",
                    new TransactionRequest(TransactionPurpose.Work) { IsRepeatable = true },
                    async token => seeds = await RunStepsAsync(plan, downs, token),
                    cancellationToken),
                cancellationToken);
        }
        catch (DbException e)
        {
            // A key that is checked at the end belongs to no seed.
            throw SeedTakingBack.Failure(_work, "The seeds", e);
        }
        finally
        {
            foreach (IDisposable step in downs.Values.SelectMany(steps => steps).OfType<IDisposable>())
            {
                step.Dispose();
            }
        }

        foreach (SeedRolledBackRecord seed in seeds)
        {
            _work.Events.Emit(new SeedRolledBack(seed.Name, seed.DurationMs));
            foreach (TableChanges table in seed.Tables)
            {
                _work.Events.Emit(new RowsChanged(
                    table.Table.ToString(), table.Inserted, table.Updated, table.Deleted));
            }
        }

        return new SeedRollbackResult(seeds);
    }

    // A seed in C# that overrides its way back has one as well; one that does not name it is not compiled to find out.
    private bool HasDown(SeedFile file)
    {
        if (file.Down is not null || file.Kind != SeedKind.Cs)
        {
            return file.Down is not null;
        }

        if (!file.Text.Contains(nameof(Seed.RollbackAsync), StringComparison.Ordinal))
        {
            return false;
        }

        using ISeedCode code = _codes.Load(file, CancellationToken.None);
        return SeedCodeStep.HasRollback(code.Create());
    }

    private ImmutableArray<ISeedStep> DownOf(SeedFile file) => file.Down is { } down
        ? [new SeedScriptStep(SeedScript.Prepare(down.Text, down.DisplayPath, _work.Database.Provider.Dialect))]
        : [new SeedCodeStep(file, _codes.Load(file, CancellationToken.None), SeedCodeAct.Rollback)];

    private Dictionary<string, ImmutableArray<ISeedStep>> Prepare(SeedRollbackPlan plan)
    {
        Dictionary<string, ImmutableArray<ISeedStep>> downs = new(StringComparer.Ordinal);
        List<FurrowException> problems = [];
        foreach (SeedRollbackStep step in plan.Steps.Where(step => step.HistoryId is null))
        {
            try
            {
                downs.Add(step.Seed, DownOf(_files[step.Seed]));
            }
            catch (FurrowException e)
            {
                problems.Add(e);
            }
        }

        Problems.Throw(problems, $"{problems.Count} problems in down files; nothing was rolled back.");
        return downs;
    }

    private async Task<ImmutableArray<SeedRolledBackRecord>> RunStepsAsync(
        SeedRollbackPlan plan,
        Dictionary<string, ImmutableArray<ISeedStep>> downs,
        CancellationToken cancellationToken)
    {
        Dictionary<string, SeedTakingBack> open = new(StringComparer.Ordinal);
        List<FurrowException> problems = [];
        List<SeedRolledBackRecord> seeds = [];
        foreach (SeedRollbackStep step in plan.Steps)
        {
            if (!open.TryGetValue(step.Seed, out SeedTakingBack? seed))
            {
                string? file = _files.GetValueOrDefault(step.Seed)?.DisplayPath;
                open.Add(step.Seed, seed = new SeedTakingBack(_work, step.Seed, file));
            }

            if (step.HistoryId is { } id)
            {
                problems.AddRange(await seed.UndoAsync(id, cancellationToken));
            }
            else
            {
                await seed.RunAsync(downs[step.Seed], _surroundings, cancellationToken);
            }

            if (step.IsLast && problems.Count == 0)
            {
                seeds.Add(await seed.RecordAsync(cancellationToken));
            }
        }

        Problems.Throw(problems, $"{problems.Count} problems; nothing was rolled back.");
        return [.. seeds];
    }
}
