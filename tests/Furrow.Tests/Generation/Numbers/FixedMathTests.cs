using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;

namespace Furrow.Tests.Generation.Numbers;

/// <summary>Furrow's own functions are as exact as the platform's, and the same everywhere.</summary>
public sealed class FixedMathTests
{
    private static readonly CellKey Key = CellKey.FromSeed(1).Fold("numbers");

    [Fact]
    public void Log_is_within_one_unit_of_the_platforms_over_the_whole_range()
    {
        AssertClose(Positive(), FixedMath.Log, Math.Log, 1);
        AssertClose(Between(0.5, 2), FixedMath.Log, Math.Log, 1);
    }

    [Fact]
    public void Exp_is_within_one_unit_of_the_platforms_over_the_whole_range()
    {
        AssertClose(Between(-745, 709.7), FixedMath.Exp, Math.Exp, 1);
        AssertClose(Between(-1, 1), FixedMath.Exp, Math.Exp, 1);
    }

    [Fact]
    public void Log1P_and_ExpM1_are_exact_around_zero_where_the_plain_ones_are_not()
    {
        // The first terms of their series decide down there; the next is below 10^-16 of them.
        AssertClose(Between(-1e-6, 1e-6), FixedMath.Log1P, x => x - (x * x / 2) + (x * x * x / 3), 1);
        AssertClose(Between(-1e-6, 1e-6), FixedMath.ExpM1, x => x + (x * x / 2) + (x * x * x / 6), 1);
        AssertClose(Between(1, 1e6), FixedMath.Log1P, x => Math.Log(1 + x), 2);
        AssertClose(Between(2, 700), FixedMath.ExpM1, x => Math.Exp(x) - 1, 2);
        AssertClose(Between(-30, -2), FixedMath.ExpM1, x => Math.Exp(x) - 1, 2);

        // In between, both are each other's inverse.
        foreach (double x in Between(-0.9, 3))
        {
            Assert.Equal(x, FixedMath.ExpM1(FixedMath.Log1P(x)), Math.Abs(x) * 1e-15 * 8);
        }
    }

    [Fact]
    public void Pow_is_within_two_units_of_the_platforms()
    {
        List<double> bases = [.. Positive(20_000)];
        List<double> exponents = [.. Between(-30, 30, 20_000)];
        for (int i = 0; i < bases.Count; i++)
        {
            AssertUnits(Math.Pow(bases[i], exponents[i]), FixedMath.Pow(bases[i], exponents[i]), 2);
            double x = 0.5 + (i / 13_333.0);
            AssertUnits(Math.Pow(x, exponents[i] * 30), FixedMath.Pow(x, exponents[i] * 30), 2);
        }
    }

    [Fact]
    public void Sin_and_cos_are_within_one_unit_of_the_platforms()
    {
        AssertClose(Between(-10, 10), FixedMath.Sin, Math.Sin, 1);
        AssertClose(Between(-10, 10), FixedMath.Cos, Math.Cos, 1);
        AssertClose(Between(-1e6, 1e6), FixedMath.Sin, Math.Sin, 1);
        AssertClose(Between(-1e6, 1e6), FixedMath.Cos, Math.Cos, 1);
        AssertClose(Multiples(), FixedMath.Sin, Math.Sin, 1);
        AssertClose(Multiples(), FixedMath.Cos, Math.Cos, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => FixedMath.Sin(1e7));
        Assert.Throws<ArgumentOutOfRangeException>(() => FixedMath.Cos(double.NaN));
    }

    [Fact]
    public void Special_values_come_out_as_the_standard_has_them()
    {
        double[] values =
        [
            0.0, -0.0, 1, -1, 2, -2, 3, -3, 0.5, -0.5, 1e300, -1e300, double.Epsilon, double.MaxValue, double.NaN,
            double.PositiveInfinity, double.NegativeInfinity, 1e16, 9007199254740993,
        ];
        foreach (double x in values)
        {
            Assert.Equal(Math.Log(x), FixedMath.Log(x), Tolerance(Math.Log(x)));
            Assert.Equal(Math.Exp(x), FixedMath.Exp(x), Tolerance(Math.Exp(x)));
            foreach (double y in values)
            {
                double expected = Math.Pow(x, y);
                Assert.Equal(expected, FixedMath.Pow(x, y), Tolerance(expected));
            }
        }

        Assert.Equal(0.0, FixedMath.Log(1));
        Assert.Equal(1.0, FixedMath.Exp(0));
        Assert.Equal(double.NegativeInfinity, FixedMath.Log1P(-1));
        Assert.Equal(double.NaN, FixedMath.Log1P(-1.5));
        Assert.Equal(double.PositiveInfinity, FixedMath.Log1P(double.PositiveInfinity));
        Assert.Equal(-1, FixedMath.ExpM1(double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, FixedMath.ExpM1(800));
        Assert.Equal(8.0, FixedMath.Pow(2, 3));
        Assert.Equal(1e22, FixedMath.Pow(10, 22));
        Assert.Equal(0.0, FixedMath.Sin(0));
        Assert.Equal(1.0, FixedMath.Cos(0));
    }

    [Fact]
    public void Values_are_the_committed_ones()
    {
        Checksums.AssertSame("math.log", Checksums.Of(Positive().Select(FixedMath.Log)));
        Checksums.AssertSame("math.log1p", Checksums.Of(Between(-0.99, 50).Select(FixedMath.Log1P)));
        Checksums.AssertSame("math.exp", Checksums.Of(Between(-745, 709).Select(FixedMath.Exp)));
        Checksums.AssertSame("math.expm1", Checksums.Of(Between(-40, 709).Select(FixedMath.ExpM1)));
        Checksums.AssertSame("math.pow", Checksums.Of(Between(0, 9).Select(x => FixedMath.Pow(x, (x * 7) - 31))));
        Checksums.AssertSame("math.sin", Checksums.Of(Between(-1e6, 1e6).Select(FixedMath.Sin)));
        Checksums.AssertSame("math.cos", Checksums.Of(Between(-1e6, 1e6).Select(FixedMath.Cos)));
    }

    private static double Tolerance(double expected) =>
        double.IsFinite(expected) ? Math.Abs(expected) * 4.5e-16 : 0;

    private static IEnumerable<double> Positive(int count = 100_000)
    {
        for (ulong i = 0; i < (ulong)count; i++)
        {
            double value = BitConverter.UInt64BitsToDouble(Key.At(i) >> 1);
            yield return double.IsFinite(value) ? value : 1;
        }
    }

    private static IEnumerable<double> Between(double min, double max, int count = 100_000)
    {
        for (ulong i = 0; i < (ulong)count; i++)
        {
            yield return min + ((max - min) * Draw.Unit(Key.At(i)));
        }
    }

    // Where the reduction has to be exact: next to the zeros.
    private static IEnumerable<double> Multiples() =>
        Enumerable.Range(-100_000, 200_001).Select(i => i * (Math.PI / 2));

    private static void AssertClose(
        IEnumerable<double> values, Func<double, double> own, Func<double, double> platform, int unitsMax)
    {
        foreach (double value in values)
        {
            AssertUnits(platform(value), own(value), unitsMax, value);
        }
    }

    private static void AssertUnits(double expected, double found, int unitsMax, double at = 0)
    {
        long units = Math.Abs(Ordered(expected) - Ordered(found));
        if (units > unitsMax)
        {
            Assert.Fail($"{found:R} is {units} units from {expected:R} at {at:R}");
        }
    }

    private static long Ordered(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        return bits < 0 ? long.MinValue - bits : bits;
    }
}
