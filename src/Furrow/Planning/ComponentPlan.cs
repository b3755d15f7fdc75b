namespace Furrow.Planning;

/// <summary>A key between groups of one component, and how it could be broken.</summary>
internal readonly record struct JudgedKey(KeyReference Reference, BreakVerdict Verdict);

/// <summary>A component's groups in loading order, and the keys, in graph order, that this does not satisfy.</summary>
internal sealed record ComponentPlan(int[] Nodes, JudgedKey[] Broken)
{
    /// <summary>Breaks keys until the component has no cycle, then orders it by the keys that are left.</summary>
    /// <param name="nodes">The component's groups, ascending.</param>
    /// <param name="keys">The keys among them; the impossible ones form no cycle by themselves.</param>
    /// <param name="steps">Where to count.</param>
    public static ComponentPlan Find(int[] nodes, JudgedKey[] keys, StepCounter steps)
    {
        if (keys.Length == 0)
        {
            return new ComponentPlan(nodes, []);
        }

        // A key from a group to itself is a cycle that only breaking this very key can break.
        bool[] isBroken = Array.ConvertAll(keys, key => key.Reference.IsSelf);
        int[] between = [.. Enumerable.Range(0, keys.Length).Where(index => !isBroken[index])];
        RankedEdge[] edges = Array.ConvertAll(between, index => new RankedEdge(
            Array.BinarySearch(nodes, keys[index].Reference.From),
            Array.BinarySearch(nodes, keys[index].Reference.To),
            (int)keys[index].Verdict.Rank));

        bool[] isChosen = FeedbackEdges.Choose(nodes.Length, edges, steps);
        var kept = new List<(int From, int To)>();
        for (int edge = 0; edge < edges.Length; edge++)
        {
            if (isChosen[edge])
            {
                isBroken[between[edge]] = true;
            }
            else
            {
                kept.Add((edges[edge].From, edges[edge].To));
            }
        }

        int[] order = TopologicalOrder.Find(new Digraph(nodes.Length, kept), steps)
            ?? throw new InvalidOperationException("The kept keys have a cycle.");
        return new ComponentPlan(
            Array.ConvertAll(order, index => nodes[index]),
            [.. keys.Where((_, index) => isBroken[index])]);
    }
}
