namespace Furrow.Planning;

/// <summary>
/// A directed graph over the nodes 0 to <see cref="NodeCount"/> − 1, stored as two arrays per direction (compressed
/// rows). Neighbours are in ascending order; parallel edges are kept, each counts. Node numbers carry the caller's
/// order: whoever numbers nodes by name gets every tie broken by name.
/// </summary>
internal sealed class Digraph
{
    private readonly int[] _successorStart;
    private readonly int[] _successors;
    private readonly int[] _predecessorStart;
    private readonly int[] _predecessors;

    public Digraph(int nodeCount, IReadOnlyList<(int From, int To)> edges)
    {
        NodeCount = nodeCount;
        EdgeCount = edges.Count;
        (_successorStart, _successors) = Rows(nodeCount, edges, static edge => edge);
        (_predecessorStart, _predecessors) = Rows(nodeCount, edges, static edge => (edge.To, edge.From));
    }

    public int NodeCount { get; }

    public int EdgeCount { get; }

    public ReadOnlySpan<int> Successors(int node) =>
        _successors.AsSpan(_successorStart[node].._successorStart[node + 1]);

    public ReadOnlySpan<int> Predecessors(int node) =>
        _predecessors.AsSpan(_predecessorStart[node].._predecessorStart[node + 1]);

    private static (int[] Start, int[] Targets) Rows(
        int nodeCount,
        IReadOnlyList<(int From, int To)> edges,
        Func<(int From, int To), (int Row, int Target)> turn)
    {
        int[] start = new int[nodeCount + 1];
        foreach ((int From, int To) edge in edges)
        {
            start[turn(edge).Row + 1]++;
        }

        for (int node = 0; node < nodeCount; node++)
        {
            start[node + 1] += start[node];
        }

        int[] next = start[..nodeCount];
        int[] targets = new int[edges.Count];
        foreach ((int From, int To) edge in edges)
        {
            (int row, int target) = turn(edge);
            targets[next[row]++] = target;
        }

        for (int node = 0; node < nodeCount; node++)
        {
            targets.AsSpan(start[node]..start[node + 1]).Sort();
        }

        return (start, targets);
    }
}
