namespace Furrow.Data.Cells.Texts;

internal sealed class BooleanText : FixedText<bool>
{
    protected override void WriteValue(bool value, RowChunk target) => target.Write(value ? "true"u8 : "false"u8);
}

internal sealed class UuidText : FixedText<Guid>
{
    private const int Length = 36;

    protected override void WriteValue(Guid value, RowChunk target) => value.TryFormat(target.Take(Length), out _);
}

/// <summary>Text as it is.</summary>
internal sealed class Utf8Text(CellPlace place) : CellText
{
    private BytesVector _cells = null!;

    public override bool IsPlain => false;

    public override void Bind(CellVector cells)
    {
        _cells = (BytesVector)cells;
        NulCheck.Run(_cells, place);
    }

    public override bool IsNull(int row) => _cells.IsNull(row);

    public override void Write(int row, RowChunk target) => target.Write(_cells[row]);
}

/// <summary>Bytes as <c>\x</c> and hex digits.</summary>
internal sealed class HexText : CellText
{
    private const int DigitsPerByte = 2;

    private BytesVector _cells = null!;

    // The backslash.
    public override bool IsPlain => false;

    public override void Bind(CellVector cells) => _cells = (BytesVector)cells;

    public override bool IsNull(int row) => _cells.IsNull(row);

    public override void Write(int row, RowChunk target)
    {
        ReadOnlySpan<byte> bytes = _cells[row];
        target.Write("\\x"u8);
        Convert.TryToHexStringLower(bytes, target.Take(checked(bytes.Length * DigitsPerByte)), out _);
    }
}

/// <summary>Looks for what no text in a database can hold, a whole batch at a time.</summary>
public static class NulCheck
{
    /// <summary>Refuses a text with a NUL character.</summary>
    /// <exception cref="Errors.FurrowException">There is one.</exception>
    public static void Run(BytesVector cells, CellPlace place)
    {
        if (!cells.AllBytes.Contains((byte)0))
        {
            return;
        }

        for (int row = 0; row < cells.Count; row++)
        {
            if (!cells.IsNull(row) && cells[row].Contains((byte)0))
            {
                throw place.HasNul();
            }
        }
    }
}
