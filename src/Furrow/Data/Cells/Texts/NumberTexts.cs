using System.Globalization;
using Furrow.Schema;

namespace Furrow.Data.Cells.Texts;

internal sealed class IntegerText : FixedText<long>
{
    private const int LengthMax = 20;

    protected override void WriteValue(long value, RowChunk target)
    {
        int start = target.ByteCount;
        value.TryFormat(target.Take(LengthMax), out int length, default, CultureInfo.InvariantCulture);
        target.CutTo(start + length);
    }
}

/// <summary>Decimals, rounded and filled up to the digits that the column declares.</summary>
internal sealed class DecimalText(ColumnType type) : FixedText<decimal>
{
    private readonly int? _scale = type.Kind == TypeKind.Numeric ? type.Scale : null;

    protected override void WriteValue(decimal value, RowChunk target)
    {
        ScaledNumber number = ScaledNumber.Of(value);
        if (_scale is { } scale)
        {
            number = number.Round(scale);
        }

        number.Write(_scale ?? 0, target);
    }
}

/// <summary>Floating-point numbers; for a column of exact decimals as those.</summary>
internal sealed class FloatText(ColumnType type) : FixedText<double>
{
    private const int LengthMax = 32;

    private readonly bool _isSingle = type.Kind == TypeKind.Float32;
    private readonly bool _isNumeric = type.Kind == TypeKind.Numeric;

    protected override void WriteValue(double value, RowChunk target)
    {
        if (_isNumeric && double.IsFinite(value))
        {
            ScaledNumber number = ScaledNumber.Of(value);
            (type.Scale is { } scale ? number.Round(scale) : number).Write(type.Scale ?? 0, target);
            return;
        }

        // Invariantly: NaN, Infinity, -Infinity.
        int start = target.ByteCount;
        Span<byte> text = target.Take(LengthMax);
        int length;
        if (_isSingle)
        {
            ((float)value).TryFormat(text, out length, "R", CultureInfo.InvariantCulture);
        }
        else
        {
            value.TryFormat(text, out length, "R", CultureInfo.InvariantCulture);
        }

        target.CutTo(start + length);
    }
}
