using Furrow.Schema;

namespace Furrow.Data.Cells.Texts;

/// <summary>
/// Writes the cells of one column as text in UTF-8: canonical text (<see cref="CanonicalText"/>), with what the
/// column's type makes of a value when it is stored (rounded digits) done already. Belongs to one thread.
/// </summary>
public abstract class CellText
{
    private protected CellText()
    {
    }

    /// <summary>
    /// Whether the text is of digits, letters and signs alone, none of which any format has to escape.
    /// </summary>
    public virtual bool IsPlain => true;

    /// <summary>Begins with a batch: its vector is read until the next one.</summary>
    public abstract void Bind(CellVector cells);

    /// <summary>Whether a row is NULL; it is then not to be written.</summary>
    public abstract bool IsNull(int row);

    /// <summary>Appends a row's text.</summary>
    public abstract void Write(int row, RowChunk target);

    /// <summary>The writer for a column and what its vectors hold.</summary>
    /// <param name="place">The column.</param>
    /// <param name="cells">What the vectors will hold.</param>
    /// <param name="timeSeparator">What stands between date and time.</param>
    public static CellText Of(CellPlace place, CellType cells, char timeSeparator = 'T') =>
        Of(place, place.Column.Type, cells, timeSeparator);

    internal static CellText Of(CellPlace place, ColumnType type, CellType cells, char timeSeparator) =>
        cells.Kind switch
        {
            CellKind.Boolean => new BooleanText(),
            CellKind.Integer => new IntegerText(),
            CellKind.Decimal => new DecimalText(type),
            CellKind.Float => new FloatText(type),
            CellKind.Text => new Utf8Text(place),
            CellKind.Bytes => new HexText(),
            CellKind.Date => new DateText(),
            CellKind.Time => new TimeText(type),
            CellKind.Timestamp => new TimestampText(type, timeSeparator),
            CellKind.Interval => new IntervalText(type),
            CellKind.Uuid => new UuidText(),
            CellKind.List => ListText.For(place, type, cells, timeSeparator),
            _ => throw new InvalidOperationException($"{cells.Kind} has no text"),
        };
}

/// <summary>The text of cells that lie in a vector of a fixed size.</summary>
internal abstract class FixedText<T> : CellText
    where T : unmanaged
{
    private FixedVector<T> _cells = null!;

    public override void Bind(CellVector cells) => _cells = (FixedVector<T>)cells;

    public override bool IsNull(int row) => _cells.IsNull(row);

    public override void Write(int row, RowChunk target) => WriteValue(_cells.Values[row], target);

    protected abstract void WriteValue(T value, RowChunk target);
}
