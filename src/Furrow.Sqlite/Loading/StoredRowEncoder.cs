using Furrow.Data.Cells;

namespace Furrow.Sqlite.Loading;

/// <summary>Rows as the values that are bound to an INSERT, one after another.</summary>
internal sealed class StoredRowEncoder(StoredCell[] cells) : IRowEncoder
{
    public void Encode(IReadOnlyList<CellVector> columns, int rowCount, RowChunk chunk)
    {
        for (int place = 0; place < cells.Length; place++)
        {
            cells[place].Bind(columns[place]);
        }

        for (int row = 0; row < rowCount; row++)
        {
            foreach (StoredCell cell in cells)
            {
                cell.Write(row, chunk);
            }
        }

        chunk.AddRows(rowCount);
    }
}
