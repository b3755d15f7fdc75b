using Furrow.Generation.Spaces;

namespace Furrow.Generation.Programs;

/// <summary>How many rows a table has that no other brings with it.</summary>
public sealed class RootRows : PlannedWork
{
    /// <summary>How many rows a table may have: far more than can be written, few enough to compute with.</summary>
    public const long CountMax = 1_000_000_000_000;

    private readonly TableProgram _table;
    private readonly Func<long> _count;

    /// <summary>Creates it.</summary>
    /// <param name="table">The table, whose rows are then known.</param>
    /// <param name="first">The first row's number.</param>
    /// <param name="count">How many rows, asked when what it depends on is ready.</param>
    /// <param name="dependencies">What the count depends on.</param>
    public RootRows(TableProgram table, long first, Func<long> count, IReadOnlyList<Dependency> dependencies)
    {
        _table = table;
        First = first;
        _count = count;
        Dependencies = dependencies;
    }

    /// <summary>The first row's number.</summary>
    public long First { get; }

    /// <inheritdoc />
    public override string Description => $"the rows of {_table.Name}";

    /// <inheritdoc />
    public override IReadOnlyList<Dependency> Dependencies { get; }

    /// <inheritdoc />
    public override void Run(CancellationToken cancellationToken) => _table.Space = new RootSpace(First, _count());
}
