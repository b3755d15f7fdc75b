using System.Globalization;
using Furrow.Data.Cells;

namespace Furrow.Sqlite.Loading;

internal sealed class StoredBoolean : StoredFixed<bool>
{
    protected override void WriteValue(bool value, RowChunk chunk) => WriteInteger(value ? 1 : 0, chunk);
}

internal sealed class StoredInteger : StoredFixed<long>
{
    protected override void WriteValue(long value, RowChunk chunk) => WriteInteger(value, chunk);
}

internal sealed class StoredRealOfInteger : StoredFixed<long>
{
    protected override void WriteValue(long value, RowChunk chunk) => WriteReal(value, chunk);
}

internal sealed class StoredRealOfDecimal : StoredFixed<decimal>
{
    protected override void WriteValue(decimal value, RowChunk chunk) => WriteReal(
        double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), chunk);
}

/// <summary>Floating point. A NaN that is bound as a number would become NULL: it is kept as text.</summary>
internal sealed class StoredReal : StoredFixed<double>
{
    protected override void WriteValue(double value, RowChunk chunk) => Write(value, chunk);

    public static void Write(double value, RowChunk chunk)
    {
        if (double.IsNaN(value))
        {
            ReadOnlySpan<byte> text = "NaN"u8;
            text.CopyTo(TakeBytes(StoredKind.Text, text.Length, chunk));
        }
        else
        {
            WriteReal(value, chunk);
        }
    }
}

/// <summary>
/// Exact decimals as an integer or as floating point, whichever gives back every digit; what neither does is refused.
/// </summary>
internal sealed class StoredNumeric(CellPlace place) : StoredFixed<decimal>
{
    private readonly ExactCell _exact = new(place);

    protected override void WriteValue(decimal value, RowChunk chunk) => _exact.Write(ScaledNumber.Of(value), chunk);
}

internal sealed class StoredNumericOfReal(CellPlace place) : StoredFixed<double>
{
    private readonly ExactCell _exact = new(place);

    protected override void WriteValue(double value, RowChunk chunk)
    {
        if (double.IsFinite(value))
        {
            _exact.Write(ScaledNumber.Of(value), chunk);
        }
        else
        {
            StoredReal.Write(value, chunk);
        }
    }
}
