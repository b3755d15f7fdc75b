using System.Collections.Immutable;

namespace Furrow.Scenarios.Reporting;

/// <summary>Numbers with the text that each is shown as, to be made a histogram of.</summary>
internal sealed class SpreadValues
{
    private const int BinCountMax = 24;

    // Above this many steps between the ends, bins that do not fall together with steps are no longer seen.
    private const decimal StepCountMax = 100_000;

    // Differences of what is smaller do not overflow.
    private const decimal ValueMax = 1e27m;

    private readonly List<(decimal Value, string Text)> _values = [];

    /// <summary>Adds a value; what lies beyond all that can be drawn is left out.</summary>
    public void Add(decimal value, string text)
    {
        if (Math.Abs(value) <= ValueMax)
        {
            _values.Add((value, text));
        }
    }

    /// <summary>Adds a value; infinite ones and what is no number are left out.</summary>
    public void Add(double value, string text)
    {
        if (Math.Abs(value) <= (double)ValueMax)
        {
            Add((decimal)value, text);
        }
    }

    /// <summary>The histogram; null for no values.</summary>
    public ColumnHistogram? ToHistogram(bool isOfLengths)
    {
        if (_values.Count == 0)
        {
            return null;
        }

        _values.Sort((left, right) => left.Value.CompareTo(right.Value));
        return new ColumnHistogram(
            isOfLengths, Count(), _values[0].Text, _values[(_values.Count - 1) / 2].Text, _values[^1].Text);
    }

    private ImmutableArray<long> Count()
    {
        decimal low = _values[0].Value;
        decimal range = _values[^1].Value - low;
        decimal width = Width(low, range);
        if (width == 0)
        {
            return [_values.Count];
        }

        long[] counts = new long[Math.Min(BinCountMax, (int)Math.Floor(range / width) + 1)];
        foreach ((decimal value, _) in _values)
        {
            counts[Math.Min(counts.Length - 1, (int)Math.Floor((value - low) / width))]++;
        }

        return [.. counts];
    }

    // Values that lie on a grid (days, half hours, cents) get bins of as many places of the grid each: otherwise some
    // bins would hold a place more than others, and show peaks that are none.
    private decimal Width(decimal low, decimal range)
    {
        decimal step = 0;
        foreach ((decimal value, _) in _values)
        {
            decimal rest = value - low;
            while (rest != 0)
            {
                (step, rest) = (rest, step % rest);
            }

            if (step != 0 && range / StepCountMax > step)
            {
                return range / BinCountMax;
            }
        }

        return step == 0 ? 0 : step * Math.Ceiling(((range / step) + 1) / BinCountMax);
    }
}
