using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Furrow.Data.Cells;
using Furrow.Schema;

namespace Furrow.Postgres.Loading;

/// <summary>
/// numeric (numeric_recv): digits to the base of 10,000 from the weight down, sign, and how many decimals are shown.
/// Rounded to the declared scale here, as the server would, so that its range can be checked.
/// </summary>
internal sealed class NumericCell<T>(CellPlace place, ColumnType type) : BinaryCell
    where T : unmanaged
{
    private const int HeadBytes = 8;
    private const int GroupDigits = 4;
    private const int GroupSize = 10_000;
    private const int GroupsMax = 16;
    private const ushort Negative = 0x4000;
    private const ushort NaN = 0xC000;
    private const ushort PositiveInfinity = 0xD000;
    private const ushort NegativeInfinity = 0xF000;
    private const ulong SmallMax = ulong.MaxValue / 1000;

    private static readonly ulong[] Shift = [1, 10, 100, 1000];

    // Digits before the point; null without a limit.
    private readonly int? _integerDigits = type.Precision - (type.Scale ?? 0);
    private readonly int? _scale = type.Precision is null ? null : type.Scale ?? 0;

    private FixedVector<T> _cells = null!;

    public override void Bind(CellVector cells) => _cells = (FixedVector<T>)cells;

    public override void Write(int row, RowChunk chunk)
    {
        if (_cells.IsNull(row))
        {
            WriteNull(chunk);
            return;
        }

        T value = _cells.Values[row];
        if (typeof(T) == typeof(double) && !double.IsFinite(Unsafe.As<T, double>(ref value)))
        {
            WriteSpecial(Unsafe.As<T, double>(ref value), chunk);
            return;
        }

        ScaledNumber number = NumberOf(value);
        if (_scale is { } scale && number.Scale > scale)
        {
            number = number.Round(scale);
        }

        if (_integerDigits is { } digits && !HasAtMost(number, digits))
        {
            throw place.OutOfRange(number.ToString());
        }

        WriteNumber(number, chunk);
    }

    private static ScaledNumber NumberOf(T value)
    {
        if (typeof(T) == typeof(decimal))
        {
            return ScaledNumber.Of(Unsafe.As<T, decimal>(ref value));
        }

        return typeof(T) == typeof(long)
            ? ScaledNumber.Of(Unsafe.As<T, long>(ref value))
            : ScaledNumber.Of(Unsafe.As<T, double>(ref value));
    }

    // A mantissa has at most 29 digits.
    private static bool HasAtMost(ScaledNumber number, int integerDigits)
    {
        int digits = integerDigits + number.Scale;
        return number.Mantissa == 0 || digits > ScaledNumber.MantissaDigitsMax
            || (digits >= 0 && number.Mantissa < ScaledNumber.PowerOfTen(digits));
    }

    private void WriteSpecial(double value, RowChunk chunk)
    {
        if (!double.IsNaN(value) && type.Precision is not null)
        {
            throw place.OutOfRange(value > 0 ? "Infinity" : "-Infinity");
        }

        Span<byte> target = Take(HeadBytes, chunk);
        target.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(
            target[4..], double.IsNaN(value) ? NaN : value > 0 ? PositiveInfinity : NegativeInfinity);
    }

    private static void WriteNumber(ScaledNumber number, RowChunk chunk)
    {
        // Groups are counted from the point, so the last one is filled up; behind it there may be whole ones of zeros.
        int past = ((number.Scale % GroupDigits) + GroupDigits) % GroupDigits;
        int fill = (GroupDigits - past) % GroupDigits;
        int fractionGroups = (number.Scale + fill) / GroupDigits;
        Span<ushort> groups = stackalloc ushort[GroupsMax];
        int count = number.Mantissa <= SmallMax
            ? Split((ulong)number.Mantissa * Shift[fill], groups)
            : Split(number.Mantissa * Shift[fill], groups);
        int weight = count - fractionGroups - 1;
        int skipped = 0;
        while (skipped < count && groups[skipped] == 0)
        {
            skipped++;
        }

        int written = count - skipped;
        Span<byte> target = Take(HeadBytes + (2 * written), chunk);
        BinaryPrimitives.WriteInt16BigEndian(target, (short)written);
        BinaryPrimitives.WriteInt16BigEndian(target[2..], (short)(written == 0 ? 0 : weight));
        BinaryPrimitives.WriteUInt16BigEndian(target[4..], number.IsNegative ? Negative : (ushort)0);
        BinaryPrimitives.WriteInt16BigEndian(target[6..], (short)Math.Max(number.Scale, 0));
        for (int place = 0; place < written; place++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(target[(HeadBytes + (2 * place))..], groups[count - 1 - place]);
        }
    }

    // The least significant group first.
    private static int Split(ulong value, Span<ushort> groups)
    {
        int count = 0;
        while (value != 0)
        {
            (value, ulong group) = Math.DivRem(value, GroupSize);
            groups[count++] = (ushort)group;
        }

        return count;
    }

    private static int Split(UInt128 value, Span<ushort> groups)
    {
        int count = 0;
        while (value != 0)
        {
            (value, UInt128 group) = UInt128.DivRem(value, GroupSize);
            groups[count++] = (ushort)group;
        }

        return count;
    }
}
