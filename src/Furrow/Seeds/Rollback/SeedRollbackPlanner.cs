using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.State;

namespace Furrow.Seeds.Rollback;

/// <summary>Decides what is taken back and in which order; refuses what cannot be. Does no I/O.</summary>
public static class SeedRollbackPlanner
{
    /// <summary>Plans a rollback.</summary>
    /// <exception cref="FurrowException">
    /// Code <c>usage</c>: the selection names what is not applied. Code <c>refused</c>: applied seeds depend on a
    /// chosen one, or a chosen one has no way back; every problem listed.
    /// </exception>
    public static SeedRollbackPlan Plan(SeedRollbackRequest request)
    {
        IReadOnlyList<AppliedSeed> chosen = SeedRollbackChoice.Choose(request);
        List<FurrowException> problems = [];
        foreach (AppliedSeed seed in chosen)
        {
            problems.AddRange(FindDependents(seed, chosen, request));
            problems.AddRange(FindLost(seed, request));
        }

        Problems.Throw(problems, $"{problems.Count} problems; nothing was rolled back.");
        return new SeedRollbackPlan(
        [
            .. chosen.SelectMany(seed => StepsOf(seed, request))
                .OrderByDescending(step => step.Order).Select(step => step.Step),
        ]);
    }

    // A script takes back the seed as a whole, so its place is where the seed came in; attempts go one by one, each in
    // its own place among those of other seeds.
    private static IEnumerable<(long Order, SeedRollbackStep Step)> StepsOf(
        AppliedSeed seed, SeedRollbackRequest request)
    {
        long first = seed.Attempts[0].HistoryId;
        return request.WithDown.Contains(seed.Name)
            ? [(first, new SeedRollbackStep(seed.Name, HistoryId: null, IsLast: true))]
            : seed.Attempts.Select(attempt => (
                attempt.HistoryId,
                new SeedRollbackStep(seed.Name, attempt.HistoryId, IsLast: attempt.HistoryId == first)));
    }

    // A seed that only lies in the folder needs nobody; one whose file is gone needs what it needed when it was
    // applied.
    private static IEnumerable<FurrowException> FindDependents(
        AppliedSeed seed, IReadOnlyList<AppliedSeed> chosen, SeedRollbackRequest request)
    {
        string[] dependents =
        [
            .. request.Applied
                .Where(other => !chosen.Contains(other) && DependsOf(other, request).Contains(seed.Name))
                .Select(other => other.Name),
        ];
        if (dependents.Length > 0)
        {
            string depend = dependents.Length == 1 ? "depends" : "depend";
            yield return Refused(
                seed,
                request,
                $"{seed.Name} cannot be rolled back: {string.Join(", ", dependents)} {depend} on it.",
                $"Roll {(dependents.Length == 1 ? "it" : "them")} back first: "
                    + string.Join(", ", dependents.Select(name => $"`furrow seed-rollback {name}`")) + ".");
        }
    }

    private static IEnumerable<FurrowException> FindLost(AppliedSeed seed, SeedRollbackRequest request)
    {
        SeedCapture? lost = seed.Attempts.LastOrDefault(attempt => attempt.NotCaptured is not null);
        if (lost is not null && !request.WithDown.Contains(seed.Name))
        {
            yield return Refused(
                seed,
                request,
                $"{seed.Name} cannot be rolled back: what it wrote was not kept, because {lost.NotCaptured}.",
                $"Write {seed.Name}.down.sql beside it, which takes its rows back.");
        }
    }

    private static ImmutableArray<string> DependsOf(AppliedSeed seed, SeedRollbackRequest request) =>
        FileOf(seed, request)?.Depends ?? seed.Depends;

    private static SeedFile? FileOf(AppliedSeed seed, SeedRollbackRequest request) =>
        request.Files.FirstOrDefault(file => string.Equals(file.Name, seed.Name, StringComparison.Ordinal));

    private static FurrowException Refused(
        AppliedSeed seed, SeedRollbackRequest request, string message, string hint) =>
        new(ErrorCode.Refused, message) { File = FileOf(seed, request)?.DisplayPath, Hint = hint };
}
