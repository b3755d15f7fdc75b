namespace Furrow.Planning;

/// <summary>
/// The groups of nodes that reach each other (Tarjan, 1972), in the stable order of <see cref="TopologicalOrder"/>:
/// what is referenced first, ties by the smallest member. Tarjan's recursion is kept on the heap, so that a chain of
/// ten thousand tables is no deeper than any other graph. O(nodes · log nodes + edges).
/// </summary>
internal static class StronglyConnectedComponents
{
    /// <summary>The components; members ascending.</summary>
    public static int[][] Find(Digraph graph, StepCounter steps)
    {
        (int[] componentOf, int count) = Label(graph, steps);
        int[][] members = Members(componentOf, count);

        // The components were found in an order that depends on where the search happened to start. Numbering them
        // by their smallest member makes "smallest first" mean "first by name", whatever else is in the graph.
        Array.Sort(members, static (left, right) => left[0].CompareTo(right[0]));
        for (int component = 0; component < count; component++)
        {
            foreach (int node in members[component])
            {
                componentOf[node] = component;
            }
        }

        var condensation = new Digraph(count, Between(graph, componentOf, steps));
        int[] order = TopologicalOrder.Find(condensation, steps)
            ?? throw new InvalidOperationException("A condensation has no cycle.");
        return Array.ConvertAll(order, component => members[component]);
    }

    private static (int[] ComponentOf, int Count) Label(Digraph graph, StepCounter steps)
    {
        const int Unvisited = -1;
        int[] componentOf = new int[graph.NodeCount];
        int[] visitedAt = new int[graph.NodeCount];
        int[] lowest = new int[graph.NodeCount];
        int[] nextEdge = new int[graph.NodeCount];
        bool[] isOpen = new bool[graph.NodeCount];
        var path = new Stack<int>();
        var open = new Stack<int>();
        int visited = 0;
        int count = 0;
        Array.Fill(visitedAt, Unvisited);

        for (int start = 0; start < graph.NodeCount; start++)
        {
            if (visitedAt[start] == Unvisited)
            {
                Enter(start);
            }

            while (path.TryPeek(out int node))
            {
                ReadOnlySpan<int> successors = graph.Successors(node);
                if (nextEdge[node] < successors.Length)
                {
                    Follow(node, successors[nextEdge[node]++]);
                }
                else
                {
                    Leave(path.Pop());
                }
            }
        }

        return (componentOf, count);

        void Enter(int node)
        {
            visitedAt[node] = lowest[node] = visited++;
            isOpen[node] = true;
            path.Push(node);
            open.Push(node);
        }

        void Follow(int node, int successor)
        {
            steps.Add(1);
            if (visitedAt[successor] == Unvisited)
            {
                Enter(successor);
            }
            else if (isOpen[successor])
            {
                lowest[node] = Math.Min(lowest[node], visitedAt[successor]);
            }
        }

        void Leave(int node)
        {
            if (path.TryPeek(out int parent))
            {
                lowest[parent] = Math.Min(lowest[parent], lowest[node]);
            }

            if (lowest[node] != visitedAt[node])
            {
                return;
            }

            int member;
            do
            {
                member = open.Pop();
                isOpen[member] = false;
                componentOf[member] = count;
            }
            while (member != node);
            count++;
        }
    }

    private static int[][] Members(int[] componentOf, int count)
    {
        var members = new List<int>[count];
        for (int node = 0; node < componentOf.Length; node++)
        {
            (members[componentOf[node]] ??= []).Add(node);
        }

        return Array.ConvertAll(members, static nodes => nodes.ToArray());
    }

    private static List<(int From, int To)> Between(Digraph graph, int[] componentOf, StepCounter steps)
    {
        var edges = new List<(int From, int To)>();
        for (int node = 0; node < graph.NodeCount; node++)
        {
            ReadOnlySpan<int> successors = graph.Successors(node);
            steps.Add(successors.Length);
            foreach (int successor in successors)
            {
                if (componentOf[node] != componentOf[successor])
                {
                    edges.Add((componentOf[node], componentOf[successor]));
                }
            }
        }

        return edges;
    }
}
