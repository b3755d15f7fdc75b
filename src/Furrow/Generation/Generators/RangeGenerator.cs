using Furrow.Data.Cells;
using Furrow.Data.Cells.Texts;
using Furrow.Errors;

namespace Furrow.Generation.Generators;

/// <summary>
/// Ranges in PostgreSQL's text form, <c>[2026-01-05,2026-01-09)</c>, from a lower bound and a length: numbers plus
/// numbers, dates plus days, timestamps plus microseconds; also as multiranges of one range. NULL where one of both is.
/// </summary>
internal sealed class RangeGenerator : CellGenerator
{
    private readonly CellGenerator _lower;
    private readonly CellGenerator _length;
    private readonly CellFormat _format;
    private readonly int[] _reads;
    private readonly bool _isMany;

    /// <summary>Takes the upper bound out of the range, as PostgreSQL's own whole ranges do.</summary>
    /// <param name="lower">Integer, Decimal, Date or Timestamp.</param>
    /// <param name="length">Decimal for Decimal, otherwise Integer; below 0 counts as 0.</param>
    /// <param name="isUtc">Whether timestamps are moments.</param>
    /// <param name="isMany">Whether it is to be a multirange.</param>
    public RangeGenerator(CellGenerator lower, CellGenerator length, bool isUtc = false, bool isMany = false)
    {
        bool fits = (lower.Type.Kind, length.Type.Kind) is (CellKind.Decimal, CellKind.Decimal)
            or (CellKind.Integer or CellKind.Date or CellKind.Timestamp, CellKind.Integer);
        if (!fits)
        {
            throw new ArgumentException(
                $"A range from {lower.Type.Kind} cannot have a length of {length.Type.Kind}.", nameof(length));
        }

        (_lower, _length, _format, _isMany) = (lower, length, new CellFormat(IsUtc: isUtc), isMany);
        _reads = [.. lower.Reads.Concat(length.Reads).Distinct()];
        Type = new CellType(CellKind.Text, lower.Type.IsNullable || length.Type.IsNullable);
    }

    /// <inheritdoc />
    public override CellType Type { get; }

    /// <inheritdoc />
    public override IReadOnlyList<int> Reads => _reads;

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        BytesVector texts = (BytesVector)target;
        CellVector lower = batch.Rent(_lower.Type);
        CellVector upper = batch.Rent(_lower.Type);
        CellVector length = batch.Rent(_length.Type);
        _lower.Fill(batch, lower);
        _length.Fill(batch, length);
        for (int row = 0; row < batch.Count; row++)
        {
            if (lower.IsNull(row) || length.IsNull(row))
            {
                texts.SetNull(row);
                texts.EndRow();
                continue;
            }

            Add(lower, length, row, upper);
            texts.Write(_isMany ? "{["u8 : "["u8);
            ValueText.Write(lower, row, _format, texts);
            texts.Write(","u8);
            ValueText.Write(upper, row, _format, texts);
            texts.Write(_isMany ? ")}"u8 : ")"u8);
            texts.EndRow();
        }

        batch.Return(lower);
        batch.Return(upper);
        batch.Return(length);
    }

    /// <summary>Writes the upper bound of a row.</summary>
    internal static void Add(CellVector lower, CellVector length, int row, CellVector upper)
    {
        try
        {
            if (lower is FixedVector<decimal> decimals)
            {
                ((FixedVector<decimal>)upper).Values[row] =
                    decimals.Values[row] + Math.Max(0, ((FixedVector<decimal>)length).Values[row]);
                return;
            }

            long count = Math.Max(0, ((FixedVector<long>)length).Values[row]);
            if (lower is FixedVector<int> days)
            {
                ((FixedVector<int>)upper).Values[row] = checked((int)(days.Values[row] + count));
            }
            else
            {
                ((FixedVector<long>)upper).Values[row] = checked(((FixedVector<long>)lower).Values[row] + count);
            }
        }
        catch (OverflowException cause)
        {
            throw new FurrowException(
                ErrorCode.GenerateCapacity, $"A range of {lower.Kind} values leaves what its type can hold.", cause)
            {
                Hint = "Begin lower or make ranges shorter.",
            };
        }
    }
}
