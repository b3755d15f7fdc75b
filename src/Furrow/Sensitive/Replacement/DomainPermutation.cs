namespace Furrow.Sensitive.Replacement;

/// <summary>
/// A keyed permutation of the numbers below a bound: a balanced Feistel network of ten rounds over the next even number
/// of bits, walked along its cycle until it is back below the bound (Black and Rogaway, "Ciphers with Arbitrary Finite
/// Domains", 2002). No two numbers go to the same one.
/// </summary>
internal static class DomainPermutation
{
    /// <summary>The largest bound: 2^126.</summary>
    public static readonly UInt128 SizeMax = UInt128.One << 126;

    private const int Rounds = 10;

    /// <summary>Where a number goes.</summary>
    /// <param name="number">The number, below <paramref name="size"/>.</param>
    /// <param name="size">How many numbers there are, from 1 to 2^126.</param>
    /// <param name="round">The function of each round, keyed.</param>
    public static UInt128 Apply(UInt128 number, UInt128 size, SipHash round)
    {
        if (size == 1)
        {
            return number;
        }

        int bits = 128 - (int)UInt128.LeadingZeroCount(size - 1);
        int half = (bits + 1) / 2;
        do
        {
            number = Encipher(number, half, round);
        }
        while (number >= size);
        return number;
    }

    private static UInt128 Encipher(UInt128 number, int half, SipHash round)
    {
        ulong mask = (1UL << half) - 1;
        ulong left = (ulong)(number >> half);
        ulong right = (ulong)number & mask;
        for (int i = 0; i < Rounds; i++)
        {
            (left, right) = (right, left ^ (round.Hash(right, (ulong)i) & mask));
        }

        return ((UInt128)left << half) | right;
    }
}
