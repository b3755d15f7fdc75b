namespace Furrow.Planning;

/// <summary>
/// Kahn's algorithm with the smallest ready node first: an edge's target comes before its source, and of all orders
/// that satisfy this, the one that is smallest when read as a word.
/// </summary>
/// <remarks>
/// <para>
/// Stability: a node that nothing points at can be added or taken away without moving the others relative to one
/// another, because no other node waits for it; so can any set of nodes that nothing outside the set points at
/// (unrelated nodes among them). The ready set of the others is the same at each of their turns.
/// </para>
/// <para>
/// The alternative, depth-first post-order, pulls what a new node references forward to that node's own place, and
/// so reorders nodes that have nothing to do with each other.
/// </para>
/// </remarks>
internal static class TopologicalOrder
{
    /// <summary>The nodes in order, or null when there is a cycle. Edges from a node to itself do not count.</summary>
    public static int[]? Find(Digraph graph, StepCounter steps)
    {
        int[] waitingFor = new int[graph.NodeCount];
        var ready = new PriorityQueue<int, int>();
        for (int node = 0; node < graph.NodeCount; node++)
        {
            foreach (int successor in graph.Successors(node))
            {
                waitingFor[node] += successor == node ? 0 : 1;
            }

            if (waitingFor[node] == 0)
            {
                ready.Enqueue(node, node);
            }
        }

        var order = new List<int>(graph.NodeCount);
        while (ready.TryDequeue(out int node, out _))
        {
            order.Add(node);
            ReadOnlySpan<int> predecessors = graph.Predecessors(node);
            steps.Add(predecessors.Length);
            foreach (int predecessor in predecessors)
            {
                if (predecessor != node && --waitingFor[predecessor] == 0)
                {
                    ready.Enqueue(predecessor, predecessor);
                }
            }
        }

        return order.Count == graph.NodeCount ? [.. order] : null;
    }
}
