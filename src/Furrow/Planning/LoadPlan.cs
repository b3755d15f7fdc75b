using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Schema;

namespace Furrow.Planning;

/// <summary>
/// Tables that are loaded together: one, or those that refer to each other in a cycle. The tables are in the order
/// in which to load them.
/// </summary>
/// <param name="Tables">The tables in order; partitioned tables directly before their partitions.</param>
/// <param name="Breaks">
/// The keys that the order does not satisfy and what to do about each, by table and key name. Empty for most steps.
/// </param>
public sealed record LoadStep(ImmutableArray<ObjectName> Tables, ImmutableArray<CycleBreak> Breaks);

/// <summary>
/// In which order to load tables, and how each cycle of foreign keys is broken; or why that is impossible. Made by
/// <see cref="LoadPlanner"/>, which describes the guarantees.
/// </summary>
public sealed record LoadPlan
{
    internal LoadPlan(
        ForeignKeyGraph graph, ImmutableArray<LoadStep> steps, ImmutableArray<LoadPlanProblem> problems)
    {
        Graph = graph;
        Steps = steps;
        Problems = problems;
        Tables = [.. steps.SelectMany(step => step.Tables)];
        DeleteOrder = [.. Tables.Reverse()];
        Breaks = [.. steps.SelectMany(step => step.Breaks)];
    }

    /// <summary>The keys the plan was made from, those that leave the set of tables among them.</summary>
    public ForeignKeyGraph Graph { get; }

    /// <summary>The steps in order. Empty when there are <see cref="Problems"/>.</summary>
    public ImmutableArray<LoadStep> Steps { get; }

    /// <summary>The tables of all steps, each after those it refers to, but for <see cref="Breaks"/>.</summary>
    public ImmutableArray<ObjectName> Tables { get; }

    /// <summary>
    /// The order in which to clear the tables, <see cref="Tables"/> reversed. The broken keys stand in the way of
    /// deleting as they do of loading; ON DELETE RESTRICT cannot be deferred at all.
    /// </summary>
    public ImmutableArray<ObjectName> DeleteOrder { get; }

    /// <summary>The breaks of all steps, in the order of steps.</summary>
    public ImmutableArray<CycleBreak> Breaks { get; }

    /// <summary>
    /// The cycles that cannot be broken. They share no key, and every other cycle shares a key with one of them;
    /// at most <see cref="LoadPlanner.ProblemCountMax"/>.
    /// </summary>
    public ImmutableArray<LoadPlanProblem> Problems { get; }

    /// <summary>Whether there is a way to load the tables.</summary>
    public bool IsPossible => Problems.IsEmpty;

    internal long PlanningStepCount { get; init; }

    /// <summary>Refuses a plan with problems, listing all of them.</summary>
    /// <param name="errorCode">The code of <see cref="ErrorCode"/> that the calling verb uses.</param>
    /// <exception cref="FurrowException">The plan has problems.</exception>
    public void ThrowIfImpossible(string errorCode)
    {
        if (IsPossible)
        {
            return;
        }

        string found = Problems.Length == 1
            ? $"The foreign keys form a cycle that cannot be loaded: {Problems[0].Cycle}."
            : $"The foreign keys form {Problems.Length} cycles that cannot be loaded, the first: {Problems[0].Cycle}.";
        throw new FurrowException(errorCode, found)
        {
            Detail = string.Join('\n', Problems.Select(problem => problem.Message)),
            Hint = "In each cycle make one foreign key deferrable, or one of its columns nullable.",
        };
    }

    /// <summary>
    /// The plan for people, line by line: the tables in order, how cycles are broken, what rows are needed besides.
    /// </summary>
    public ImmutableArray<string> Describe() => LoadPlanDescription.Lines(this);
}
