using Furrow.Data.Cells;

namespace Furrow.Generation.Expressions.Kernels;

/// <summary>The text of values.</summary>
internal sealed class CellTextKernel(CellType type, Kernel operand) : Kernel(type)
{
    public override void Fill(Frame frame, CellVector target)
    {
        Column column = operand.Evaluate(frame);
        BytesVector texts = (BytesVector)target;
        for (int row = 0; row < texts.Count; row++)
        {
            if (column.IsNull(row))
            {
                texts.SetNull(row);
            }
            else
            {
                column.WriteText(row, texts);
            }

            texts.EndRow();
        }

        column.Release(frame);
    }
}

/// <summary>The texts of several values one after another; NULL is empty, as in C#.</summary>
internal sealed class ConcatenationKernel(CellType type, Kernel[] parts) : Kernel(type)
{
    public override void Fill(Frame frame, CellVector target)
    {
        Column[] columns = Array.ConvertAll(parts, part => part.Evaluate(frame));
        BytesVector texts = (BytesVector)target;
        for (int row = 0; row < texts.Count; row++)
        {
            foreach (Column column in columns)
            {
                if (!column.IsNull(row))
                {
                    column.WriteText(row, texts);
                }
            }

            texts.EndRow();
        }

        foreach (Column column in columns)
        {
            column.Release(frame);
        }
    }
}
