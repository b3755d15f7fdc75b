using Furrow.Data.Cells;

namespace Furrow.Generation.Programs;

/// <summary>
/// Keys that are numbers, computed of row numbers without looking at the rows: a table's own, its parents', or those of
/// the rows that a slot has picked.
/// </summary>
public sealed class NumberedKeys : CellGenerator
{
    private enum Source
    {
        Own,
        Parent,
        Slot,
    }

    private readonly KeySequence _keys;
    private readonly Source _source;
    private readonly int _slot;

    private NumberedKeys(KeySequence keys, Source source, int slot, bool isNullable)
    {
        (_keys, _source, _slot) = (keys, source, slot);
        Type = new CellType(CellKind.Integer, isNullable);
        Reads = source == Source.Slot ? [slot] : [];
    }

    /// <inheritdoc />
    public override CellType Type { get; }

    /// <inheritdoc />
    public override IReadOnlyList<int> Reads { get; }

    /// <summary>Whether they are the rows' own.</summary>
    public bool IsOwn => _source == Source.Own;

    /// <inheritdoc />
    public override bool IsUnique => IsOwn;

    /// <summary>The keys of the rows themselves.</summary>
    public static NumberedKeys Own(KeySequence keys) => new(keys, Source.Own, 0, isNullable: false);

    /// <summary>The keys of the rows' parents.</summary>
    public static NumberedKeys OfParents(KeySequence keys) => new(keys, Source.Parent, 0, isNullable: false);

    /// <summary>The keys of rows whose numbers a slot holds.</summary>
    public static NumberedKeys OfSlot(KeySequence keys, int slot, bool isNullable) =>
        new(keys, Source.Slot, slot, isNullable);

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        Span<long> values = ((FixedVector<long>)target).Values;
        CellVector? cells = _source == Source.Slot ? batch.Cells(_slot) : null;
        ReadOnlySpan<long> numbers = _source switch
        {
            Source.Own => batch.Numbers,
            Source.Parent => batch.Parents,
            _ => ((FixedVector<long>)cells!).Values,
        };
        for (int row = 0; row < values.Length; row++)
        {
            if (cells is not null && cells.IsNull(row))
            {
                target.SetNull(row);
            }
            else
            {
                values[row] = _keys.KeyOf(numbers[row]);
            }
        }
    }
}
