using System.Text;
using Furrow.Data.Cells;
using Furrow.Data.Cells.Texts;
using Furrow.Generation;
using Furrow.Scenarios.Planning;

namespace Furrow.Scenarios.Running;

/// <summary>Tells again what was generated: a cell is a function of its address, so nothing has to be kept.</summary>
internal static class GeneratedCells
{
    /// <summary>Cells of rows that follow each other, in canonical text by the plan's columns; null for NULL.</summary>
    /// <param name="table">The table.</param>
    /// <param name="first">The first row, counted from 0 among the generated ones.</param>
    /// <param name="count">How many rows, all of them generated.</param>
    public static IReadOnlyList<string?[]> Read(PlannedTable table, long first, int count)
    {
        CellText[] writers =
        [
            .. table.Columns.Select(
                column => CellText.Of(new CellPlace(table.Table.Name, column.Column), column.Cells)),
        ];
        List<string?[]> rows = new(count);
        CellBatch batch = table.Program.CreateBatch();
        RowChunk text = new();
        while (rows.Count < count)
        {
            batch.Reset(Math.Min(CellBatch.RowCountMax, count - rows.Count));
            table.Program.Space.Enumerate(table.Program.Space.First + first + rows.Count, batch);
            for (int column = 0; column < writers.Length; column++)
            {
                writers[column].Bind(table.Program.Compute(batch, table.Columns[column].Slot));
            }

            for (int row = 0; row < batch.Count; row++)
            {
                rows.Add(Array.ConvertAll(writers, writer => Text(writer, row, text)));
            }
        }

        return rows;
    }

    private static string? Text(CellText writer, int row, RowChunk text)
    {
        if (writer.IsNull(row))
        {
            return null;
        }

        text.Clear();
        writer.Write(row, text);
        return Encoding.UTF8.GetString(text.Bytes.Span);
    }
}
