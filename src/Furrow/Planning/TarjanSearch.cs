namespace Furrow.Planning;

/// <summary>
/// Tarjan's search for strongly connected components (1972). Its recursion is kept on the heap, so that a chain of
/// ten thousand tables is no deeper than any other graph.
/// </summary>
internal sealed class TarjanSearch
{
    private const int Unvisited = -1;

    private readonly Digraph _graph;
    private readonly StepCounter _steps;
    private readonly int[] _componentOf;
    private readonly int[] _visitedAt;
    private readonly int[] _lowest;
    private readonly int[] _nextEdge;
    private readonly bool[] _isOpen;
    private readonly Stack<int> _path = new();
    private readonly Stack<int> _open = new();
    private int _visitedCount;
    private int _componentCount;

    public TarjanSearch(Digraph graph, StepCounter steps)
    {
        _graph = graph;
        _steps = steps;
        _componentOf = new int[graph.NodeCount];
        _visitedAt = new int[graph.NodeCount];
        _lowest = new int[graph.NodeCount];
        _nextEdge = new int[graph.NodeCount];
        _isOpen = new bool[graph.NodeCount];
        Array.Fill(_visitedAt, Unvisited);
    }

    /// <summary>Each node's component; their numbers depend on where the search started.</summary>
    public (int[] ComponentOf, int Count) Run()
    {
        for (int start = 0; start < _graph.NodeCount; start++)
        {
            if (_visitedAt[start] == Unvisited)
            {
                Enter(start);
            }

            while (_path.TryPeek(out int node))
            {
                ReadOnlySpan<int> successors = _graph.Successors(node);
                if (_nextEdge[node] < successors.Length)
                {
                    Follow(node, successors[_nextEdge[node]++]);
                }
                else
                {
                    Leave(_path.Pop());
                }
            }
        }

        return (_componentOf, _componentCount);
    }

    private void Enter(int node)
    {
        _visitedAt[node] = _lowest[node] = _visitedCount++;
        _isOpen[node] = true;
        _path.Push(node);
        _open.Push(node);
    }

    private void Follow(int node, int successor)
    {
        _steps.Add(1);
        if (_visitedAt[successor] == Unvisited)
        {
            Enter(successor);
        }
        else if (_isOpen[successor])
        {
            _lowest[node] = Math.Min(_lowest[node], _visitedAt[successor]);
        }
    }

    private void Leave(int node)
    {
        if (_path.TryPeek(out int parent))
        {
            _lowest[parent] = Math.Min(_lowest[parent], _lowest[node]);
        }

        if (_lowest[node] == _visitedAt[node])
        {
            Close(node);
        }
    }

    /// <summary>A node that reaches nothing older is its component's oldest: all opened since belong to it.</summary>
    private void Close(int oldest)
    {
        int member;
        do
        {
            member = _open.Pop();
            _isOpen[member] = false;
            _componentOf[member] = _componentCount;
        }
        while (member != oldest);
        _componentCount++;
    }
}
