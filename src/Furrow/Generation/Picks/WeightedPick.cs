using Furrow.Data.Cells;
using Furrow.Generation.Keys;
using Furrow.Generation.Programs;

namespace Furrow.Generation.Picks;

/// <summary>The number of a row of another table, each as likely as its weight says.</summary>
public sealed class WeightedPick : CellGenerator
{
    private const double UnitOf53Bits = 1.0 / (1L << 53);

    private readonly CellKey _key;
    private readonly RunningWeights _weights;

    /// <summary>Creates one.</summary>
    public WeightedPick(CellKey key, RunningWeights weights, bool isNullable)
    {
        _key = key;
        _weights = weights;
        Type = new CellType(CellKind.Integer, isNullable);
        Dependencies = [new Dependency.Work(weights)];
    }

    /// <inheritdoc />
    public override CellType Type { get; }

    /// <inheritdoc />
    public override IReadOnlyList<Dependency> Dependencies { get; }

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        Span<long> values = ((FixedVector<long>)target).Values;
        ReadOnlySpan<ulong> addresses = batch.Addresses;
        for (int row = 0; row < values.Length; row++)
        {
            if (_weights.IsEmpty)
            {
                target.SetNull(row);
                continue;
            }

            values[row] = _weights.At((_key.At(addresses[row]) >> 11) * UnitOf53Bits);
        }
    }
}
