using System.Globalization;
using System.Text;
using Furrow.Data.Cells;
using Furrow.Generation;
using Furrow.Generation.Expressions;
using Furrow.Generation.Expressions.Functions;
using Furrow.Generation.Programs;
using Furrow.Generation.Spaces;
using Furrow.Schema;

namespace Furrow.Scenarios.Planning;

/// <summary>Rows that are in the database already, as a program whose slots are called like the columns.</summary>
internal static class StoredRows
{
    /// <summary>The columns whose values can be read by others; money is text with a sign.</summary>
    public static IEnumerable<Column> ColumnsOf(Table table) => table.Columns.Where(column =>
        ColumnCells.Of(column.Type).Kind is not (CellKind.List or CellKind.Interval or CellKind.Bytes)
            && column.Type is not { Kind: TypeKind.Other, Name.Name: "money" });

    /// <summary>A program of rows.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">Its rows in canonical text, a cell for each of <see cref="ColumnsOf"/>.</param>
    public static TableProgram Of(Table table, IReadOnlyList<string?[]> rows)
    {
        TableProgram program = new(table.Name.Name) { Space = new RootSpace(0, rows.Count) };
        int place = 0;
        foreach (Column column in ColumnsOf(table))
        {
            CellType type = ColumnCells.Of(column);
            int at = place++;
            Scalar[] cells = [.. rows.Select(row => new Scalar(type.Kind, Cell(type.Kind, row[at])))];
            program.Add(column.Name, new StoredCells(type, Scalar.ToVector(type.Kind, cells)));
        }

        return program;
    }

    /// <summary>A cell by its canonical text.</summary>
    public static object? Cell(CellKind kind, string? text) => text is null ? null : kind switch
    {
        CellKind.Boolean => text == "true",
        CellKind.Integer => long.Parse(text, CultureInfo.InvariantCulture),
        CellKind.Decimal => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        CellKind.Float => double.Parse(text, CultureInfo.InvariantCulture),
        CellKind.Date => TimeText.Date(Encoding.UTF8.GetBytes(text)),
        CellKind.Time => TimeText.Time(Encoding.UTF8.GetBytes(text)),
        CellKind.Timestamp => TimeText.Timestamp(Encoding.UTF8.GetBytes(text)),
        CellKind.Uuid => Guid.Parse(text),
        _ => text,
    };

    private sealed class StoredCells(CellType type, CellVector cells) : CellGenerator
    {
        public override CellType Type => type;

        public override void Fill(CellBatch batch, CellVector target)
        {
            FixedVector<int> rows = (FixedVector<int>)batch.Rent(new CellType(CellKind.Date));
            for (int row = 0; row < batch.Count; row++)
            {
                rows.Values[row] = (int)batch.Numbers[row];
            }

            target.Gather(cells, rows.Values);
            batch.Return(rows);
        }
    }
}
