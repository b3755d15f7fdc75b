using System.Globalization;
using Furrow.Scenarios.Reporting;

namespace Furrow.Tests.Scenarios.Reporting;

public sealed class SpreadValuesTests
{
    [Fact]
    public void Nothing_is_no_histogram()
    {
        Assert.Null(new SpreadValues().ToHistogram(isOfLengths: false));
        SpreadValues none = new();
        none.Add(double.NaN, "NaN");
        none.Add(double.PositiveInfinity, "Infinity");
        none.Add(1e300, "1e300");
        none.Add(decimal.MaxValue, "max");
        Assert.Null(none.ToHistogram(isOfLengths: false));
    }

    [Fact]
    public void One_value_is_one_bin()
    {
        ColumnHistogram histogram = Of(7, 7, 7);
        Assert.Equal([3L], histogram.Counts);
        Assert.Equal(("7", "7", "7"), (histogram.From, histogram.Median, histogram.To));
    }

    [Fact]
    public void Few_places_of_a_grid_are_a_bin_each_and_gaps_stay()
    {
        Assert.Equal([2L, 1, 0, 1], Of(10, 10, 20, 40).Counts);
    }

    // 30 numbers in 24 bins would be six bins of two among eighteen of one.
    [Fact]
    public void Even_values_look_even_however_many_there_are()
    {
        decimal[] days = [.. Enumerable.Range(1, 30).Select(value => (decimal)value)];
        Assert.Equal(Enumerable.Repeat(2L, 15), Of(days).Counts);
        long[] cents = [.. Of([.. Enumerable.Range(0, 1000).Select(value => value * 0.01m)]).Counts];
        Assert.All(cents[..^1], count => Assert.Equal(42, count));
        Assert.Equal(1000, cents.Sum());
    }

    [Fact]
    public void Every_value_lies_in_a_bin_whatever_they_are()
    {
        decimal[][] all =
        [
            [1e27m, -1e27m, 0], [0.0000000000000000000000000001m, 0], [1e20m, 1e-8m, 3],
            [.. Enumerable.Range(0, 500).Select(place => (decimal)Math.Exp(place / 10.0))],
        ];
        foreach (decimal[] values in all)
        {
            ColumnHistogram histogram = Of(values);
            Assert.Equal(values.Length, histogram.Counts.Sum());
            Assert.InRange(histogram.Counts.Length, 1, 24);
            Assert.Equal(Text(values.Min()), histogram.From);
            Assert.Equal(Text(values.Max()), histogram.To);
        }
    }

    private static ColumnHistogram Of(params decimal[] values)
    {
        SpreadValues spread = new();
        foreach (decimal value in values)
        {
            spread.Add(value, Text(value));
        }

        return spread.ToHistogram(isOfLengths: false)!;
    }

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
