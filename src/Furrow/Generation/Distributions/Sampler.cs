using Furrow.Generation.Keys;

namespace Furrow.Generation.Distributions;

/// <summary>One value of a distribution, made of the numbers of an address.</summary>
internal interface IDraw<T>
    where T : unmanaged
{
    /// <summary>The value at an address: the same whenever and wherever it is asked for.</summary>
    T At(CellKey key, ulong address);
}

/// <summary>A distribution of values, filled into columns a batch at a time.</summary>
internal abstract class Sampler<T>
    where T : unmanaged
{
    /// <summary>The value at an address.</summary>
    public abstract T At(CellKey key, ulong address);

    /// <summary>The values at many addresses.</summary>
    public abstract void Fill(CellKey key, ReadOnlySpan<ulong> addresses, Span<T> values);
}

/// <summary>A sampler whose draw is a struct, so that its loop is compiled for it and calls nothing virtual.</summary>
internal sealed class Sampler<T, TDraw>(TDraw draw) : Sampler<T>
    where T : unmanaged
    where TDraw : struct, IDraw<T>
{
    /// <inheritdoc />
    public override T At(CellKey key, ulong address) => draw.At(key, address);

    /// <inheritdoc />
    public override void Fill(CellKey key, ReadOnlySpan<ulong> addresses, Span<T> values)
    {
        TDraw local = draw;
        values = values[..addresses.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = local.At(key, addresses[i]);
        }
    }
}

/// <summary>Makes samplers of draws.</summary>
internal static class Sampler
{
    /// <summary>Of whole numbers, and of what is kept as such: times, timestamps.</summary>
    public static Sampler<long> OfLong<TDraw>(TDraw draw)
        where TDraw : struct, IDraw<long> => new Sampler<long, TDraw>(draw);

    /// <summary>Of floating-point numbers.</summary>
    public static Sampler<double> OfDouble<TDraw>(TDraw draw)
        where TDraw : struct, IDraw<double> => new Sampler<double, TDraw>(draw);

    /// <summary>Of exact decimals.</summary>
    public static Sampler<decimal> OfDecimal<TDraw>(TDraw draw)
        where TDraw : struct, IDraw<decimal> => new Sampler<decimal, TDraw>(draw);

    /// <summary>Of days.</summary>
    public static Sampler<int> OfDate<TDraw>(TDraw draw)
        where TDraw : struct, IDraw<long> => new Sampler<int, Days<TDraw>>(new Days<TDraw>(draw));

    /// <summary>
    /// Of floating-point numbers, rounded to whole ones. A draw that is bounded half a unit further out on both sides
    /// gives the first and the last number their full share.
    /// </summary>
    public static Sampler<long> Rounded<TDraw>(TDraw draw, long min = long.MinValue, long max = long.MaxValue)
        where TDraw : struct, IDraw<double> =>
        new Sampler<long, RoundedToWhole<TDraw>>(new RoundedToWhole<TDraw>(draw, min, max));

    /// <summary>Of floating-point numbers, rounded to decimals of so many places.</summary>
    public static Sampler<decimal> Rounded<TDraw>(TDraw draw, int scale, decimal min, decimal max)
        where TDraw : struct, IDraw<double> =>
        new Sampler<decimal, RoundedToScale<TDraw>>(new RoundedToScale<TDraw>(draw, scale, min, max));

    /// <summary>Of whole numbers, as decimals without places.</summary>
    public static Sampler<decimal> Widened<TDraw>(TDraw draw)
        where TDraw : struct, IDraw<long> => new Sampler<decimal, WholeDecimal<TDraw>>(new WholeDecimal<TDraw>(draw));

    /// <summary>Of whole numbers, as floating-point ones.</summary>
    public static Sampler<double> Floating<TDraw>(TDraw draw)
        where TDraw : struct, IDraw<long> => new Sampler<double, WholeFloat<TDraw>>(new WholeFloat<TDraw>(draw));
}
