using Furrow.Generation.Keys;

namespace Furrow.Generation.Distributions;

/// <summary>
/// How many of n tries succeed that succeed independently with the same probability. One draw, by a table; up to a
/// variance of 10^8.
/// </summary>
internal readonly struct Binomial : IDraw<long>
{
    /// <summary>The largest variance, n × p × (1 - p).</summary>
    public const double VarianceMax = 1e8;

    private readonly QuantileTable _table;

    /// <summary>Probabilities from 0 to 1; bounds cut the distribution.</summary>
    public Binomial(long tries, double probability, long min = 0, long max = long.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tries);
        ArgumentOutOfRangeException.ThrowIfNegative(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(
            tries * probability * (1 - probability), VarianceMax, nameof(tries));
        double odds = probability / (1 - probability);
        _table = QuantileTable.OfRatios(
            Math.Min((long)(tries * probability), tries),
            k => k >= tries ? 0 : odds * (tries - k) / (k + 1),
            k => k > tries || probability == 0 ? 0 : k / (odds * (tries - k + 1)),
            Math.Max(min, 0),
            Math.Min(max, tries));
    }

    /// <inheritdoc />
    public long At(CellKey key, ulong address) => _table.Find(key.At(address));
}
