namespace Furrow.Bench.Measuring;

/// <summary>Numbers in order, and where their middle and their ends are.</summary>
internal sealed class Spread
{
    private readonly double[] _ordered;

    public Spread(IEnumerable<double> numbers)
    {
        _ordered = [.. numbers.Order()];
        if (_ordered.Length == 0)
        {
            throw new ArgumentException("A spread needs one number at least.", nameof(numbers));
        }
    }

    public double Median => At(0.5);

    public double LowerQuartile => At(0.25);

    public double UpperQuartile => At(0.75);

    public double Min => _ordered[0];

    public double Max => _ordered[^1];

    // Linear between the two nearest ranks.
    private double At(double fraction)
    {
        double rank = fraction * (_ordered.Length - 1);
        int below = (int)rank;
        int above = Math.Min(below + 1, _ordered.Length - 1);
        return _ordered[below] + ((rank - below) * (_ordered[above] - _ordered[below]));
    }
}
