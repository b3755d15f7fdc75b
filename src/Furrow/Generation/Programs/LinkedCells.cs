using Furrow.Data.Cells;

namespace Furrow.Generation.Programs;

/// <summary>A slot of the rows that a link leads to, seen from the rows it leads from.</summary>
public sealed class LinkedCells : CellGenerator
{
    private readonly RowLink _link;
    private readonly int _slot;

    /// <summary>Creates one; <paramref name="isNullable"/> where the link may lead nowhere.</summary>
    public LinkedCells(RowLink link, int slot, bool isNullable)
    {
        _link = link;
        _slot = slot;
        CellType type = link.Target.Slots[slot].Generator.Type;
        Type = type with { IsNullable = type.IsNullable || isNullable };
        Dependencies = [new Dependency.Rows(link.Target), new Dependency.Cells(link.Target, slot)];
    }

    /// <inheritdoc />
    public override CellType Type { get; }

    /// <inheritdoc />
    public override IReadOnlyList<int> Reads => _link.Reads;

    /// <inheritdoc />
    public override IReadOnlyList<Dependency> Dependencies { get; }

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        CellBatch led = _link.Follow(batch, out ReadOnlySpan<int> places);
        target.Gather(_link.Target.Compute(led, _slot), places);
    }
}
