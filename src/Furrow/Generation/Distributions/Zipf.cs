using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;

namespace Furrow.Generation.Distributions;

/// <summary>
/// Ranks 1 to n, of which rank k is k^s times rarer than the first: few that are taken often, many that are hardly
/// taken. Rejection-inversion (Hörmann and Derflinger, "Rejection-Inversion to Generate Variates from Monotone Discrete
/// Distributions", 1996): of an address's draws 0, 1, 2, … the first that is not rejected, most often draw 0.
/// </summary>
internal readonly struct Zipf : IDraw<long>
{
    /// <summary>The most ranks.</summary>
    public const long CountMax = 1_000_000_000_000;

    // At least a third of draws is taken; what 100 do not settle never happens.
    private const int DrawCountMax = 100;

    private readonly double _exponent;
    private readonly double _count;
    private readonly double _integralFirst;
    private readonly double _integralLast;
    private readonly double _sure;

    /// <summary>So many ranks, up to <see cref="CountMax"/>, and an exponent above 0.</summary>
    public Zipf(long count, double exponent)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, CountMax);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exponent);
        (_exponent, _count) = (exponent, count);
        _integralFirst = Integral(1.5, exponent) - 1;
        _integralLast = Integral(count + 0.5, exponent);
        _sure = 2 - Inverse(Integral(2.5, exponent) - Weight(2, exponent), exponent);
    }

    /// <inheritdoc />
    public long At(CellKey key, ulong address)
    {
        ulong number = key.At(address);
        for (int draw = 1; ; draw++)
        {
            double u = _integralLast + (Draw.Unit(number) * (_integralFirst - _integralLast));
            double x = Inverse(u, _exponent);
            double k = Math.Clamp(Math.Floor(x + 0.5), 1, _count);
            if (k - x <= _sure || u >= Integral(k + 0.5, _exponent) - Weight(k, _exponent) || draw == DrawCountMax)
            {
                return (long)k;
            }

            number = key.At(address, draw);
        }
    }

    private static double Weight(double x, double exponent) => FixedMath.Exp(-exponent * FixedMath.Log(x));

    // The integral of the weight from 1 on, (x^(1-s) - 1) / (1-s), written so that it also holds for s close to 1.
    private static double Integral(double x, double exponent)
    {
        double log = FixedMath.Log(x);
        double t = (1 - exponent) * log;
        return (Math.Abs(t) > 1e-8 ? FixedMath.ExpM1(t) / t : 1 + (t * 0.5 * (1 + (t / 3)))) * log;
    }

    private static double Inverse(double x, double exponent)
    {
        // Below -1 only by rounding.
        double t = Math.Max(x * (1 - exponent), -1);
        double factor = Math.Abs(t) > 1e-8 ? FixedMath.Log1P(t) / t : 1 - (t * (0.5 - (t / 3)));
        return FixedMath.Exp(factor * x);
    }
}
