using Furrow.Data.Cells;
using Furrow.Generation.Keys;

namespace Furrow.Generation.Expressions.Kernels;

/// <summary>Numbers drawn for rows: a function of the draw's key and each row's address, and of nothing else.</summary>
internal readonly ref struct RowDraws(Frame frame, CellKey key)
{
    private readonly ReadOnlySpan<ulong> _addresses = frame.Batch.Addresses;
    private readonly ReadOnlySpan<int> _rows = frame.Rows;
    private readonly bool _hasAllRows = frame.HasAllRows;

    /// <summary>64 bits.</summary>
    public ulong Bits(int row) => key.At(_addresses[_hasAllRows ? row : _rows[row]]);

    /// <summary>A number from 0 on and below 1.</summary>
    public double Share(int row) => (Bits(row) >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number from 0 to a last one; what is uneven about it is less than its part in 2⁶⁴.</summary>
    public ulong UpTo(int row, ulong last) =>
        last == ulong.MaxValue ? Bits(row) : Math.BigMul(Bits(row), last + 1, out _);
}

/// <summary>True with a probability.</summary>
internal sealed class ChanceKernel(CellType type, Kernel probability, CellKey key, Fault fault) : Kernel(type)
{
    public override void Fill(Frame frame, CellVector target)
    {
        Column column = probability.Evaluate(frame);
        RowDraws draws = new(frame, key);
        Span<bool> results = ((FixedVector<bool>)target).Values;
        for (int row = 0; row < results.Length; row++)
        {
            if (column.IsNull(row))
            {
                target.SetNull(row);
                continue;
            }

            double share = column.Value<double>(row);
            if (share is not (>= 0 and <= 1))
            {
                throw fault.Of(new ArithmeticException("a probability lies between 0 and 1"));
            }

            results[row] = draws.Share(row) < share;
        }

        column.Release(frame);
    }
}

/// <summary>One of several branches, each as likely as the others.</summary>
internal sealed class ChooseKernel(CellType type, Kernel[] branches, CellKey key) : ChoiceKernel(type, branches)
{
    private readonly int _count = branches.Length;

    protected override void Choose(Frame frame, Span<int> choices)
    {
        RowDraws draws = new(frame, key);
        for (int row = 0; row < frame.Count; row++)
        {
            choices[row] = (int)draws.UpTo(row, (ulong)_count - 1);
        }
    }
}

/// <summary>How a value between two bounds is drawn.</summary>
internal interface IUniform<T>
    where T : unmanaged
{
    static abstract T Draw(T low, T high, in RowDraws draws, int row);
}

/// <summary>A value between two bounds.</summary>
internal sealed class UniformKernel<TUniform, T>(CellType type, Kernel low, Kernel high, CellKey key, Fault fault)
    : Kernel(type)
    where TUniform : struct, IUniform<T>
    where T : unmanaged, IComparable<T>
{
    public override void Fill(Frame frame, CellVector target)
    {
        Column lows = low.Evaluate(frame);
        Column highs = high.Evaluate(frame);
        RowDraws draws = new(frame, key);
        Span<T> results = ((FixedVector<T>)target).Values;
        try
        {
            for (int row = 0; row < results.Length; row++)
            {
                if (lows.IsNull(row) || highs.IsNull(row))
                {
                    target.SetNull(row);
                    continue;
                }

                (T from, T to) = (lows.Value<T>(row), highs.Value<T>(row));
                results[row] = from.CompareTo(to) <= 0
                    ? TUniform.Draw(from, to, draws, row)
                    : throw new ArithmeticException("the first bound lies above the second");
            }
        }
        catch (ArithmeticException cause)
        {
            throw fault.Of(cause);
        }

        lows.Release(frame);
        highs.Release(frame);
    }
}

internal readonly struct UniformInteger : IUniform<long>
{
    public static long Draw(long low, long high, in RowDraws draws, int row) =>
        unchecked(low + (long)draws.UpTo(row, (ulong)high - (ulong)low));
}

internal readonly struct UniformDate : IUniform<int>
{
    public static int Draw(int low, int high, in RowDraws draws, int row) =>
        (int)UniformInteger.Draw(low, high, draws, row);
}

// As many digits after the point as the bound with more of them, so that prices have cents and both ends are possible.
internal readonly struct UniformDecimal : IUniform<decimal>
{
    public static decimal Draw(decimal low, decimal high, in RowDraws draws, int row)
    {
        decimal step = new(1, 0, 0, false, Math.Max(low.Scale, high.Scale));
        decimal steps = (high - low) / step;
        return steps <= long.MaxValue
            ? low + (draws.UpTo(row, (ulong)steps) * step)
            : throw new OverflowException();
    }
}

internal readonly struct UniformFloat : IUniform<double>
{
    public static double Draw(double low, double high, in RowDraws draws, int row)
    {
        double share = draws.Share(row);
        double value = (low * (1 - share)) + (high * share);
        return double.IsFinite(value)
            ? Math.Clamp(value, low, high)
            : throw new ArithmeticException("a bound is not a finite number");
    }
}
