using Furrow.Data.Cells;

namespace Furrow.Generation.Generators;

/// <summary>The same value, or NULL, in every row.</summary>
/// <param name="type">Its type.</param>
/// <param name="value">A vector of one row, which is never written again.</param>
internal sealed class ConstantGenerator(CellType type, CellVector value) : CellGenerator
{
    /// <inheritdoc />
    public override CellType Type => type;

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        Span<int> rows = stackalloc int[1024];
        rows.Clear();
        if (batch.Count > rows.Length)
        {
            rows = new int[batch.Count];
        }

        target.Gather(value, rows[..batch.Count]);
    }
}
