using Furrow.Configuration;
using Furrow.Data.Cells;
using Furrow.Generation;
using Furrow.Generation.Expressions;
using Furrow.Generation.Generators;
using Furrow.Scenarios.Planning;
using Furrow.Schema;

namespace Furrow.Scenarios.Values;

/// <summary>
/// A constant that was converted for its column already; no file can have one. Intervals, bytes and lists are written
/// as text, which the server reads.
/// </summary>
/// <param name="text">Canonical text; null for NULL.</param>
/// <param name="line">What it is found by in messages.</param>
internal sealed class GivenCell(string? text, int line) : ConfigNode(line, column: 1)
{
    /// <inheritdoc />
    public override string Kind => "a constant";

    /// <summary>The cells; null after a problem was reported.</summary>
    public CellGenerator? Bind(ValueRequest request)
    {
        Column column = request.Column!;
        if (text is null && !column.IsNullable)
        {
            request.Table.Scenario.Scope.Report(
                this, $"{request.Table.Table.Name.Name}.{column.Name} is NOT NULL, and null is given",
                "give it a value, or leave it out");
            return null;
        }

        CellKind kind = ColumnCells.Of(column).Kind;
        kind = kind is CellKind.List or CellKind.Interval or CellKind.Bytes ? CellKind.Text : kind;
        return new ConstantGenerator(
            new CellType(kind, IsNullable: text is null),
            Scalar.ToVector(kind, [new Scalar(kind, StoredRows.Cell(kind, text))]));
    }
}
