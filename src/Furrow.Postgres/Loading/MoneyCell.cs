using System.Buffers.Binary;
using Furrow.Data.Cells;

namespace Furrow.Postgres.Loading;

/// <summary>money: units of the last digit that the server's lc_monetary has.</summary>
internal sealed class MoneyCell(CellPlace place, CellKind kind, int fractionDigits) : BinaryCell
{
    private const int ByteCount = 8;

    private CellVector _cells = null!;

    public override void Bind(CellVector cells) => _cells = cells;

    public override void Write(int row, RowChunk chunk)
    {
        if (_cells.IsNull(row))
        {
            WriteNull(chunk);
            return;
        }

        ScaledNumber number = NumberAt(row);
        ScaledNumber units = number.Round(fractionDigits);
        int raise = fractionDigits - units.Scale;
        if (raise > ScaledNumber.MantissaDigitsMax || units.Mantissa > long.MaxValue
            || units.Mantissa * ScaledNumber.PowerOfTen(raise) > long.MaxValue)
        {
            throw place.OutOfRange(number.ToString());
        }

        long amount = (long)(units.Mantissa * ScaledNumber.PowerOfTen(raise));
        BinaryPrimitives.WriteInt64BigEndian(Take(ByteCount, chunk), units.IsNegative ? -amount : amount);
    }

    private ScaledNumber NumberAt(int row)
    {
        if (kind == CellKind.Integer)
        {
            return ScaledNumber.Of(((FixedVector<long>)_cells).Values[row]);
        }

        if (kind == CellKind.Decimal)
        {
            return ScaledNumber.Of(((FixedVector<decimal>)_cells).Values[row]);
        }

        double value = ((FixedVector<double>)_cells).Values[row];
        return double.IsFinite(value)
            ? ScaledNumber.Of(value)
            : throw place.OutOfRange(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }
}
