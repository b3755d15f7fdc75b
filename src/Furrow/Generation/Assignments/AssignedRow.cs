using Furrow.Data.Cells;
using Furrow.Generation.Programs;

namespace Furrow.Generation.Assignments;

/// <summary>The number of the row that an <see cref="Assignment"/> has assigned.</summary>
public sealed class AssignedRow : CellGenerator
{
    private readonly Assignment _assignment;

    /// <summary>Creates one.</summary>
    public AssignedRow(Assignment assignment)
    {
        _assignment = assignment;
        Dependencies = [new Dependency.Work(assignment)];
    }

    /// <inheritdoc />
    public override CellType Type { get; } = new(CellKind.Integer);

    /// <inheritdoc />
    public override IReadOnlyList<Dependency> Dependencies { get; }

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        Span<long> values = ((FixedVector<long>)target).Values;
        ReadOnlySpan<long> numbers = batch.Numbers;
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = _assignment[numbers[row]];
        }
    }
}
