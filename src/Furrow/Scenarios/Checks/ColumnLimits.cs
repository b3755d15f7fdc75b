using System.Collections.Immutable;
using System.Globalization;
using Furrow.Data.Cells;
using Furrow.Scenarios.Planning;
using Furrow.Schema;

namespace Furrow.Scenarios.Checks;

/// <summary>What the checks of a column leave room for: bounds of numbers and times, or a list of values.</summary>
internal sealed class ColumnLimits
{
    private const int ScaleDefault = 2;
    private const int ScaleMax = 28;

    private readonly Table _table;
    private readonly Column _column;
    private readonly CheckForm? _form;
    private (decimal Value, bool IsOpen)? _min;
    private (decimal Value, bool IsOpen)? _max;

    /// <summary>Reads them.</summary>
    public ColumnLimits(Table table, Column column, IEnumerable<TableCheck> checks)
    {
        (_table, _column) = (table, column);
        _form = CheckForms.Of(new CheckCells(column, planned: null));
        foreach (TableCheck check in checks)
        {
            foreach (CheckNode part in check.Condition.Parts)
            {
                Add(check, part);
            }
        }
    }

    /// <summary>The values allowed, as text; null where there is no list of them.</summary>
    public ImmutableArray<string>? Values { get; private set; }

    /// <summary>The least value as cells of the column hold it; null without a bound.</summary>
    public object? Min => _min is { } min ? Cell(min.Value, min.IsOpen, isMin: true) : null;

    /// <summary>The greatest value as cells of the column hold it; null without a bound.</summary>
    public object? Max => _max is { } max ? Cell(max.Value, max.IsOpen, isMin: false) : null;

    private void Add(TableCheck check, CheckNode part)
    {
        if (part is CheckNode.Compare { Left: CheckNode.Constant } turned)
        {
            part = new CheckNode.Compare(turned.Right, Turn(turned.Comparison), turned.Left);
        }

        if (ValuesOf(check, part) is { } values)
        {
            Values = Values is { } known ? [.. known.Where(values.Contains)] : [.. values.Distinct()];
        }
        else if (part is CheckNode.Compare { Right: CheckNode.Constant constant } compare && IsOwn(check, compare.Left)
            && BoundOf(constant) is { } bound)
        {
            Narrow(compare.Comparison, bound);
        }
    }

    private void Narrow(CheckComparison comparison, decimal bound)
    {
        bool isOpen = comparison is CheckComparison.Less or CheckComparison.Greater;
        if (comparison is CheckComparison.Greater or CheckComparison.GreaterOrEqual
            && (_min is not { } min || bound > min.Value || (bound == min.Value && isOpen)))
        {
            _min = (bound, isOpen);
        }
        else if (comparison is CheckComparison.Less or CheckComparison.LessOrEqual
            && (_max is not { } max || bound < max.Value || (bound == max.Value && isOpen)))
        {
            _max = (bound, isOpen);
        }
    }

    // x = 'a' OR x = 'b' is a list too.
    private List<string>? ValuesOf(TableCheck check, CheckNode node) => node switch
    {
        CheckNode.OneOf oneOf when IsOwn(check, oneOf.Operand) => [.. oneOf.Values.Select(TextOf)],
        CheckNode.Compare { Comparison: CheckComparison.Equal, Right: CheckNode.Constant value } compare
            when IsOwn(check, compare.Left) => [TextOf(value)],
        CheckNode.Any any when ValuesOf(check, any.Left) is { } left && ValuesOf(check, any.Right) is { } right =>
            [.. left, .. right],
        _ => null,
    };

    private bool IsOwn(TableCheck check, CheckNode node) =>
        node is CheckNode.Column column && check.Find(_table, column.Name)?.Name == _column.Name
        && (column.Cast is null || CheckForms.Of(new CheckCells(_column, planned: null), column.Cast) is not null);

    private decimal? BoundOf(CheckNode.Constant constant) => (_form, constant.Value) switch
    {
        (CheckForm.Number or CheckForm.Float, decimal number) => number,
        (CheckForm.Date or CheckForm.Time or CheckForm.Timestamp, string text) =>
            CheckForms.TimeOf(_form.Value, text),
        _ => null,
    };

    // An open bound is left by the smallest step of the column: 1, or the last of its digits.
    private object? Cell(decimal bound, bool isOpen, bool isMin)
    {
        CellKind kind = ColumnCells.Of(_column).Kind;
        if (kind == CellKind.Float)
        {
            double value = (double)bound;
            return !isOpen ? value : isMin ? Math.BitIncrement(value) : Math.BitDecrement(value);
        }

        int scale = kind == CellKind.Decimal ? Math.Clamp(_column.Type.Scale ?? ScaleDefault, 0, ScaleMax) : 0;
        decimal step = new(1, 0, 0, isNegative: false, (byte)scale);
        decimal whole = isMin ? Ceiling(bound, step) : -Ceiling(-bound, step);
        decimal cell = whole != bound || !isOpen ? whole : isMin ? bound + step : bound - step;
        return kind switch
        {
            CellKind.Decimal => cell,
            CellKind.Date => cell is >= int.MinValue and <= int.MaxValue ? (int)cell : null,
            _ => cell is >= long.MinValue and <= long.MaxValue ? (long)cell : null,
        };
    }

    private static decimal Ceiling(decimal value, decimal step)
    {
        decimal rest = value % step;
        return rest == 0 ? value : rest > 0 ? value - rest + step : value - rest;
    }

    private static string TextOf(CheckNode.Constant constant) => constant.Value switch
    {
        bool truth => truth ? "true" : "false",
        decimal number => number.ToString(CultureInfo.InvariantCulture),
        _ => (string)constant.Value,
    };

    private static CheckComparison Turn(CheckComparison comparison) => comparison switch
    {
        CheckComparison.Less => CheckComparison.Greater,
        CheckComparison.LessOrEqual => CheckComparison.GreaterOrEqual,
        CheckComparison.Greater => CheckComparison.Less,
        CheckComparison.GreaterOrEqual => CheckComparison.LessOrEqual,
        _ => comparison,
    };
}
