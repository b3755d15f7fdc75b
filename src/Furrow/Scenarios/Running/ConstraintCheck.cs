using System.Globalization;
using System.Text;
using Furrow.Configuration;
using Furrow.Data.Cells;
using Furrow.Data.Cells.Texts;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Scenarios.Checks;
using Furrow.Scenarios.Planning;
using Furrow.Schema;
using Furrow.Sql;

namespace Furrow.Scenarios.Running;

/// <summary>
/// Holds the rows to come against the checks of their tables before the first one is written, and names what is left to
/// the database.
/// </summary>
internal sealed class ConstraintCheck(EventHub events, SqlDialect dialect)
{
    private const int ShownLengthMax = 60;

    private readonly ConfigProblems _problems = new(ErrorCode.GenerateConflict, "the rows to come");
    private readonly List<string> _left = [];

    /// <summary>Looks at every check of every table.</summary>
    /// <exception cref="FurrowException">
    /// Code <c>generate.conflict</c>: with each check that rows would break, how many rows, and the first.
    /// </exception>
    public void Run(GenerationPlan plan, bool isDryRun, CancellationToken cancellationToken)
    {
        foreach (PlannedTable table in plan.Tables.Where(table => table.Program.Space.Count > 0))
        {
            Run(table, cancellationToken);
            _left.AddRange(UnlookedKeys.Of(table));
        }

        if (_left.Count > 0)
        {
            events.Emit(new ChecksLeft(string.Join("; ", _left), isDryRun));
        }

        _problems.ThrowIfAny();
    }

    private void Run(PlannedTable table, CancellationToken cancellationToken)
    {
        bool isTooLarge = table.Program.Space.Count > UniqueCheck.RowCountMax;
        List<BoundCheck> bound = [];
        foreach (TableCheck check in TableCheck.Of(table.Table, dialect))
        {
            BoundCheck? judged = isTooLarge ? null : Bind(table, check);
            if (judged is null or { HasUnknown: true })
            {
                _left.Add($"{table.Table.Name.Name}: {check.Name}");
            }

            if (judged is not null)
            {
                bound.Add(judged);
            }
        }

        if (bound.Count == 0)
        {
            return;
        }

        table.Program.Scan(batch => Judge(table, bound, batch), cancellationToken);
        foreach (BoundCheck broken in bound.Where(check => check.BrokenCount > 0))
        {
            _problems.Add(ProblemOf(table, broken));
        }
    }

    private static void Judge(PlannedTable table, List<BoundCheck> checks, Generation.CellBatch batch)
    {
        foreach (BoundCheck check in checks)
        {
            foreach (CheckCells cells in check.Cells)
            {
                cells.Cells = cells.Planned is { } planned ? table.Program.Compute(batch, planned.Slot) : null;
            }

            for (int row = 0; row < batch.Count; row++)
            {
                if (check.Test.Holds(row) == false && check.BrokenCount++ == 0)
                {
                    check.First = string.Create(
                        CultureInfo.InvariantCulture,
                        $"row {batch.Numbers[row]} has {Shown(table.Table, check.Cells, row)}");
                }
            }
        }
    }

    private static ConfigProblem ProblemOf(PlannedTable table, BoundCheck check)
    {
        string names = string.Join(", ", check.Cells.Select(cells => cells.Column.Name));
        return new ConfigProblem(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{table.Table.Name.Name}: {check.Check.Name} says {check.Check.Expression}, and {check.BrokenCount} "
                    + $"of {table.Program.Space.Count} rows would break it: {check.First}."),
            $"Narrow what is generated for {names}, or leave its bounds out so that those of the check are taken.",
            File: null,
            Line: null,
            Column: null);
    }

    private static string Shown(Table table, IEnumerable<CheckCells> cells, int row) =>
        string.Join(", ", cells.Select(cell => $"{cell.Column.Name} {Text(table, cell, row)}"));

    private static string Text(Table table, CheckCells cells, int row)
    {
        if (cells.Planned is not { } planned || cells.IsNull(row))
        {
            return "NULL";
        }

        CellText writer = CellText.Of(new CellPlace(table.Name, cells.Column), planned.Cells);
        writer.Bind(cells.Cells!);
        RowChunk text = new();
        writer.Write(row, text);
        string shown = Encoding.UTF8.GetString(text.Bytes.Span);
        return shown.Length > ShownLengthMax ? $"'{shown[..ShownLengthMax]}…'" : $"'{shown}'";
    }

    // Null where nothing of it can be judged here.
    private static BoundCheck? Bind(PlannedTable table, TableCheck check)
    {
        Dictionary<string, CheckCells> cells = new(StringComparer.Ordinal);
        CheckBinder binder = new(name => check.Find(table.Table, name) is { } column ? CellsOf(column) : null);
        CheckTest test = binder.Bind(check.Condition);
        return cells.Count == 0 || test is UnknownTest ? null
            : new BoundCheck(check, test, [.. cells.Values], binder.HasUnknown);

        CheckCells? CellsOf(Column column)
        {
            if (!cells.TryGetValue(column.Name, out CheckCells? known))
            {
                PlannedColumn? planned = table.Columns.FirstOrDefault(written => written.Column == column);
                known = planned is not null || IsNull(column) ? new CheckCells(column, planned) : null;
                if (known is not null)
                {
                    cells.Add(column.Name, known);
                }
            }

            return known;
        }
    }

    // What is not written is its default, which only the database computes, or NULL.
    private static bool IsNull(Column column) =>
        column is { IsNullable: true, IsWritable: true, Default: null, Identity: IdentityKind.None };

    private sealed record BoundCheck(TableCheck Check, CheckTest Test, CheckCells[] Cells, bool HasUnknown)
    {
        public long BrokenCount { get; set; }

        public string First { get; set; } = "";
    }
}
