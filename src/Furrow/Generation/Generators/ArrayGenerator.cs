using Furrow.Data.Cells;
using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;

namespace Furrow.Generation.Generators;

/// <summary>
/// Lists of another generator's values, from one length to another, both included. Item i of a row has the address of
/// the row's child i, so that a longer list begins as a shorter one does. A draw for the length.
/// </summary>
internal sealed class ArrayGenerator : CellGenerator
{
    private readonly CellKey _key;
    private readonly int _min;
    private readonly int _span;

    /// <summary>Items must not read the row's other slots, since rows and items are not the same.</summary>
    public ArrayGenerator(CellKey key, CellGenerator item, int lengthMin, int lengthMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lengthMin);
        ArgumentOutOfRangeException.ThrowIfLessThan(lengthMax, lengthMin);
        if (item.Reads.Count > 0)
        {
            throw new ArgumentException("Items of a list read no slots.", nameof(item));
        }

        (_key, Item, _min, _span) = (key.Fold("length"), item, lengthMin, checked(lengthMax - lengthMin + 1));
        Type = new CellType(CellKind.List, Item: item.Type);
    }

    /// <summary>What makes the items.</summary>
    public CellGenerator Item { get; }

    /// <inheritdoc />
    public override CellType Type { get; }

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        ListVector lists = (ListVector)target;
        Span<int> ends = lists.Ends;
        Span<ulong> addresses = batch.Addresses;
        int count = 0;
        for (int row = 0; row < ends.Length; row++)
        {
            ends[row] = count = checked(count + _min + Draw.Scale(_key.At(addresses[row]), _span));
        }

        CellBatch items = batch.RentItems(count);
        Span<ulong> itemAddresses = items.Addresses;
        int item = 0;
        for (int row = 0; row < ends.Length; row++)
        {
            for (int ordinal = 0; item < ends[row]; ordinal++)
            {
                itemAddresses[item++] = RowAddress.OfChild(addresses[row], ordinal);
            }
        }

        lists.Items.Reset(count);
        Item.Fill(items, lists.Items);
        batch.Return(items);
    }
}
