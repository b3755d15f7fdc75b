namespace Furrow.Planning;

/// <summary>
/// The groups of nodes that reach each other, in the stable order of <see cref="TopologicalOrder"/>:
/// what is referenced first, ties by the smallest member. O(nodes · log nodes + edges).
/// </summary>
internal static class StronglyConnectedComponents
{
    /// <summary>The components; members ascending.</summary>
    public static int[][] Find(Digraph graph, StepCounter steps)
    {
        (int[] componentOf, int count) = new TarjanSearch(graph, steps).Run();
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
