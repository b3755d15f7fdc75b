using Furrow.Data.Cells;

namespace Furrow.Generation.Programs;

/// <summary>The sums of <see cref="ChildSums"/> as cells: whole numbers for counts, decimals for sums.</summary>
public sealed class ChildAggregate : CellGenerator
{
    private readonly ChildSums _sums;

    /// <summary>Creates one.</summary>
    public ChildAggregate(ChildSums sums, bool isCount)
    {
        _sums = sums;
        Type = new CellType(isCount ? CellKind.Integer : CellKind.Decimal);
        Dependencies = [new Dependency.Work(sums)];
    }

    /// <inheritdoc />
    public override CellType Type { get; }

    /// <inheritdoc />
    public override IReadOnlyList<Dependency> Dependencies { get; }

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        ReadOnlySpan<long> numbers = batch.Numbers;
        for (int row = 0; row < numbers.Length; row++)
        {
            decimal sum = _sums[numbers[row]];
            if (target is FixedVector<long> counts)
            {
                counts.Values[row] = (long)sum;
            }
            else
            {
                ((FixedVector<decimal>)target).Values[row] = sum;
            }
        }
    }
}
