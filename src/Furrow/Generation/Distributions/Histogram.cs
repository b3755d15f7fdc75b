using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;

namespace Furrow.Generation.Distributions;

/// <summary>A histogram's bucket: how much of everything lies from one value to another.</summary>
internal readonly record struct HistogramBucket(double Min, double Max, decimal Weight);

/// <summary>
/// Values as a histogram has them: a bucket by its weight, and inside it any value, each equally likely, from its lower
/// bound up to but not its upper one. Two draws.
/// </summary>
internal readonly struct Histogram : IDraw<double>
{
    private readonly AliasTable _table;
    private readonly HistogramBucket[] _buckets;

    /// <summary>At least one bucket; they may overlap or leave gaps.</summary>
    public Histogram(ReadOnlySpan<HistogramBucket> buckets)
    {
        decimal[] weights = new decimal[buckets.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(buckets[i].Max, buckets[i].Min, nameof(buckets));
            weights[i] = buckets[i].Weight;
        }

        (_table, _buckets) = (new AliasTable(weights), buckets.ToArray());
    }

    /// <inheritdoc />
    public double At(CellKey key, ulong address)
    {
        HistogramBucket bucket = _buckets[_table.At(key, address)];
        return UniformFloat.Between(bucket.Min, bucket.Max, Draw.Unit(Draw.Second(key, address)));
    }
}
