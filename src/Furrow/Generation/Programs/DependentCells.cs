using Furrow.Data.Cells;

namespace Furrow.Generation.Programs;

/// <summary>A generator that cannot be used before something else is ready.</summary>
public sealed class DependentCells(CellGenerator inner, IReadOnlyList<Dependency> dependencies) : CellGenerator
{
    /// <inheritdoc />
    public override CellType Type => inner.Type;

    /// <inheritdoc />
    public override IReadOnlyList<int> Reads => inner.Reads;

    /// <inheritdoc />
    public override IReadOnlyList<Dependency> Dependencies { get; } = [.. inner.Dependencies, .. dependencies];

    /// <inheritdoc />
    public override bool IsUnique => inner.IsUnique;

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target) => inner.Fill(batch, target);
}
