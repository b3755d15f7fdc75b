namespace Furrow.Planning;

/// <summary>
/// Lines nodes up so that few edges point forwards: the greedy heuristic of Eades, Lin and Smyth (1993), extended to
/// respect a second, acyclic set of edges that must all point backwards.
/// </summary>
/// <remarks>
/// A node whose targets are all placed goes to the front of what is left, one whose sources are all placed goes to
/// the back; neither costs anything. Where there is neither, the node goes to the front that gains most: edges into it
/// are then satisfied, edges out of it are not. Ties go by the gain in a third set of edges, which has no other say,
/// then by number. O(nodes² + edges).
/// </remarks>
internal sealed class LinearArrangement
{
    private readonly Digraph _fixed;
    private readonly Digraph _loose;
    private readonly Digraph _lesser;
    private readonly StepCounter _steps;
    private readonly Counts _fixedLeft;
    private readonly Counts _looseLeft;
    private readonly Counts _lesserLeft;
    private readonly bool[] _isPlaced;
    private readonly PriorityQueue<int, int> _front = new();
    private readonly PriorityQueue<int, int> _back = new();

    private LinearArrangement(Digraph fixedEdges, Digraph looseEdges, Digraph lesserEdges, StepCounter steps)
    {
        _fixed = fixedEdges;
        _loose = looseEdges;
        _lesser = lesserEdges;
        _steps = steps;
        _fixedLeft = new Counts(fixedEdges);
        _looseLeft = new Counts(looseEdges);
        _lesserLeft = new Counts(lesserEdges);
        _isPlaced = new bool[fixedEdges.NodeCount];
    }

    /// <summary>Each node's place. Every fixed edge's target has a smaller place than its source.</summary>
    public static int[] Places(
        Digraph fixedEdges, Digraph looseEdges, Digraph lesserEdges, StepCounter steps) =>
        new LinearArrangement(fixedEdges, looseEdges, lesserEdges, steps).Run();

    private int[] Run()
    {
        int[] places = new int[_isPlaced.Length];
        int first = 0;
        int last = places.Length - 1;
        for (int node = 0; node < places.Length; node++)
        {
            EnqueueIfFree(node);
        }

        while (first <= last)
        {
            if (TryTake(_front, out int node))
            {
                places[node] = first++;
            }
            else if (TryTake(_back, out node))
            {
                places[node] = last--;
            }
            else
            {
                node = MostGained();
                places[node] = first++;
            }

            Place(node);
        }

        return places;
    }

    private void EnqueueIfFree(int node)
    {
        if (_fixedLeft.Out[node] + _looseLeft.Out[node] == 0)
        {
            _front.Enqueue(node, node);
        }

        if (_fixedLeft.In[node] + _looseLeft.In[node] == 0)
        {
            _back.Enqueue(node, -node);
        }
    }

    private bool TryTake(PriorityQueue<int, int> queue, out int node)
    {
        while (queue.TryDequeue(out node, out _))
        {
            if (!_isPlaced[node])
            {
                return true;
            }
        }

        return false;
    }

    private int MostGained()
    {
        int best = -1;
        (int Loose, int Lesser) bestGain = (int.MinValue, int.MinValue);
        _steps.Add(_isPlaced.Length);
        for (int node = 0; node < _isPlaced.Length; node++)
        {
            (int Loose, int Lesser) gain = (_looseLeft.Gain(node), _lesserLeft.Gain(node));
            if (!_isPlaced[node] && _fixedLeft.Out[node] == 0 && gain.CompareTo(bestGain) > 0)
            {
                (best, bestGain) = (node, gain);
            }
        }

        return best >= 0 ? best : throw new InvalidOperationException("The fixed edges have a cycle.");
    }

    private void Place(int node)
    {
        _isPlaced[node] = true;
        Release(_fixed, _fixedLeft, node);
        Release(_loose, _looseLeft, node);
        Release(_lesser, _lesserLeft, node);
    }

    private void Release(Digraph graph, Counts left, int node)
    {
        _steps.Add(graph.Predecessors(node).Length + graph.Successors(node).Length);
        foreach (int predecessor in graph.Predecessors(node))
        {
            left.Out[predecessor]--;
            EnqueueIfFree(predecessor);
        }

        foreach (int successor in graph.Successors(node))
        {
            left.In[successor]--;
            EnqueueIfFree(successor);
        }
    }

    /// <summary>Per node, its edges to and from nodes that are not placed yet.</summary>
    private sealed class Counts
    {
        public Counts(Digraph graph)
        {
            Out = new int[graph.NodeCount];
            In = new int[graph.NodeCount];
            for (int node = 0; node < graph.NodeCount; node++)
            {
                Out[node] = graph.Successors(node).Length;
                In[node] = graph.Predecessors(node).Length;
            }
        }

        public int[] Out { get; }

        public int[] In { get; }

        public int Gain(int node) => In[node] - Out[node];
    }
}
