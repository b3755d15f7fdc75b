using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;

namespace Furrow.Generation.Distributions;

/// <summary>
/// Choices by weight: each is taken exactly as often as its weight says where weights are whole numbers (or decimals)
/// of a sensible size. Walker's alias method as Vose builds it ("A Linear Algorithm for Generating Random Numbers with
/// a Given Distribution", 1991), in whole numbers. One draw, hardly ever more.
/// </summary>
internal sealed class AliasTable
{
    // Choices × total stays below, so that nothing overflows and redraws are one in a million.
    private const decimal ProductMax = 17_592_186_044_416;

    private readonly ulong[] _limits;
    private readonly int[] _others;
    private readonly ulong _total;

    /// <summary>Builds the table; weights from 0 on, one of them above it.</summary>
    public AliasTable(ReadOnlySpan<decimal> weights)
    {
        ulong[] whole = ToWhole(weights);
        _total = 0;
        foreach (ulong weight in whole)
        {
            _total += weight;
        }

        ulong count = (ulong)whole.Length;
        _limits = new ulong[whole.Length];
        _others = new int[whole.Length];
        Stack<int> small = new();
        Stack<int> large = new();
        for (int i = whole.Length - 1; i >= 0; i--)
        {
            // Each column is as high as all weights together; all columns together hold each weight `count` times.
            whole[i] *= count;
            (whole[i] < _total ? small : large).Push(i);
        }

        while (small.TryPop(out int low))
        {
            // Amounts are whole, so that a large one is left as long as a small one is.
            int high = large.Pop();
            (_limits[low], _others[low]) = (whole[low], high);
            whole[high] -= _total - whole[low];
            (whole[high] < _total ? small : large).Push(high);
        }

        foreach (int rest in large)
        {
            (_limits[rest], _others[rest]) = (_total, rest);
        }
    }

    /// <summary>How many choices there are.</summary>
    public int Count => _limits.Length;

    /// <summary>Which choice is made at an address.</summary>
    public int At(CellKey key, ulong address)
    {
        (ulong column, ulong height) = Math.DivRem(Draw.Below(key, address, _total * (ulong)_limits.Length), _total);
        return height < _limits[column] ? (int)column : _others[column];
    }

    // Decimals become whole numbers of their last place; those too large or too fine for that are rounded.
    private static ulong[] ToWhole(ReadOnlySpan<decimal> weights)
    {
        decimal total = 0;
        int scale = 0;
        foreach (decimal weight in weights)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(weight, nameof(weights));
            total += weight;
            scale = Math.Max(scale, (weight / 1.0000000000000000000000000000m).Scale);
        }

        if (total == 0)
        {
            throw new ArgumentException("At least one weight has to be above 0.", nameof(weights));
        }

        decimal limit = ProductMax / weights.Length;
        decimal factor = 1;
        for (; scale > 0; scale--)
        {
            factor *= 10;
        }

        // As doubles, since the product may be beyond a decimal.
        factor = (double)total * (double)factor > (double)limit ? limit / total : factor;
        ulong[] whole = new ulong[weights.Length];
        for (int i = 0; i < whole.Length; i++)
        {
            decimal scaled = decimal.Round(weights[i] * factor);
            whole[i] = weights[i] > 0 ? Math.Max(1, (ulong)scaled) : 0;
        }

        return whole;
    }
}
