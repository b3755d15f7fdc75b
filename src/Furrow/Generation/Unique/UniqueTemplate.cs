using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;
using Furrow.Generation.Permutations;

namespace Furrow.Generation.Unique;

/// <summary>
/// A template whose text is another in every row. Its places are one joint draw: the row's number goes through a keyed
/// permutation of all combinations there are, which does not depend on how many rows there are, and what comes out says
/// the value of each place. So rows may be added later, and other columns can hold the words that the text is made of.
/// </summary>
internal sealed class UniqueTemplate
{
    // Places beyond so many combinations are drawn each for itself: there are more texts than rows without them.
    private const ulong CombinationsMax = 1UL << 62;

    private readonly CellKey _key;
    private readonly ImmutableArray<UniquePart> _parts;
    private readonly ulong[] _strides;
    private readonly KeyedPermutation _permutation;
    private readonly bool _hasRow;

    /// <summary>
    /// Checks that no two combinations make the same text, and no two rows where it has the row's number.
    /// </summary>
    /// <exception cref="FurrowException"><see cref="ErrorCode.GenerateCapacity"/>: they might, and how.</exception>
    public UniqueTemplate(CellKey key, IReadOnlyList<UniquePart> parts)
    {
        (_key, _parts) = (key, [.. parts]);
        UniqueReading.Check(_parts);
        _hasRow = _parts.Any(part => part.Kind == UniquePartKind.Row);
        _strides = new ulong[_parts.Length];
        ulong combinations = 1;
        foreach (int i in Enumerable.Range(0, _parts.Length).OrderByDescending(i => _parts[i].Count))
        {
            if (_parts[i].Count <= CombinationsMax / combinations)
            {
                _strides[i] = combinations;
                combinations *= _parts[i].Count;
            }
        }

        Combinations = (long)combinations;
        _permutation = new KeyedPermutation(key, combinations);
    }

    /// <summary>How many combinations the joint draw has, at most 2^62.</summary>
    public long Combinations { get; }

    /// <summary>How many rows can have a text of their own: no more than that may be made.</summary>
    public long Capacity => _hasRow ? long.MaxValue : Combinations;

    /// <summary>The most bytes that a text can have.</summary>
    public int ByteCountMax => _parts.Sum(part => part.Kind switch
    {
        UniquePartKind.Digits => part.DigitCount,
        UniquePartKind.Row => 19,
        _ => part.Written.ByteCountMax,
    });

    /// <summary>The most characters that a text can have, as databases count them.</summary>
    public int CharacterCountMax => _parts.Sum(part => part.Kind switch
    {
        UniquePartKind.Digits => part.DigitCount,
        UniquePartKind.Row => 19,
        _ => Enumerable.Range(0, part.Written.Count).Max(i => part.Written.TextOf(i).EnumerateRunes().Count()),
    });

    /// <summary>The template's parts.</summary>
    public ImmutableArray<UniquePart> Parts => _parts;

    /// <summary>Fills a slot with each row's combination, which the other two generators read.</summary>
    public CellGenerator Combination() => new UniqueCombinationGenerator(this);

    /// <summary>Fills a slot with the text.</summary>
    public CellGenerator Text(int combinationSlot) => new UniqueTextGenerator(this, combinationSlot);

    /// <summary>Fills a slot with the word of one part, as its list has it; of numbers with the number.</summary>
    public CellGenerator Value(int part, int combinationSlot) => new UniqueValueGenerator(this, part, combinationSlot);

    /// <summary>Which combination a row has.</summary>
    /// <exception cref="FurrowException"><see cref="ErrorCode.GenerateCapacity"/>: there are not as many.</exception>
    public long CombinationOf(long row)
    {
        if (row >= Combinations && !_hasRow)
        {
            throw new FurrowException(
                ErrorCode.GenerateCapacity,
                $"A unique template makes {Combinations} different texts and is asked for row {row + 1}.")
            {
                Hint = "Add {row} or a number to the template, or make fewer rows.",
            };
        }

        return (long)_permutation.Apply((ulong)row % _permutation.Size);
    }

    /// <summary>Which of its values a part has in a combination.</summary>
    public ulong ValueOf(int part, long combination, long row)
    {
        ulong count = _parts[part].Count;
        return _strides[part] == 0
            ? Draw.Below(_key.Fold((ulong)part), (ulong)row, count)
            : (ulong)combination / _strides[part] % count;
    }
}
