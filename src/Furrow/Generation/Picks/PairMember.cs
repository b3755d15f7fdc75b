using Furrow.Data.Cells;
using Furrow.Generation.Programs;

namespace Furrow.Generation.Picks;

/// <summary>The number of one of the two rows that a row pairs.</summary>
public sealed class PairMember : CellGenerator
{
    private readonly PairPlan _pairs;
    private readonly bool _isSecond;

    /// <summary>Creates one.</summary>
    public PairMember(PairPlan pairs, bool isSecond)
    {
        (_pairs, _isSecond) = (pairs, isSecond);
        Dependencies = [new Dependency.Work(pairs)];
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
            (long first, long second) = _pairs.Find(numbers[row]);
            values[row] = _isSecond ? second : first;
        }
    }
}
