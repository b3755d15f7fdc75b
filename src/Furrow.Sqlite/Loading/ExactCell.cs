using Furrow.Data.Cells;
using Furrow.Schema;
using Furrow.Sqlite.Rows;

namespace Furrow.Sqlite.Loading;

/// <summary>Writes exact numbers of one column.</summary>
internal sealed class ExactCell(CellPlace place)
{
    // As many digits survive in a double whatever they are, and the powers of ten up to there are exact.
    private const ulong SureMax = 1_000_000_000_000_000;
    private const int SureScaleMax = 22;

    private static readonly double[] Powers =
        [.. Enumerable.Range(0, SureScaleMax + 1).Select(power => (double)ScaledNumber.PowerOfTen(power))];

    private readonly bool _isInteger = place.Column.Type.Kind is TypeKind.Int16 or TypeKind.Int32 or TypeKind.Int64;
    private readonly int? _scale = place.Column.Type.Kind == TypeKind.Numeric ? place.Column.Type.Scale : null;

    public void Write(ScaledNumber number, RowChunk chunk)
    {
        if (_scale is { } scale)
        {
            number = number.Round(scale);
        }

        while (number.Scale > 0 && number.Mantissa % 10 == 0)
        {
            number = number.Mantissa == 0
                ? default
                : number with { Mantissa = number.Mantissa / 10, Scale = number.Scale - 1 };
        }

        if (number.Scale == 0 && number.Mantissa <= long.MaxValue)
        {
            StoredCell.WriteInteger(number.IsNegative ? -(long)number.Mantissa : (long)number.Mantissa, chunk);
        }
        else if (number.Scale is > 0 and <= SureScaleMax && number.Mantissa <= SureMax && !_isInteger)
        {
            double value = (ulong)number.Mantissa / Powers[number.Scale];
            StoredCell.WriteReal(number.IsNegative ? -value : value, chunk);
        }
        else
        {
            WriteRead(number, chunk);
        }
    }

    private void WriteRead(ScaledNumber number, RowChunk chunk)
    {
        switch (ExactNumber.Read(number.ToString()))
        {
            case long integer:
                StoredCell.WriteInteger(integer, chunk);
                break;
            case double real when !_isInteger:
                StoredCell.WriteReal(real, chunk);
                break;
            default:
                throw place.OutOfRange(number.ToString());
        }
    }
}
