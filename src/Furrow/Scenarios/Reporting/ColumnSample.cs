using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Furrow.Data.Cells;
using Furrow.Data.Cells.Texts;
using Furrow.Generation.Keys;
using Furrow.Generation.Programs;
using Furrow.Scenarios.Planning;
using Furrow.Schema;

namespace Furrow.Scenarios.Reporting;

/// <summary>Takes in some cells of a column, and says what they are like.</summary>
internal sealed class ColumnSample
{
    private const int TextLengthMax = 60;
    private const int ExampleCount = 3;
    private const int ShareCountMax = 12;

    private static readonly CellKey LongText = CellKey.FromSeed(0).Fold("long text");

    private readonly PlannedColumn _column;
    private readonly CellText _writer;
    private readonly RowChunk _bytes = new();
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly SpreadValues _spread = new();
    private readonly bool _isHidden;
    private readonly bool _isRowKey;
    private long _nullCount;
    private long _valueCount;

    /// <summary>Creates one without cells.</summary>
    /// <param name="table">The table.</param>
    /// <param name="column">Its column.</param>
    /// <param name="isHidden">Whether no value may be told.</param>
    public ColumnSample(PlannedTable table, PlannedColumn column, bool isHidden)
    {
        _column = column;
        _isHidden = isHidden;
        _isRowKey = table.Program.Slots[column.Slot].Generator is NumberedKeys { IsOwn: true };
        _writer = CellText.Of(new CellPlace(table.Table.Name, column.Column), column.Cells, timeSeparator: ' ');
    }

    private bool IsNumber => _column.Cells.Kind is CellKind.Integer or CellKind.Decimal or CellKind.Float
        or CellKind.Date or CellKind.Time or CellKind.Timestamp;

    /// <summary>Takes cells in.</summary>
    public void Add(CellVector cells)
    {
        _writer.Bind(cells);
        for (int row = 0; row < cells.Count; row++)
        {
            if (_writer.IsNull(row))
            {
                _nullCount++;
                continue;
            }

            _valueCount++;
            _bytes.Clear();
            _writer.Write(row, _bytes);
            string text = Encoding.UTF8.GetString(_bytes.Bytes.Span);
            string known = Shorten(text);
            _counts[known] = _counts.GetValueOrDefault(known) + 1;
            Spread(cells, row, text);
        }
    }

    /// <summary>What they are like.</summary>
    public ColumnProfile ToProfile()
    {
        ColumnProfile profile = new(
            _column.Column.Name, _column.Column.Type.SqlName, _nullCount, _valueCount, _counts.Count)
        {
            IsHidden = _isHidden,
            IsRowKey = _isRowKey,
        };
        if (_isRowKey || _valueCount == 0)
        {
            return profile;
        }

        if (_isHidden || IsListed)
        {
            ImmutableArray<ValueShare> shares = Shares();
            return profile with { Shares = shares, OtherCount = _valueCount - shares.Sum(share => share.Count) };
        }

        return profile with { Histogram = _spread.ToHistogram(!IsNumber), Examples = IsNumber ? [] : Examples() };
    }

    // Values that are told one by one: of a fixed choice, or few that come again and again.
    private bool IsListed => _column.Cells.Kind == CellKind.Boolean
        || _column.Column.Type.Kind == TypeKind.Enum
        || (_counts.Count <= ShareCountMax && _counts.Count * 2 <= _valueCount);

    private ImmutableArray<ValueShare> Shares() =>
    [
        .. _counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(ShareCountMax)
            .Select(pair => new ValueShare(_isHidden ? null : Shown(pair.Key), pair.Value)),
    ];

    private ImmutableArray<string> Examples()
    {
        string[] values = [.. _counts.Keys];
        return
        [
            .. Enumerable.Range(0, Math.Min(ExampleCount, values.Length))
                .Select(place => Shown(values[(int)((long)place * values.Length / ExampleCount)])),
        ];
    }

    private void Spread(CellVector cells, int row, string text)
    {
        if (_isHidden || _isRowKey)
        {
            return;
        }

        switch (cells)
        {
            case FixedVector<long> numbers when IsFinite(numbers.Values[row]):
                _spread.Add((decimal)numbers.Values[row], text);
                break;
            case FixedVector<int> days when days.Values[row] is not (CellLimits.LatestDate or CellLimits.EarliestDate):
                _spread.Add((decimal)days.Values[row], text);
                break;
            case FixedVector<decimal> numbers:
                _spread.Add(numbers.Values[row], text);
                break;
            case FixedVector<double> numbers:
                _spread.Add(numbers.Values[row], text);
                break;
            case not (FixedVector<long> or FixedVector<int>):
                int length = text.EnumerateRunes().Count();
                _spread.Add((decimal)length, length.ToString(CultureInfo.InvariantCulture));
                break;
        }
    }

    private bool IsFinite(long value) => _column.Cells.Kind != CellKind.Timestamp
        || value is not (CellLimits.LatestTimestamp or CellLimits.EarliestTimestamp);

    // Long texts are not kept: their beginnings, and a hash to tell them apart by.
    private static string Shorten(string text)
    {
        if (text.Length <= TextLengthMax)
        {
            return text;
        }

        int length = char.IsHighSurrogate(text[TextLengthMax - 2]) ? TextLengthMax - 2 : TextLengthMax - 1;
        return $"{text.AsSpan(0, length)}…{LongText.Fold(text).At(0):x16}";
    }

    private static string Shown(string known) => known.Length <= TextLengthMax ? known : known[..^16];
}
