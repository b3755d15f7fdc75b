using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Generation.Keys;
using Furrow.Generation.Permutations;
using Furrow.Generation.Picks;
using Furrow.Generation.Programs;
using Furrow.Generation.Spaces;

namespace Furrow.Generation.Assignments;

/// <summary>
/// Assigns candidates to parents one after another, in the parents' order: every assignment may use up what later ones
/// need, so it is made once, while planning, the same whoever writes which rows. Each parent asks candidates in an
/// order of its own; some of the questions go to the groups of those it has already.
/// </summary>
public sealed class Assignment : PlannedWork
{
    /// <summary>The most assignments that are made.</summary>
    public const long CountMax = 10_000_000;

    private const double UnitOf53Bits = 1.0 / (1L << 53);
    private const int AskedAtOnce = 256;

    private readonly AssignmentRules _rules;
    private readonly RowGroups? _groups;
    private long[] _assigned = [];

    /// <summary>Creates it.</summary>
    public Assignment(AssignmentRules rules)
    {
        _rules = rules;
        _groups = rules.Together is { } together ? new RowGroups(rules.Candidates, together) : null;
        Dependencies =
        [
            new Dependency.Rows(rules.Parent),
            new Dependency.Cells(rules.Parent, rules.Wanted),
            .. rules.Candidates.Dependencies,
            .. rules.Taken is { } taken ? [new Dependency.Work(taken)] : (Dependency[])[],
            .. new[] { rules.Capacity, rules.Distinct, rules.Together, rules.Taken is null ? null : rules.TakenBy }
                .OfType<int>()
                .Select(slot => new Dependency.Cells(rules.Candidates.Table, slot)),
            .. rules.Condition is { } condition ? [new Dependency.Cells(rules.Pairs, condition)] : (Dependency[])[],
            .. _groups is null ? [] : (Dependency[])[new Dependency.Work(_groups)],
        ];
    }

    /// <inheritdoc />
    public override string Description => $"the rows of {_rules.Table.Name}";

    /// <inheritdoc />
    public override IReadOnlyList<Dependency> Dependencies { get; }

    /// <inheritdoc />
    public override long ByteCount => 8L * _assigned.Length;

    /// <summary>The candidate's row number of each row, in order.</summary>
    public ReadOnlySpan<long> Assigned => _assigned;

    /// <summary>The candidate's row number of a row.</summary>
    public long this[long number] => _assigned[number - _rules.First];

    /// <inheritdoc />
    public override void Run(CancellationToken cancellationToken)
    {
        List<long> assigned = [];
        ChildCounts.Builder counts = ChildCounts.For(_rules.Parent.Space.Count);
        Pool pool = new(_rules, cancellationToken);
        long wantedInAll = 0;
        _rules.Parent.Scan(
            batch =>
            {
                CellVector wanted = _rules.Parent.Compute(batch, _rules.Wanted);
                for (int row = 0; row < batch.Count; row++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    long count = wanted.IsNull(row) ? 0 : Math.Max(0, ((FixedVector<long>)wanted).Values[row]);
                    wantedInAll += count;
                    int before = assigned.Count;
                    new Round(this, pool, batch.Numbers[row], batch.Addresses[row]).Take(count, assigned);
                    counts.Add(assigned.Count - before);
                    RefuseTooMany(assigned.Count);
                }
            },
            cancellationToken);
        if (assigned.Count < wantedInAll && !_rules.MayBeFewer)
        {
            throw new FurrowException(
                ErrorCode.GenerateCapacity,
                $"{_rules.Table.Name} wants {wantedInAll} rows, and {_rules.Candidates.Description} allow "
                    + $"{assigned.Count}.")
            {
                Hint = "Lower the count, raise the capacity, or let it be fewer: `when_short: fewer`.",
            };
        }

        _assigned = [.. assigned];
        _rules.Table.Space = new ChildSpace(_rules.Parent.Space, counts.Build(), _rules.First);
    }

    private void RefuseTooMany(int count)
    {
        if (count > CountMax)
        {
            throw new FurrowException(
                ErrorCode.GenerateCapacity,
                $"{_rules.Table.Name} has more than {CountMax} rows, which are assigned one after another.")
            {
                Hint = "Pick without `assign` where nothing is used up.",
            };
        }
    }

    /// <summary>The candidates with what is left of each.</summary>
    private sealed class Pool
    {
        private readonly AssignmentRules _rules;
        private readonly long[] _left;
        private readonly long[] _distinct;
        private readonly long[] _takenBy;

        public Pool(AssignmentRules rules, CancellationToken cancellationToken)
        {
            _rules = rules;
            _left = rules.Capacity is { } capacity ? Read(capacity, cancellationToken) : [];
            _distinct = rules.Distinct is { } distinct ? Read(distinct, cancellationToken) : [];
            _takenBy = rules.Taken is null ? [] : Read(rules.TakenBy, cancellationToken);
            Questions = rules.Pairs.CreateBatch();
        }

        public CellBatch Questions { get; }

        public bool IsLeft(long rank) => _left.Length == 0 || _left[rank] > 0;

        public long? Distinct(long rank) => _distinct.Length == 0 ? null : _distinct[rank];

        public long TakenBy(long rank) => _takenBy[rank];

        public void Use(long rank)
        {
            if (_left.Length > 0)
            {
                _left[rank]--;
            }
        }

        private long[] Read(int slot, CancellationToken cancellationToken)
        {
            long[] values = new long[_rules.Candidates.Count];
            TableProgram table = _rules.Candidates.Table;
            table.Scan(
                batch =>
                {
                    CellVector cells = table.Compute(batch, slot);
                    for (int row = 0; row < batch.Count; row++)
                    {
                        if (_rules.Candidates.RankOf(batch.Numbers[row]) is >= 0 and var rank)
                        {
                            values[rank] = cells.IsNull(row) ? 0 : ((FixedVector<long>)cells).Values[row];
                        }
                    }
                },
                cancellationToken);
            return values;
        }
    }

    /// <summary>One parent's assignments.</summary>
    private sealed class Round
    {
        private readonly Assignment _owner;
        private readonly Pool _pool;
        private readonly long _parent;
        private readonly CellKey _key;
        private readonly KeyedPermutation _order;
        private readonly HashSet<long> _asked = [];
        private readonly HashSet<long> _distinct = [];
        private readonly HashSet<long> _taken;
        private readonly List<long> _fitting = [];
        private readonly Queue<long> _friends = new();
        private long _next;
        private int _draw;

        public Round(Assignment owner, Pool pool, long parent, ulong address)
        {
            _owner = owner;
            _pool = pool;
            _parent = parent;
            _key = owner._rules.Key.Fold(address);
            _taken = owner._rules.Taken is { } taken ? [.. taken[parent]] : [];
            long count = owner._rules.Candidates.Count;
            _order = count == 0 ? default : new KeyedPermutation(_key, (ulong)count);
        }

        private AssignmentRules Rules => _owner._rules;

        public void Take(long wanted, List<long> assigned)
        {
            for (long taken = 0; taken < wanted; taken++)
            {
                bool isTogether = _friends.Count > 0
                    && (_key.At(0xF0, _draw++) >> 11) * UnitOf53Bits < Rules.TogetherRate;
                long rank = (isTogether ? NextFriend() : null) ?? NextInOrder() ?? NextFriend() ?? -1;
                if (rank < 0)
                {
                    return;
                }

                Accept(rank, assigned);
            }
        }

        private void Accept(long rank, List<long> assigned)
        {
            _pool.Use(rank);
            long number = Rules.Candidates[rank];
            assigned.Add(number);
            if (_pool.Distinct(rank) is { } value)
            {
                _distinct.Add(value);
            }

            if (_owner._groups is { } groups && GroupOf(number) is { } group)
            {
                List<long> others = [];
                foreach (long other in groups[group])
                {
                    if (Rules.Candidates.RankOf(other) is >= 0 and var place && _asked.Add(place))
                    {
                        others.Add(place);
                    }
                }

                // In an order of this parent's own, or the first of a group would always come.
                foreach (long place in Ask(others).OrderBy(place => _key.At((ulong)place, 1)))
                {
                    _friends.Enqueue(place);
                }
            }
        }

        private long? NextFriend()
        {
            while (_friends.TryDequeue(out long rank))
            {
                if (IsFree(rank))
                {
                    return rank;
                }
            }

            return null;
        }

        private long? NextInOrder()
        {
            while (true)
            {
                while (_fitting.Count > 0)
                {
                    long rank = _fitting[^1];
                    _fitting.RemoveAt(_fitting.Count - 1);
                    if (IsFree(rank))
                    {
                        return rank;
                    }
                }

                if (_next >= Rules.Candidates.Count)
                {
                    return null;
                }

                List<long> ranks = [];
                while (_next < Rules.Candidates.Count && ranks.Count < AskedAtOnce)
                {
                    long rank = (long)_order.Apply((ulong)_next++);
                    if (_pool.IsLeft(rank) && _asked.Add(rank))
                    {
                        ranks.Add(rank);
                    }
                }

                _fitting.AddRange(Ask(ranks));
                _fitting.Reverse();
            }
        }

        private bool IsFree(long rank) =>
            _pool.IsLeft(rank) && (_pool.Distinct(rank) is not { } value || !_distinct.Contains(value))
                && (_taken.Count == 0 || !_taken.Contains(_pool.TakenBy(rank)));

        private long? GroupOf(long number)
        {
            CellBatch batch = _pool.Questions.Nested(_owner, Rules.Candidates.Table.Slots.Count);
            batch.Reset(1);
            batch.Numbers[0] = number;
            Rules.Candidates.Table.Space.Locate(batch);
            CellVector cells = Rules.Candidates.Table.Compute(batch, Rules.Together!.Value);
            return cells.IsNull(0) ? null : ((FixedVector<long>)cells).Values[0];
        }

        // Those of the candidates that go together with the parent, in the same order.
        private List<long> Ask(List<long> ranks)
        {
            if (Rules.Condition is not { } condition || ranks.Count == 0)
            {
                return ranks;
            }

            List<long> fitting = [];
            for (int first = 0; first < ranks.Count; first += CellBatch.RowCountMax)
            {
                int count = Math.Min(CellBatch.RowCountMax, ranks.Count - first);
                CellBatch batch = _pool.Questions;
                batch.Reset(count);
                batch.Parents.Fill(_parent);
                FixedVector<long> candidates =
                    (FixedVector<long>)batch.Begin(0, Rules.Pairs.Slots[0].Generator.Type);
                for (int row = 0; row < count; row++)
                {
                    batch.Numbers[row] = row;
                    batch.Addresses[row] = RowAddress.OfChild((ulong)ranks[first + row], 0);
                    candidates.Values[row] = Rules.Candidates[ranks[first + row]];
                }

                CellVector holds = Rules.Pairs.Compute(batch, condition);
                for (int row = 0; row < count; row++)
                {
                    if (!holds.IsNull(row) && ((FixedVector<bool>)holds).Values[row])
                    {
                        fitting.Add(ranks[first + row]);
                    }
                }
            }

            return fitting;
        }
    }
}
