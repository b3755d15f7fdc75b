using Furrow.Data.Cells;

namespace Furrow.Generation.Programs;

/// <summary>
/// Leads from rows of one table to rows of another: to the parents, or to what a slot has picked. Rows that many lead
/// to in a row are computed once.
/// </summary>
public sealed class RowLink
{
    private const int ToParent = -1;

    private readonly int _slot;

    private RowLink(TableProgram target, int slot) => (Target, _slot) = (target, slot);

    /// <summary>The table it leads to.</summary>
    public TableProgram Target { get; }

    /// <summary>The slot whose cells it follows, a row number each; none for parents.</summary>
    public IReadOnlyList<int> Reads => _slot == ToParent ? [] : [_slot];

    /// <summary>From children to their parents.</summary>
    public static RowLink Parent(TableProgram target) => new(target, ToParent);

    /// <summary>From rows to those whose numbers a slot of theirs holds, NULL for none.</summary>
    public static RowLink Picked(TableProgram target, int slot) => new(target, slot);

    /// <summary>The rows led to, and for each row of the batch its place among them, below 0 for none.</summary>
    public CellBatch Follow(CellBatch batch, out ReadOnlySpan<int> places)
    {
        CellBatch led = batch.Nested(this, Target.Slots.Count);
        Span<int> mapping = led.Mapping(batch.Count);
        places = mapping;
        if (led.OuterVersion == batch.Version)
        {
            return led;
        }

        CellVector? picked = _slot == ToParent ? null : batch.Cells(_slot);
        ReadOnlySpan<long> numbers = picked is null ? batch.Parents : ((FixedVector<long>)picked).Values;
        int count = 0;
        long last = -1;
        for (int row = 0; row < mapping.Length; row++)
        {
            if (picked is not null && picked.IsNull(row))
            {
                mapping[row] = -1;
                continue;
            }

            count += count == 0 || numbers[row] != last ? 1 : 0;
            last = numbers[row];
            mapping[row] = count - 1;
        }

        led.Reset(count);
        Span<long> targets = led.Numbers;
        for (int row = 0; row < mapping.Length; row++)
        {
            if (mapping[row] >= 0)
            {
                targets[mapping[row]] = numbers[row];
            }
        }

        Target.Space.Locate(led);
        led.OuterVersion = batch.Version;
        return led;
    }
}
