namespace Furrow.Planning;

/// <summary>
/// Finds cycles to report: a short one through the first node of each tangle, then again without the edges already
/// reported, until nothing is left or the limit is reached. The cycles share no edge, so each needs a remedy of its
/// own; any other cycle shares an edge with one of them. O(limit · (nodes + edges)).
/// </summary>
internal static class CycleSearch
{
    /// <summary>Cycles as indexes into <paramref name="edges"/>, each starting at its smallest node.</summary>
    public static List<int[]> Find(
        int nodeCount, IReadOnlyList<(int From, int To)> edges, int cycleCountMax, StepCounter steps)
    {
        var cycles = new List<int[]>();
        bool[] isReported = new bool[edges.Count];
        int found;
        do
        {
            found = cycles.Count;
            int[] left = [.. Enumerable.Range(0, edges.Count).Where(index => !isReported[index])];
            var graph = new Digraph(nodeCount, Array.ConvertAll(left, index => edges[index]));
            ILookup<int, int> outgoing = left.ToLookup(index => edges[index].From);
            foreach (int[] tangle in StronglyConnectedComponents.Find(graph, steps))
            {
                int[]? cycle = cycles.Count < cycleCountMax
                    ? Shortest(tangle[0], [.. tangle], edges, outgoing, steps)
                    : null;
                if (cycle is not null)
                {
                    cycles.Add(cycle);
                    Array.ForEach(cycle, index => isReported[index] = true);
                }
            }
        }
        while (cycles.Count > found);

        return [.. cycles.OrderBy(cycle => edges[cycle[0]].From)];
    }

    /// <summary>Breadth first from a node back to it, within its tangle; null when it is not on any cycle.</summary>
    private static int[]? Shortest(
        int start,
        HashSet<int> tangle,
        IReadOnlyList<(int From, int To)> edges,
        ILookup<int, int> outgoing,
        StepCounter steps)
    {
        var arrivedBy = new Dictionary<int, int>();
        var pending = new Queue<int>([start]);
        while (pending.TryDequeue(out int node) && !arrivedBy.ContainsKey(start))
        {
            foreach (int index in outgoing[node].OrderBy(index => edges[index].To))
            {
                steps.Add(1);
                if (tangle.Contains(edges[index].To) && arrivedBy.TryAdd(edges[index].To, index))
                {
                    pending.Enqueue(edges[index].To);
                }
            }
        }

        if (!arrivedBy.ContainsKey(start))
        {
            return null;
        }

        var cycle = new List<int>();
        int at = start;
        do
        {
            cycle.Add(arrivedBy[at]);
            at = edges[arrivedBy[at]].From;
        }
        while (at != start);
        cycle.Reverse();
        return FromSmallest(cycle, edges);
    }

    private static int[] FromSmallest(List<int> cycle, IReadOnlyList<(int From, int To)> edges)
    {
        int first = cycle.IndexOf(cycle.MinBy(index => edges[index].From));
        return [.. cycle[first..], .. cycle[..first]];
    }
}
