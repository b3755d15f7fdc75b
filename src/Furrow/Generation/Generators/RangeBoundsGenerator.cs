using Furrow.Data.Cells;

namespace Furrow.Generation.Generators;

/// <summary>
/// The bounds of <see cref="RangeGenerator"/>'s ranges as lists of two, for columns that take ranges, without text.
/// </summary>
internal sealed class RangeBoundsGenerator : CellGenerator
{
    private readonly CellGenerator _lower;
    private readonly CellGenerator _length;
    private readonly int[] _reads;

    /// <summary>Bounds as for <see cref="RangeGenerator"/>.</summary>
    public RangeBoundsGenerator(CellGenerator lower, CellGenerator length)
    {
        (_lower, _length) = (lower, length);
        _reads = [.. lower.Reads.Concat(length.Reads).Distinct()];
        Type = new CellType(CellKind.List, lower.Type.IsNullable, lower.Type with { IsNullable = true });
    }

    /// <inheritdoc />
    public override CellType Type { get; }

    /// <inheritdoc />
    public override IReadOnlyList<int> Reads => _reads;

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        ListVector lists = (ListVector)target;
        CellVector lower = batch.Rent(_lower.Type);
        CellVector upper = batch.Rent(_lower.Type);
        CellVector length = batch.Rent(_length.Type);
        _lower.Fill(batch, lower);
        _length.Fill(batch, length);
        lists.Items.Reset(2 * batch.Count);
        for (int row = 0; row < batch.Count; row++)
        {
            lists.Ends[row] = 2 * (row + 1);
            if (lower.IsNull(row))
            {
                lists.SetNull(row);
                continue;
            }

            RangeGenerator.Add(lower, length, row, upper);
            Copy(lower, upper, row, lists.Items);
        }

        batch.Return(lower);
        batch.Return(upper);
        batch.Return(length);
    }

    private static void Copy(CellVector lower, CellVector upper, int row, CellVector items)
    {
        switch (items)
        {
            case FixedVector<int> days:
                days.Values[2 * row] = ((FixedVector<int>)lower).Values[row];
                days.Values[(2 * row) + 1] = ((FixedVector<int>)upper).Values[row];
                break;
            case FixedVector<decimal> numbers:
                numbers.Values[2 * row] = ((FixedVector<decimal>)lower).Values[row];
                numbers.Values[(2 * row) + 1] = ((FixedVector<decimal>)upper).Values[row];
                break;
            case FixedVector<long> numbers:
                numbers.Values[2 * row] = ((FixedVector<long>)lower).Values[row];
                numbers.Values[(2 * row) + 1] = ((FixedVector<long>)upper).Values[row];
                break;
            default:
                throw new InvalidOperationException($"{items.Kind} has no ranges");
        }
    }
}
