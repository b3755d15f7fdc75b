using System.Collections.Immutable;
using System.Globalization;
using Furrow.Data;
using Furrow.Schema;

namespace Furrow.Seeds.Content;

/// <summary>
/// Finds rows of one seed that are the same row. While references are open, equal references stand for equal values.
/// </summary>
internal sealed class DuplicateKeys(SeedProblems problems)
{
    private readonly Dictionary<(ObjectName Table, string Columns), Dictionary<string, PlannedRow>> _rows = [];
    private readonly Dictionary<ReferenceTarget, string> _marks = [];

    /// <summary>Notes every row of a table whose key an earlier row has.</summary>
    public void Check(TablePlan plan)
    {
        foreach (PlannedRow row in plan.Rows)
        {
            Check(plan, row, Mark);
        }
    }

    /// <summary>Notes a row whose key an earlier one has, its references resolved.</summary>
    public void Check(TablePlan plan, PlannedRow row, Func<ReferenceTarget, string> valueOf)
    {
        string columns = string.Join(", ", plan.Key.Select(column => column.Name));
        if (!_rows.TryGetValue((plan.Table.Name, columns), out Dictionary<string, PlannedRow>? rows))
        {
            rows = new Dictionary<string, PlannedRow>(StringComparer.Ordinal);
            _rows.Add((plan.Table.Name, columns), rows);
        }

        ImmutableArray<Column> key = plan.Key;
        string[] values = new string[key.Length];
        for (int i = 0; i < key.Length; i++)
        {
            int index = row.Shape.IndexOf(key[i]);
            values[i] = row.Cells[index]
                ?? valueOf(row.References.First(reference => reference.Index == index).Target);
        }

        string text = KeyText.Of(key, values);
        if (!rows.TryAdd(text, row))
        {
            TextPlace first = rows[text].Source.Place;
            problems.Add(
                row.Source.Place,
                $"{plan.Name}: this row has the same key ({columns}) as "
                    + (first.IsRow ? $"row {first.Line}" : $"the one in line {first.Line}"));
        }
    }

    // No value begins with a NUL.
    private string Mark(ReferenceTarget target)
    {
        if (!_marks.TryGetValue(target, out string? mark))
        {
            mark = string.Create(CultureInfo.InvariantCulture, $"\0{_marks.Count}");
            _marks.Add(target, mark);
        }

        return mark;
    }
}
