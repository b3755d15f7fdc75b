using Furrow.Data.Cells;
using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;

namespace Furrow.Generation.Generators;

/// <summary>true with a probability, from 0 (never) to 1 (always). One draw.</summary>
internal sealed class ChanceGenerator(CellKey key, double probability) : CellGenerator
{
    /// <inheritdoc />
    public override CellType Type { get; } = new(CellKind.Boolean);

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        Span<bool> values = ((FixedVector<bool>)target).Values;
        Span<ulong> addresses = batch.Addresses;
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = Draw.Unit(key.At(addresses[row])) < probability;
        }
    }
}
