using Furrow.Data.Cells;
using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;
using Furrow.Generation.Programs;

namespace Furrow.Generation.Generators;

/// <summary>
/// Another generator's values, some of them NULL. Which ones is a stream of its own: another rate leaves the values of
/// all other rows as they are, and rows that are NULL at a low rate are so at a higher one.
/// </summary>
internal sealed class NullableGenerator : CellGenerator
{
    private readonly CellKey _key;
    private readonly double _rate;

    /// <summary>A rate from 0 to 1; the key is the column's own.</summary>
    public NullableGenerator(CellKey key, double rate, CellGenerator inner)
    {
        (_key, _rate, Inner) = (key.Fold("null"), rate, inner);
        Type = inner.Type with { IsNullable = true };
    }

    /// <summary>The other generator.</summary>
    public CellGenerator Inner { get; }

    /// <inheritdoc />
    public override CellType Type { get; }

    /// <inheritdoc />
    public override IReadOnlyList<int> Reads => Inner.Reads;

    /// <inheritdoc />
    public override IReadOnlyList<Dependency> Dependencies => Inner.Dependencies;

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        Inner.Fill(batch, target);
        Span<ulong> addresses = batch.Addresses;
        for (int row = 0; row < addresses.Length; row++)
        {
            if (Draw.Unit(_key.At(addresses[row])) < _rate)
            {
                target.SetNull(row);
            }
        }
    }
}
