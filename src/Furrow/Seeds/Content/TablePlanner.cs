using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Seeds.Content;

/// <summary>Checks one table's rows against its columns and converts them.</summary>
internal sealed class TablePlanner(SeedTable source, Table table, CellPlanner cells, SeedProblems problems)
{
    private readonly Dictionary<string, RowShape?> _shapes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _wrongColumns = new(StringComparer.Ordinal);
    private RowShape? _lastShape;

    /// <summary>The plan; null where something is wrong with any row, which is noted.</summary>
    public TablePlan? Plan()
    {
        int before = problems.Count;
        List<PlannedRow> rows = new(source.Rows.Count);
        foreach (SeedRow row in source.Rows)
        {
            if (PlanRow(row) is { } planned)
            {
                rows.Add(planned);
            }
        }

        ImmutableArray<Column>? key = GivenKey(rows);
        if (source.Key is null && rows.Count == source.Rows.Count)
        {
            key = rows.Count == 0 ? [] : FoundKey(rows);
        }

        return key is { } columns && problems.Count == before
            ? new TablePlan(table, source.Name, columns, [.. rows])
            : null;
    }

    private PlannedRow? PlanRow(SeedRow row)
    {
        RowShape? shape = ShapeOf(row);
        if (shape is null)
        {
            return null;
        }

        int before = problems.Count;
        string?[] values = new string?[row.Cells.Length];
        ImmutableArray<PlannedReference> references = [];
        for (int i = 0; i < values.Length; i++)
        {
            CellPlan cell = cells.Plan(source.Name, shape.Columns[i], table, row.Cells[i]);
            values[i] = cell.Text;
            if (cell.Target is { } target)
            {
                references = references.Add(new PlannedReference(i, target));
            }
        }

        return problems.Count == before ? new PlannedRow(row, shape, values, references) : null;
    }

    private RowShape? ShapeOf(SeedRow row)
    {
        if (_lastShape is { } last && IsLike(last, row))
        {
            return last;
        }

        string names = string.Join('\n', row.Cells.Select(cell => cell.Column));
        if (!_shapes.TryGetValue(names, out RowShape? shape))
        {
            shape = MakeShape(row);
            _shapes.Add(names, shape);
        }

        _lastShape = shape;
        return shape;
    }

    private static bool IsLike(RowShape shape, SeedRow row)
    {
        if (shape.Columns.Length != row.Cells.Length)
        {
            return false;
        }

        for (int i = 0; i < row.Cells.Length; i++)
        {
            if (shape.Columns[i].Name != row.Cells[i].Column)
            {
                return false;
            }
        }

        return true;
    }

    // A wrong column is wrong in every row; it is said once.
    private RowShape? MakeShape(SeedRow row)
    {
        ImmutableArray<Column>.Builder columns = ImmutableArray.CreateBuilder<Column>(row.Cells.Length);
        foreach (SeedCell cell in row.Cells)
        {
            Column? column = ReferencePlanner.FindColumn(table, cell.Column, out string? problem);
            if (column is { IsWritable: false })
            {
                problem = $"{source.Name}.{cell.Column} is computed by the database and takes no value";
            }

            if (problem is null)
            {
                columns.Add(column!);
            }
            else if (_wrongColumns.Add(cell.Column))
            {
                problems.Add(cell.Place, problem, $"Its columns are {string.Join(", ", Writable())}.");
            }
        }

        return columns.Count == row.Cells.Length ? new RowShape(columns.MoveToImmutable()) : null;
    }

    private IEnumerable<string> Writable() => table.Columns.Where(column => column.IsWritable).Select(c => c.Name);

    private ImmutableArray<Column>? FoundKey(List<PlannedRow> rows)
    {
        ImmutableArray<Column>? key = KeyFinder.Find(table, rows, out string? problem);
        if (problem is not null)
        {
            problems.Add(
                source.Place,
                $"{source.Name}: {problem}",
                "Give every row the columns of one key, or name them as the table's key (in csv: # key: column).");
        }

        return key;
    }

    private ImmutableArray<Column>? GivenKey(List<PlannedRow> rows)
    {
        if (source.Key is not { } given)
        {
            return null;
        }

        ImmutableArray<Column>.Builder key = ImmutableArray.CreateBuilder<Column>();
        foreach (SeedKeyColumn part in given)
        {
            if (ReferencePlanner.FindColumn(table, part.Name, out string? problem) is { } column)
            {
                key.Add(column);
            }
            else
            {
                problems.Add(part.Place, $"key: {problem}");
            }
        }

        foreach (PlannedRow row in rows)
        {
            foreach (Column column in key)
            {
                if (row.Shape.IndexOf(column) is not (>= 0 and int index) || !row.HasValue(index))
                {
                    problems.Add(
                        row.Source.Place,
                        $"{source.Name}.{column.Name} is part of the key, and this row gives it no value");
                }
            }
        }

        return key.DrainToImmutable();
    }
}
