using Furrow.Errors;
using Furrow.Generation.Keys;
using Furrow.Generation.Permutations;
using Furrow.Generation.Programs;

namespace Furrow.Generation.Picks;

/// <summary>
/// Pairs of different rows of one table, no pair twice in either direction: all pairs are numbered, and a table's rows
/// take the first of a permutation of those numbers. With groups, both rows of a pair are of one group.
/// </summary>
public sealed class PairPlan : PlannedWork
{
    private readonly CellKey _key;
    private readonly TableProgram _table;
    private readonly Candidates _candidates;
    private readonly RowGroups? _groups;
    private long[] _groupNumbers = [];
    private long[] _ends = [];
    private KeyedPermutation _permutation;

    /// <summary>Creates it.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="table">The table whose rows are pairs.</param>
    /// <param name="candidates">The rows to pair.</param>
    /// <param name="groups">The groups of the candidates to stay within; null for none.</param>
    public PairPlan(CellKey key, TableProgram table, Candidates candidates, RowGroups? groups)
    {
        (_key, _table, _candidates, _groups) = (key, table, candidates, groups);
        Dependencies =
        [
            new Dependency.Rows(table),
            .. candidates.Dependencies,
            .. groups is null ? [] : new[] { new Dependency.Work(groups) },
        ];
    }

    /// <inheritdoc />
    public override string Description => $"the pairs of {_table.Name}";

    /// <inheritdoc />
    public override IReadOnlyList<Dependency> Dependencies { get; }

    /// <inheritdoc />
    public override long ByteCount => 16L * _ends.Length;

    /// <inheritdoc />
    public override void Run(CancellationToken cancellationToken)
    {
        List<long> groups = [];
        List<long> ends = [];
        UInt128 total = 0;
        foreach ((long group, long size) in Sizes())
        {
            total += (UInt128)size * (UInt128)(size - 1) / 2;
            if (total > long.MaxValue)
            {
                throw new FurrowException(
                    ErrorCode.GenerateCapacity, $"{_candidates.Description} have too many pairs to number.")
                {
                    Hint = "Pair rows within groups: `within`.",
                };
            }

            groups.Add(group);
            ends.Add((long)total);
        }

        if (_table.Space.End > (long)total)
        {
            throw new FurrowException(
                ErrorCode.GenerateCapacity,
                $"{_table.Name} needs {_table.Space.End} different pairs, and {_candidates.Description} have "
                    + $"{(long)total}{(_groups is null ? "" : " within their groups")}.")
            {
                Hint = "Lower `rows` of the table, or give it more rows to pair.",
            };
        }

        (_groupNumbers, _ends) = ([.. groups], [.. ends]);
        _permutation = total == 0 ? default : new KeyedPermutation(_key, (ulong)total);
    }

    /// <summary>The pair of a row, by its number: two row numbers, which of them first as the draw has it.</summary>
    public (long First, long Second) Find(long number)
    {
        ulong drawn = _permutation.Apply((ulong)number);
        long pair = (long)drawn;
        int group = Array.BinarySearch(_ends, pair + 1);
        group = group < 0 ? ~group : group;
        while (group > 0 && _ends[group - 1] > pair)
        {
            group--;
        }

        long place = pair - (group == 0 ? 0 : _ends[group - 1]);

        // Pair number place is (i, j) with i < j, counted j by j: j (j - 1) / 2 + i.
        long second = (long)((1 + Math.Sqrt(1 + (8.0 * place))) / 2);
        while (second * (second - 1) / 2 > place)
        {
            second--;
        }

        while (second * (second + 1) / 2 <= place)
        {
            second++;
        }

        long first = place - (second * (second - 1) / 2);
        (long a, long b) = (Member(group, first), Member(group, second));
        return (_key.At(drawn, 0) & 1) == 0 ? (a, b) : (b, a);
    }

    private IEnumerable<(long Group, long Size)> Sizes()
    {
        if (_groups is null)
        {
            if (_candidates.Count > 1)
            {
                yield return (0, _candidates.Count);
            }

            yield break;
        }

        for (long group = _groups.First; group < _groups.End; group++)
        {
            if (_groups[group].Length > 1)
            {
                yield return (group, _groups[group].Length);
            }
        }
    }

    private long Member(int group, long place) =>
        _groups is null ? _candidates[place] : _groups[_groupNumbers[group]][(int)place];
}
