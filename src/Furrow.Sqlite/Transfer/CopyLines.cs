using System.Text;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;
using Furrow.Sqlite.Rows;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Transfer;

/// <summary>Rows as COPY text, their values in canonical text.</summary>
internal sealed class CopyLines(RowSelection rows) : IRowLines
{
    public void Append(StringBuilder text, SqliteDataReader row)
    {
        for (int place = 0; place < rows.Columns.Length; place++)
        {
            if (place > 0)
            {
                text.Append('\t');
            }

            ProjectedColumn column = rows.Columns[place];
            string? cell = SqliteValue.ToCanonical(column.Column, row.GetValue(place));
            cell = column.Projection is { } projection ? projection.Replace(cell) : cell;
            Refuse(column.Column, cell);
            CopyText.AppendField(text, cell);
        }

        text.Append('\n');
    }

    private void Refuse(Column column, string? cell)
    {
        if (cell?.Contains('\0', StringComparison.Ordinal) == true)
        {
            throw new FurrowException(
                ErrorCode.ExportFailed,
                $"A text in {rows.Table.Name.Name}.{column.Name} holds a NUL character, which this format cannot.")
            {
                Hint = "Export with --format sql, or keep such values as blobs.",
            };
        }
    }
}
