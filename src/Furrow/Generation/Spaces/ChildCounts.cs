namespace Furrow.Generation.Spaces;

/// <summary>
/// How many children each parent has, kept as one number a parent as narrow as the largest needs, and a running total
/// for every block of parents: a child is found by one binary search and one short scan.
/// </summary>
public sealed class ChildCounts
{
    private const int BlockBits = 8;
    private const int BlockLength = 1 << BlockBits;

    private readonly byte[] _narrow;
    private readonly int[] _wide;
    private readonly long[] _starts;
    private readonly long _parentCount;

    private ChildCounts(byte[] narrow, int[] wide, long[] starts, long parentCount, long total)
    {
        _narrow = narrow;
        _wide = wide;
        _starts = starts;
        _parentCount = parentCount;
        Total = total;
    }

    /// <summary>How many children there are in all.</summary>
    public long Total { get; }

    /// <summary>The most children that any parent has.</summary>
    public int Max { get; private init; }

    /// <summary>About how many bytes of memory this takes.</summary>
    public long ByteCount => _narrow.Length + (4L * _wide.Length) + (8L * _starts.Length);

    /// <summary>How many children a parent has, by its place among the parents, from 0.</summary>
    public int this[long parent] => _wide.Length > 0 ? _wide[parent] : _narrow[parent];

    /// <summary>Takes the counts one after another.</summary>
    public static Builder For(long parentCount) => new(parentCount);

    /// <summary>Where a parent's children begin.</summary>
    public long StartOf(long parent)
    {
        long start = _starts[parent >> BlockBits];
        for (long earlier = parent & ~(long)(BlockLength - 1); earlier < parent; earlier++)
        {
            start += this[earlier];
        }

        return start;
    }

    /// <summary>Whose child a row is, and which of them.</summary>
    public (long Parent, int Ordinal) Find(long child)
    {
        int block = Array.BinarySearch(_starts, child);
        if (block < 0)
        {
            block = ~block - 1;
        }
        else
        {
            // Blocks without children begin at the same number: the last of them holds it.
            while (block + 1 < _starts.Length && _starts[block + 1] == child)
            {
                block++;
            }
        }

        long parent = (long)block << BlockBits;
        long left = child - _starts[block];
        while (left >= this[parent])
        {
            left -= this[parent];
            parent++;
        }

        return (parent, (int)left);
    }

    /// <summary>Collects counts in the order of the parents.</summary>
    public sealed class Builder
    {
        private readonly byte[] _narrow;
        private readonly long[] _starts;
        private readonly long _parentCount;
        private int[] _wide = [];
        private long _next;
        private long _total;
        private int _max;

        internal Builder(long parentCount)
        {
            _parentCount = parentCount;
            _narrow = new byte[parentCount];
            _starts = new long[(parentCount >> BlockBits) + 1];
        }

        /// <summary>The next parent's count; at least 0.</summary>
        public void Add(int count)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count);
            if ((_next & (BlockLength - 1)) == 0)
            {
                _starts[_next >> BlockBits] = _total;
            }

            if (count > byte.MaxValue && _wide.Length == 0)
            {
                _wide = Array.ConvertAll(_narrow, narrow => (int)narrow);
            }

            if (_wide.Length > 0)
            {
                _wide[_next] = count;
            }
            else
            {
                _narrow[_next] = (byte)count;
            }

            _next++;
            _total = checked(_total + count);
            _max = Math.Max(_max, count);
        }

        /// <summary>All of them.</summary>
        public ChildCounts Build()
        {
            if (_next != _parentCount)
            {
                throw new InvalidOperationException($"{_next} counts were given for {_parentCount} parents");
            }

            if ((_next & (BlockLength - 1)) == 0)
            {
                _starts[_next >> BlockBits] = _total;
            }

            return new ChildCounts(_wide.Length > 0 ? [] : _narrow, _wide, _starts, _parentCount, _total)
            {
                Max = _max,
            };
        }
    }
}
