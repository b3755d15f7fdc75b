using System.Globalization;
using System.Text;
using Furrow.Data;
using Furrow.Scenarios.Planning;
using Furrow.Schema;

namespace Furrow.Scenarios.Running;

/// <summary>A hash of what a plan was made of besides its inputs, for those who plan the same elsewhere.</summary>
internal sealed class PlanBasis
{
    private readonly List<string> _parts = [];

    /// <summary>The hash of all that was added.</summary>
    public string Hash => Sha256.Hex(Encoding.UTF8.GetBytes(string.Join('\n', _parts)));

    /// <summary>Rows that are there.</summary>
    public void Add(Table table, IReadOnlyList<string?[]> rows)
    {
        StringBuilder text = new();
        foreach (string? cell in rows.SelectMany(row => row))
        {
            text.Append(CultureInfo.InvariantCulture, $"{cell?.Length ?? -1}:{cell} ");
        }

        _parts.Add($"{table.Name} {rows.Count} {Sha256.Hex(Encoding.UTF8.GetBytes(text.ToString()))}");
    }

    /// <summary>Which columns are written, and what they take.</summary>
    public void Add(GenerationPlan plan)
    {
        foreach (PlannedTable table in plan.Tables)
        {
            IEnumerable<string> columns = table.Columns.Select(
                column => $"{column.Column.Name.Length}:{column.Column.Name} {column.Cells}");
            _parts.Add($"{table.Table.Name} {string.Join(' ', columns)}");
        }
    }
}
