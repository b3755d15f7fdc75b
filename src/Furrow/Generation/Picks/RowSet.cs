using System.Numerics;

namespace Furrow.Generation.Picks;

/// <summary>
/// Some of a table's rows: one bit a row, and a running count every 512 bits, so that the n-th of them is found by one
/// binary search and one short scan (rank and select, as in Jacobson 1989).
/// </summary>
public sealed class RowSet
{
    private const int WordsPerBlock = 8;
    private const int WordBits = 64;

    private readonly ulong[] _words;
    private readonly long[] _before;

    private RowSet(long first, ulong[] words)
    {
        First = first;
        _words = words;
        _before = new long[((words.Length + WordsPerBlock - 1) / WordsPerBlock) + 1];
        long count = 0;
        for (int word = 0; word < words.Length; word++)
        {
            if (word % WordsPerBlock == 0)
            {
                _before[word / WordsPerBlock] = count;
            }

            count += BitOperations.PopCount(words[word]);
        }

        _before[^1] = count;
        Count = count;
    }

    /// <summary>The number of the first row that might be in it.</summary>
    public long First { get; }

    /// <summary>How many rows are in it.</summary>
    public long Count { get; }

    /// <summary>About how many bytes of memory it takes.</summary>
    public long ByteCount => 8L * (_words.Length + _before.Length);

    /// <summary>Begins one without rows.</summary>
    /// <param name="first">The number of the first row that might be in it.</param>
    /// <param name="count">How many rows might be.</param>
    public static Builder For(long first, long count) => new(first, count);

    /// <summary>The number of the row that so many of the set come before.</summary>
    public long this[long rank]
    {
        get
        {
            int block = Array.BinarySearch(_before, rank);
            if (block < 0)
            {
                block = ~block - 1;
            }

            while (block + 1 < _before.Length && _before[block + 1] <= rank)
            {
                block++;
            }

            long left = rank - _before[block];
            int word = block * WordsPerBlock;
            for (int count; left >= (count = BitOperations.PopCount(_words[word])); word++)
            {
                left -= count;
            }

            ulong bits = _words[word];
            for (; left > 0; left--)
            {
                bits &= bits - 1;
            }

            return First + ((long)word * WordBits) + BitOperations.TrailingZeroCount(bits);
        }
    }

    /// <summary>Whether a row is in it.</summary>
    public bool Contains(long number)
    {
        long place = number - First;
        return place >= 0 && place / WordBits < _words.Length
            && (_words[place / WordBits] >> (int)(place % WordBits) & 1) == 1;
    }

    /// <summary>How many rows of the set have smaller numbers.</summary>
    public long RankOf(long number)
    {
        long place = number - First;
        int word = (int)(place / WordBits);
        int block = word / WordsPerBlock;
        long rank = _before[block];
        for (int earlier = block * WordsPerBlock; earlier < word; earlier++)
        {
            rank += BitOperations.PopCount(_words[earlier]);
        }

        int bit = (int)(place % WordBits);
        return rank + (bit == 0 ? 0 : BitOperations.PopCount(_words[word] << (WordBits - bit)));
    }

    /// <summary>Collects rows, in any order.</summary>
    public sealed class Builder
    {
        private readonly long _first;
        private readonly ulong[] _words;

        internal Builder(long first, long count)
        {
            _first = first;
            _words = new ulong[(count + WordBits - 1) / WordBits];
        }

        /// <summary>Takes a row in.</summary>
        public void Add(long number)
        {
            long place = number - _first;
            _words[place / WordBits] |= 1UL << (int)(place % WordBits);
        }

        /// <summary>All of them.</summary>
        public RowSet Build() => new(_first, _words);
    }
}
