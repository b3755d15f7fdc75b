using Furrow.Generation.Keys;

namespace Furrow.Generation.Spaces;

/// <summary>Rows that come with the rows of another table: so many with each, parent after parent.</summary>
public sealed class ChildSpace : RowSpace
{
    private readonly RowSpace _parents;
    private readonly ChildCounts _counts;

    /// <summary>Creates one; the counts are the parents' in the order of their numbers.</summary>
    public ChildSpace(RowSpace parents, ChildCounts counts, long first = 0) =>
        (_parents, _counts, First) = (parents, counts, first);

    /// <inheritdoc />
    public override long First { get; }

    /// <inheritdoc />
    public override long Count => _counts.Total;

    /// <summary>The rows that bring these.</summary>
    public RowSpace Parents => _parents;

    /// <summary>The most children that one parent has.</summary>
    public int CountPerParentMax => _counts.Max;

    /// <inheritdoc />
    public override long ByteCount => _counts.ByteCount;

    /// <summary>The numbers of a parent's children: the first, and how many.</summary>
    public (long First, int Count) ChildrenOf(long parent)
    {
        long place = parent - _parents.First;
        return (First + _counts.StartOf(place), _counts[place]);
    }

    /// <inheritdoc />
    public override void Enumerate(long first, CellBatch batch)
    {
        Span<long> numbers = batch.Numbers;
        Span<long> parents = batch.Parents;
        Span<int> ordinals = batch.Ordinals;
        if (numbers.IsEmpty)
        {
            return;
        }

        (long parent, int ordinal) = _counts.Find(first - First);
        for (int row = 0; row < numbers.Length; row++, ordinal++)
        {
            while (ordinal >= _counts[parent])
            {
                parent++;
                ordinal = 0;
            }

            numbers[row] = first + row;
            parents[row] = _parents.First + parent;
            ordinals[row] = ordinal;
        }

        Address(batch);
    }

    /// <inheritdoc />
    public override void Locate(CellBatch batch)
    {
        ReadOnlySpan<long> numbers = batch.Numbers;
        Span<long> parents = batch.Parents;
        Span<int> ordinals = batch.Ordinals;
        for (int row = 0; row < numbers.Length; row++)
        {
            (long parent, ordinals[row]) = _counts.Find(numbers[row] - First);
            parents[row] = _parents.First + parent;
        }

        Address(batch);
    }

    // Each parent's address is asked for once, however many of its children are in the batch.
    private void Address(CellBatch batch)
    {
        ReadOnlySpan<long> parents = batch.Parents;
        ReadOnlySpan<int> ordinals = batch.Ordinals;
        Span<ulong> addresses = batch.Addresses;
        CellBatch runs = batch.Nested(this, 0);
        int count = 0;
        for (int row = 0; row < parents.Length; row++)
        {
            count += row == 0 || parents[row] != parents[row - 1] ? 1 : 0;
        }

        runs.Reset(count);
        Span<long> numbers = runs.Numbers;
        for (int row = 0, run = -1; row < parents.Length; row++)
        {
            if (row == 0 || parents[row] != parents[row - 1])
            {
                numbers[++run] = parents[row];
            }
        }

        _parents.Locate(runs);
        ReadOnlySpan<ulong> found = runs.Addresses;
        for (int row = 0, run = -1; row < parents.Length; row++)
        {
            run += row == 0 || parents[row] != parents[row - 1] ? 1 : 0;
            addresses[row] = RowAddress.OfChild(found[run], ordinals[row]);
        }
    }
}
