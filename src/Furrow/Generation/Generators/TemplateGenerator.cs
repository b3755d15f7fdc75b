using Furrow.Data.Cells;
using Furrow.Data.Cells.Texts;

namespace Furrow.Generation.Generators;

/// <summary>Text put together of other slots' cells; NULL where one of them is NULL. No draw of its own.</summary>
internal sealed class TemplateGenerator : CellGenerator
{
    private readonly TemplatePart[] _parts;
    private readonly int[] _reads;

    /// <summary>Puts the parts one after another.</summary>
    public TemplateGenerator(IReadOnlyList<TemplatePart> parts, bool isNullable = false)
    {
        _parts = [.. parts];
        _reads = [.. parts.Where(part => part.Text is null).Select(part => part.Slot).Distinct()];
        Type = new CellType(CellKind.Text, isNullable);
    }

    /// <inheritdoc />
    public override CellType Type { get; }

    /// <inheritdoc />
    public override IReadOnlyList<int> Reads => _reads;

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        BytesVector texts = (BytesVector)target;
        for (int row = 0; row < batch.Count; row++)
        {
            if (IsNull(batch, row))
            {
                texts.SetNull(row);
            }
            else
            {
                foreach (TemplatePart part in _parts)
                {
                    Write(batch, row, part, texts);
                }
            }

            texts.EndRow();
        }
    }

    private static void Write(CellBatch batch, int row, TemplatePart part, BytesVector texts)
    {
        if (part.Text is not null)
        {
            texts.Write(part.Text);
            return;
        }

        CellVector cells = batch.Cells(part.Slot);
        if (part.Fold != TextFold.None && cells is BytesVector { Kind: CellKind.Text } words)
        {
            TextFolder.Write(words[row], part.Fold, texts);
        }
        else
        {
            ValueText.Write(cells, row, part.Format, texts);
        }
    }

    private bool IsNull(CellBatch batch, int row)
    {
        foreach (int slot in _reads)
        {
            if (batch.Cells(slot).IsNull(row))
            {
                return true;
            }
        }

        return false;
    }
}
