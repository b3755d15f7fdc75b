using Furrow.Generation.Keys;

namespace Furrow.Generation.Spaces;

/// <summary>Rows that no other table's rows bring with them.</summary>
public sealed class RootSpace : RowSpace
{
    /// <summary>Creates one.</summary>
    public RootSpace(long first, long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        (First, Count) = (first, count);
    }

    /// <inheritdoc />
    public override long First { get; }

    /// <inheritdoc />
    public override long Count { get; }

    /// <inheritdoc />
    public override void Enumerate(long first, CellBatch batch)
    {
        Span<long> numbers = batch.Numbers;
        for (int row = 0; row < numbers.Length; row++)
        {
            numbers[row] = first + row;
        }

        Locate(batch);
    }

    /// <inheritdoc />
    public override void Locate(CellBatch batch)
    {
        ReadOnlySpan<long> numbers = batch.Numbers;
        Span<ulong> addresses = batch.Addresses;
        for (int row = 0; row < numbers.Length; row++)
        {
            addresses[row] = RowAddress.OfRoot(numbers[row]);
        }

        batch.Parents.Clear();
        batch.Ordinals.Clear();
    }
}
