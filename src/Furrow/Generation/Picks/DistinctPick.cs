using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Generation.Keys;
using Furrow.Generation.Permutations;
using Furrow.Generation.Programs;
using Furrow.Generation.Spaces;

namespace Furrow.Generation.Picks;

/// <summary>
/// The number of a row of another table, no two children of one parent the same: each parent has a permutation of the
/// candidates of its own, and its children take the first of it. The parent itself can be left out of it, where
/// parents and candidates are the same table.
/// </summary>
public sealed class DistinctPick : CellGenerator
{
    private readonly CellKey _key;
    private readonly TableProgram _table;
    private readonly Candidates _candidates;
    private readonly RowLink _parent;
    private readonly bool _isOther;

    /// <summary>Creates one.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="table">The table that picks, whose rows come with parents.</param>
    /// <param name="parent">The way to the parents.</param>
    /// <param name="candidates">What is picked.</param>
    /// <param name="isOther">Whether the parent, one of the candidates, is never picked.</param>
    public DistinctPick(CellKey key, TableProgram table, RowLink parent, Candidates candidates, bool isOther)
    {
        (_key, _table, _parent, _candidates, _isOther) = (key, table, parent, candidates, isOther);
        Dependencies = [.. candidates.Dependencies, new Dependency.Work(new EnoughCandidates(this))];
    }

    /// <inheritdoc />
    public override CellType Type { get; } = new(CellKind.Integer);

    /// <inheritdoc />
    public override IReadOnlyList<Dependency> Dependencies { get; }

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        Span<long> values = ((FixedVector<long>)target).Values;
        ReadOnlySpan<long> parents = batch.Parents;
        ReadOnlySpan<int> ordinals = batch.Ordinals;
        CellBatch led = _parent.Follow(batch, out ReadOnlySpan<int> places);
        ReadOnlySpan<ulong> addresses = led.Addresses;
        KeyedPermutation permutation = default;
        long self = -1;
        for (int row = 0; row < values.Length; row++)
        {
            if (row == 0 || parents[row] != parents[row - 1])
            {
                self = _isOther ? _candidates.RankOf(parents[row]) : -1;
                long size = _candidates.Count - (self < 0 ? 0 : 1);
                permutation = DistinctPicks.Of(_key, addresses[places[row]], size);
            }

            long rank = (long)permutation.Apply((ulong)ordinals[row]);
            values[row] = _candidates[self >= 0 && rank >= self ? rank + 1 : rank];
        }
    }

    /// <summary>Proves that no parent has more children than there are candidates.</summary>
    private sealed class EnoughCandidates(DistinctPick pick) : PlannedWork
    {
        public override string Description => $"whether there are enough of {pick._candidates.Description}";

        public override IReadOnlyList<Dependency> Dependencies =>
            [new Dependency.Rows(pick._table), .. pick._candidates.Dependencies];

        public override void Run(CancellationToken cancellationToken)
        {
            int wanted = ((ChildSpace)pick._table.Space).CountPerParentMax;
            long found = Math.Max(0, pick._candidates.Count - (pick._isOther ? 1 : 0));
            if (wanted > found)
            {
                throw new FurrowException(
                    ErrorCode.GenerateCapacity,
                    $"A row of {pick._parent.Target.Name} has up to {wanted} of {pick._table.Name}, each with another "
                        + $"of {pick._candidates.Description}, and of those there are {found}.")
                {
                    Hint = "Lower the count, allow more candidates, or leave `distinct` out.",
                };
            }
        }
    }
}
