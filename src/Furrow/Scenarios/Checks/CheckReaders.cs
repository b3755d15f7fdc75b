using System.Text;
using Furrow.Data.Cells;
using Furrow.Schema;

namespace Furrow.Scenarios.Checks;

/// <summary>Reads an operand of a check, as the column will hold it: rounded, and without padding.</summary>
internal abstract class CheckReader<T>
{
    /// <summary>Whether a row is NULL, or cannot be judged.</summary>
    public abstract bool IsNull(int row);

    /// <summary>A row's value.</summary>
    public abstract T Read(int row);
}

/// <summary>The same in every row.</summary>
internal sealed class ConstantReader<T>(T value) : CheckReader<T>
{
    public override bool IsNull(int row) => false;

    public override T Read(int row) => value;
}

/// <summary>Exact numbers: whole ones, decimals with the digits that their column keeps, truth as 0 and 1.</summary>
internal sealed class NumberReader(CheckCells cells) : CheckReader<decimal>
{
    private const int ScaleMax = 28;

    private readonly int? _scale = cells.Column.Type is { Kind: TypeKind.Numeric, Scale: { } scale } ? scale : null;

    public override bool IsNull(int row) => cells.IsNull(row);

    public override decimal Read(int row) => cells.Cells switch
    {
        FixedVector<long> whole => whole.Values[row],
        FixedVector<bool> truth => truth.Values[row] ? 1 : 0,
        FixedVector<decimal> number => _scale is >= 0 and <= ScaleMax
            ? decimal.Round(number.Values[row], _scale.Value, MidpointRounding.AwayFromZero) : number.Values[row],
        _ => throw new InvalidOperationException($"{cells.Kind} is no exact number"),
    };
}

/// <summary>Floating-point numbers; what is no number cannot be judged.</summary>
internal sealed class FloatReader(CheckCells cells) : CheckReader<double>
{
    private readonly bool _isSingle = cells.Column.Type.Kind == TypeKind.Float32;

    public override bool IsNull(int row) => cells.IsNull(row) || double.IsNaN(Read(row));

    public override double Read(int row)
    {
        double value = ((FixedVector<double>)cells.Cells!).Values[row];
        return _isSingle ? (float)value : value;
    }
}

internal sealed class FlagReader(CheckCells cells) : CheckReader<bool>
{
    public override bool IsNull(int row) => cells.IsNull(row);

    public override bool Read(int row) => ((FixedVector<bool>)cells.Cells!).Values[row];
}

/// <summary>Days, times of day and moments as the numbers that they are.</summary>
internal sealed class TimeReader(CheckCells cells) : CheckReader<long>
{
    private readonly int? _precision = cells.Column.Type.Precision;

    public override bool IsNull(int row) => cells.IsNull(row);

    public override long Read(int row) => cells.Cells switch
    {
        FixedVector<int> days => days.Values[row],
        FixedVector<long> micros => cells.Kind == CellKind.Time
            ? TimeRounding.Time(micros.Values[row], _precision)
            : TimeRounding.Timestamp(micros.Values[row], _precision),
        _ => throw new InvalidOperationException($"{cells.Kind} is no time"),
    };
}

/// <summary>Text; of a padded type without the padding, which does not count in comparisons.</summary>
internal sealed class TextReader(CheckCells cells) : CheckReader<string>
{
    public override bool IsNull(int row) => cells.IsNull(row);

    public override string Read(int row) => Encoding.UTF8.GetString(Bytes(cells, row));

    /// <summary>The bytes of a row.</summary>
    public static ReadOnlySpan<byte> Bytes(CheckCells cells, int row)
    {
        ReadOnlySpan<byte> bytes = ((BytesVector)cells.Cells!)[row];
        return cells.Column.Type.Kind == TypeKind.Character ? bytes.TrimEnd((byte)' ') : bytes;
    }
}

/// <summary>How many characters a text has, or how many bytes bytes have.</summary>
internal sealed class LengthReader(CheckCells cells) : CheckReader<decimal>
{
    private const int ContinuationMask = 0xC0;
    private const int Continuation = 0x80;

    public override bool IsNull(int row) => cells.IsNull(row);

    public override decimal Read(int row)
    {
        ReadOnlySpan<byte> bytes = TextReader.Bytes(cells, row);
        if (cells.Kind == CellKind.Bytes)
        {
            return bytes.Length;
        }

        int count = 0;
        foreach (byte unit in bytes)
        {
            count += (unit & ContinuationMask) == Continuation ? 0 : 1;
        }

        return count;
    }
}
