using System.Runtime.InteropServices;

namespace Furrow.Planning;

/// <summary>An edge, and how dear it is to break; equal ranks cost the same.</summary>
internal readonly record struct RankedEdge(int From, int To, int Rank);

/// <summary>
/// Chooses the edges to break so that the others form no cycle. The smallest such set is hard to find (minimum
/// feedback arc set); this one has three properties that can be relied on.
/// </summary>
/// <remarks>
/// <list type="number">
/// <item>Nothing superfluous: each broken edge closes a cycle with edges that are kept.</item>
/// <item>Nothing dearer than needed: that cycle's kept edges are all at least as dear as the broken one. So if any
/// choice avoids ranks above r, this one does.</item>
/// <item>Determined by the edges alone, whatever their order.</item>
/// </list>
/// Ranks are kept from the dearest down: each rank's edges are arranged around what is already kept
/// (<see cref="LinearArrangement"/>, few edges forwards), those that point backwards are kept, then those that point
/// forwards are tried one target at a time. One search per target is enough: keeping an edge from a node that the
/// target does not reach adds nothing to what the target reaches. O(nodes · (nodes + edges)) per rank.
/// </remarks>
internal static class FeedbackEdges
{
    /// <summary>For each edge, whether it is broken. Edges from a node to itself are not expected.</summary>
    public static bool[] Choose(int nodeCount, IReadOnlyList<RankedEdge> edges, StepCounter steps)
    {
        bool[] isBroken = new bool[edges.Count];
        var kept = new List<(int From, int To)>(edges.Count);
        IEnumerable<IGrouping<int, int>> ranks = Enumerable.Range(0, edges.Count)
            .GroupBy(index => edges[index].Rank)
            .OrderByDescending(static rank => rank.Key);

        foreach (IGrouping<int, int> rank in ranks)
        {
            KeepWhatFits(nodeCount, edges, [.. rank], kept, isBroken, steps);
        }

        return isBroken;
    }

    private static void KeepWhatFits(
        int nodeCount,
        IReadOnlyList<RankedEdge> edges,
        int[] rank,
        List<(int From, int To)> kept,
        bool[] isBroken,
        StepCounter steps)
    {
        (int From, int To)[] loose = Array.ConvertAll(rank, index => (edges[index].From, edges[index].To));
        (int From, int To)[] lesser =
        [
            .. edges.Where(edge => edge.Rank < edges[rank[0]].Rank).Select(edge => (edge.From, edge.To)),
        ];
        int[] places = LinearArrangement.Places(
            new Digraph(nodeCount, kept), new Digraph(nodeCount, loose), new Digraph(nodeCount, lesser), steps);

        var forwards = new List<int>();
        foreach (int index in rank)
        {
            if (places[edges[index].To] < places[edges[index].From])
            {
                kept.Add((edges[index].From, edges[index].To));
            }
            else
            {
                forwards.Add(index);
            }
        }

        if (forwards.Count == 0)
        {
            return;
        }

        var reach = new Reachability(new Digraph(nodeCount, kept), steps);
        foreach (IGrouping<int, int> target in forwards.GroupBy(index => edges[index].To).OrderBy(g => g.Key))
        {
            bool[] reached = reach.From(target.Key);
            foreach (int index in target)
            {
                isBroken[index] = reached[edges[index].From];
                if (!isBroken[index])
                {
                    kept.Add((edges[index].From, edges[index].To));
                    reach.Add(edges[index].From, edges[index].To);
                }
            }
        }
    }

    /// <summary>A graph that grows, and what a node of it reaches.</summary>
    private sealed class Reachability(Digraph graph, StepCounter steps)
    {
        private readonly List<int>?[] _added = new List<int>?[graph.NodeCount];
        private readonly Stack<int> _pending = new();

        public void Add(int from, int to) => (_added[from] ??= []).Add(to);

        public bool[] From(int start)
        {
            bool[] reached = new bool[graph.NodeCount];
            reached[start] = true;
            _pending.Push(start);
            while (_pending.TryPop(out int node))
            {
                Visit(graph.Successors(node), reached);
                Visit(CollectionsMarshal.AsSpan(_added[node]), reached);
            }

            return reached;
        }

        private void Visit(ReadOnlySpan<int> successors, bool[] reached)
        {
            steps.Add(successors.Length);
            foreach (int successor in successors)
            {
                if (!reached[successor])
                {
                    reached[successor] = true;
                    _pending.Push(successor);
                }
            }
        }
    }
}
