using System.Collections.Immutable;
using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Planning;

/// <summary>
/// Orders tables so that every row's references are there before it, and decides how to break the cycles in which
/// that cannot be. Pure: the plan follows from the schema, the capabilities and the options alone.
/// </summary>
/// <remarks>
/// <para>
/// <b>Order.</b> Strongly connected components of the foreign key graph, referenced ones first, and of several that
/// could be next the one whose first table has the smallest name (schema, then name, ordinal). Hence it is stable:
/// a table that no other refers to, and any tables unconnected with the rest, can come and go without reordering the
/// others. Within a component the same rule applies to the keys that are not broken.
/// </para>
/// <para>
/// <b>Breaks.</b> Each key has one way to break it, the first that applies in the order of <see cref="CycleBreak"/>'s
/// cases: row order (self-references only), defer, defer all, make deferrable, drop and restore, NULL then update. A
/// key is broken only if it closes a cycle with keys that stay and that are all at least as dear to break. So no
/// break is superfluous, and no dearer way is used where cheaper ones suffice. Among keys of equal cost a greedy
/// heuristic keeps the number small; ties go by name.
/// </para>
/// <para>
/// <b>Limit.</b> Deferred checks stay in the server's memory. Where those of the whole plan exceed
/// <see cref="LoadPlanOptions.DeferredCheckCountMax"/>, keys of the largest tables are dropped and restored instead
/// until the rest fits. <b>Refusal.</b> A plan is impossible only if there is a cycle none of whose keys can be broken.
/// </para>
/// </remarks>
public static class LoadPlanner
{
    /// <summary>At most this many cycles are reported as problems.</summary>
    public const int ProblemCountMax = 100;

    /// <summary>Plans the load of a schema's tables.</summary>
    /// <exception cref="ArgumentException">
    /// <see cref="LoadPlanOptions.Tables"/> names a table that the schema lacks.
    /// </exception>
    public static LoadPlan Plan(
        DatabaseSchema schema, ProviderCapabilities capabilities, LoadPlanOptions? options = null)
    {
        options ??= new LoadPlanOptions();
        var steps = new StepCounter();
        ForeignKeyGraph graph = ForeignKeyGraph.Create(schema, options.Tables?.AsEnumerable());
        var rules = new BreakRules(graph, capabilities, options);

        (int From, int To)[] edges = [.. graph.References.Select(reference => (reference.From, reference.To))];
        int[][] components = StronglyConnectedComponents.Find(new Digraph(graph.Groups.Length, edges), steps);
        JudgedKey[][] keys = KeysWithin(graph, components, rules);

        ImmutableArray<LoadPlanProblem> problems = Problems(graph, [.. keys.SelectMany(judged => judged)], steps);
        if (!problems.IsEmpty)
        {
            return new LoadPlan(graph, [], problems) { PlanningStepCount = steps.Count };
        }

        ComponentPlan[] plans =
        [
            .. components.Select((nodes, component) => ComponentPlan.Find(nodes, keys[component], steps)),
        ];
        plans = DeferralLimit.Apply(plans, rules, options.DeferredCheckCountMax);
        return new LoadPlan(graph, [.. plans.Select(plan => ToStep(graph, plan, rules))], [])
        {
            PlanningStepCount = steps.Count,
        };
    }

    /// <summary>Per component the keys within it, judged. Keys that leave a component are in nobody's way.</summary>
    private static JudgedKey[][] KeysWithin(ForeignKeyGraph graph, int[][] components, BreakRules rules)
    {
        int[] componentOf = new int[graph.Groups.Length];
        for (int component = 0; component < components.Length; component++)
        {
            foreach (int node in components[component])
            {
                componentOf[node] = component;
            }
        }

        ILookup<int, JudgedKey> within = graph.References
            .Where(reference => componentOf[reference.From] == componentOf[reference.To])
            .ToLookup(
                reference => componentOf[reference.From],
                reference => new JudgedKey(reference, rules.Judge(reference)));
        return [.. components.Select((_, component) => within[component].ToArray())];
    }

    private static ImmutableArray<LoadPlanProblem> Problems(ForeignKeyGraph graph, JudgedKey[] keys, StepCounter steps)
    {
        JudgedKey[] stuck = Array.FindAll(keys, key => key.Verdict.Rank == BreakRank.Impossible);
        if (stuck.Length == 0)
        {
            return [];
        }

        (int From, int To)[] edges = Array.ConvertAll(stuck, key => (key.Reference.From, key.Reference.To));
        List<int[]> cycles = CycleSearch.Find(graph.Groups.Length, edges, ProblemCountMax, steps);
        return
        [
            .. cycles.Select(cycle => new LoadPlanProblem(
                [.. cycle.Select(index => graph.Groups[edges[index].From].Name)],
                [.. cycle.Select(index => (stuck[index].Reference, stuck[index].Verdict.Obstacle!))])),
        ];
    }

    private static LoadStep ToStep(ForeignKeyGraph graph, ComponentPlan plan, BreakRules rules) => new(
        [.. plan.Nodes.SelectMany(node => graph.Groups[node].Tables)],
        [.. plan.Broken.Select(key => rules.Break(key.Reference, key.Verdict))]);
}
