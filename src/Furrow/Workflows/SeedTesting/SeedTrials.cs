using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Seeds;

namespace Furrow.Workflows.SeedTesting;

/// <summary>
/// Applies seeds in their usual order. After each, what a second time and taking it back lead to is looked at and taken
/// back, so that what is wrong with one stays with it.
/// </summary>
internal sealed class SeedTrials
{
    private readonly ProjectContext _project;
    private readonly SeedTestBed _bed;
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<TableChanges>> _written = new(StringComparer.Ordinal);

    public SeedTrials(ProjectContext project, SeedTestBed bed) => (_project, _bed) = (project, bed);

    /// <summary>What each seed that could be applied wrote, by name.</summary>
    public IReadOnlyDictionary<string, ImmutableArray<TableChanges>> Written => _written;

    public async Task<ImmutableArray<TestedSeed>> RunAsync(
        ImmutableArray<SeedFile> seeds, CancellationToken cancellationToken)
    {
        ImmutableArray<TestedSeed>.Builder tested = ImmutableArray.CreateBuilder<TestedSeed>(seeds.Length);
        DatabaseState state = await _bed.ReadAsync(sameDefinitions: null, cancellationToken);
        foreach (SeedFile seed in seeds)
        {
            long start = _project.Clock.GetTimestamp();
            (ImmutableArray<SeedTrial> trials, state) = await TryAsync(seed, state, cancellationToken);
            tested.Add(new TestedSeed(
                seed.Name, trials, (long)_project.Clock.GetElapsedTime(start).TotalMilliseconds));
            _project.Events.Emit(new ProgressMade(
                EventOperation.Verify, "Seeds", "seeds", tested.Count, seeds.Length));
        }

        return tested.MoveToImmutable();
    }

    private async Task<(ImmutableArray<SeedTrial> Trials, DatabaseState After)> TryAsync(
        SeedFile seed, DatabaseState before, CancellationToken cancellationToken)
    {
        if (seed.Depends.FirstOrDefault(_failed.Contains) is { } lost)
        {
            _failed.Add(seed.Name);
            return ([new SeedTrial(SeedTestStep.Apply, SeedTestOutcome.NotTested)
            {
                Detail = $"{lost}, which it depends on, is not there.",
            }], before);
        }

        try
        {
            _written.Add(seed.Name, await _bed.ApplyAsync(seed, cancellationToken));
        }
        catch (FurrowException e) when (IsOfTheSeed(e))
        {
            _failed.Add(seed.Name);
            return ([Failed(SeedTestStep.Apply, "It fails.", e)], before);
        }

        DatabaseState after = await _bed.ReadAsync(Same(seed, before), cancellationToken);
        SeedTrial twice = await TryTwiceAsync(seed, after, cancellationToken);
        SeedTrial rollback = await TryRollbackAsync(seed, before, cancellationToken);
        return ([new SeedTrial(SeedTestStep.Apply, SeedTestOutcome.Ok), twice, rollback], after);
    }

    private async Task<SeedTrial> TryTwiceAsync(
        SeedFile seed, DatabaseState expected, CancellationToken cancellationToken)
    {
        try
        {
            (ImmutableArray<TableChanges> tables, DatabaseState found) =
                await _bed.ApplyAgainAsync(seed, Same(seed, expected), cancellationToken);
            SeedTrial trial = Compare(
                SeedTestStep.Twice, expected, found, "Applied a second time, it changes what is there.");
            long written = tables.Sum(table => table.Inserted + table.Updated + table.Deleted);
            return trial.Outcome == SeedTestOutcome.Ok && seed.Policy == SeedPolicy.Upsert && written > 0
                ? trial with
                {
                    Outcome = SeedTestOutcome.Differs,
                    Detail = "Applied a second time, it writes rows although none is different.",
                }
                : trial;
        }
        catch (FurrowException e) when (IsOfTheSeed(e))
        {
            // Whoever forces it is told so, and nothing has changed.
            return seed.Policy == SeedPolicy.Once
                ? new SeedTrial(SeedTestStep.Twice, SeedTestOutcome.Ok)
                {
                    Detail = "A second time it fails and changes nothing, which policy `once` allows.",
                }
                : Failed(SeedTestStep.Twice, "It fails a second time.", e);
        }
    }

    private async Task<SeedTrial> TryRollbackAsync(
        SeedFile seed, DatabaseState expected, CancellationToken cancellationToken)
    {
        try
        {
            return Compare(
                SeedTestStep.Rollback,
                expected,
                await _bed.RollBackAsync(seed, Same(seed, expected), cancellationToken),
                "Taking it back does not lead back.");
        }
        catch (FurrowException e) when (e.Code == ErrorCode.Refused)
        {
            return Failed(SeedTestStep.Rollback, "It cannot be taken back.", e) with
            {
                Outcome = SeedTestOutcome.NotReversible,
            };
        }
        catch (FurrowException e) when (IsOfTheSeed(e))
        {
            return Failed(SeedTestStep.Rollback, "Taking it back fails.", e);
        }
    }

    // Rows of a file make no definitions; a script may.
    private static DatabaseState? Same(SeedFile seed, DatabaseState state) =>
        seed is { Kind: SeedKind.Csv or SeedKind.Json or SeedKind.Yaml, Down: null } ? state : null;

    /// <summary>Whether an error is about a seed, rather than the end of all testing.</summary>
    internal static bool IsOfTheSeed(FurrowException error) =>
        error.Code is not (ErrorCode.DatabaseUnreachable or ErrorCode.Locked);

    /// <summary>A check that failed.</summary>
    internal static SeedTrial Failed(SeedTestStep step, string detail, FurrowException error) =>
        new(step, SeedTestOutcome.Failed) { Detail = detail, Error = error };

    private static SeedTrial Compare(
        SeedTestStep step, DatabaseState expected, DatabaseState found, string otherwise)
    {
        ImmutableArray<TableDifference> tables = expected.TablesDifferingIn(found);
        ImmutableArray<CatalogDifference> definitions = CatalogDiff.Compare(expected.Catalog, found.Catalog);
        return tables.IsEmpty && definitions.IsEmpty
            ? new SeedTrial(step, SeedTestOutcome.Ok)
            : new SeedTrial(step, SeedTestOutcome.Differs)
            {
                Detail = otherwise,
                Tables = tables,
                Definitions = definitions,
            };
    }
}
