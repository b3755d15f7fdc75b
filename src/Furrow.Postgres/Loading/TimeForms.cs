using System.Buffers.Binary;
using Furrow.Data.Cells;
using Furrow.Data.Cells.Texts;

namespace Furrow.Postgres.Loading;

/// <summary>Days since 2000-01-01.</summary>
internal readonly struct DateForm : IFixedForm<int>
{
    private const int EpochDays = 10_957;

    // 4714-11-24 BC, and the day behind 5874897-12-31 (datatype/timestamp.h).
    private const int DaysMin = -2_451_545 + EpochDays;
    private const int DaysEnd = 2_145_031_949;

    public static int ByteCount => 4;

    public static bool TryWrite(int value, Span<byte> target)
    {
        if (value is CellLimits.EarliestDate or CellLimits.LatestDate)
        {
            BinaryPrimitives.WriteInt32BigEndian(target, value);
            return true;
        }

        BinaryPrimitives.WriteInt32BigEndian(target, value - EpochDays);
        return value >= DaysMin && (long)value - EpochDays < DaysEnd;
    }

    public static CellText Text(CellPlace place) => CellText.Of(place, new CellType(CellKind.Date));
}

/// <summary>Microseconds since midnight; 24:00:00 is a time of day too.</summary>
internal readonly struct TimeForm : IFixedForm<long>
{
    public static int ByteCount => 8;

    public static bool TryWrite(long value, Span<byte> target)
    {
        BinaryPrimitives.WriteInt64BigEndian(target, value);
        return value is >= 0 and <= CellLimits.MicrosPerDay;
    }

    // Whatever is out of range is no time that could be shown as one.
    public static CellText Text(CellPlace place) => CellText.Of(place, new CellType(CellKind.Integer));
}

/// <summary>The same with an offset, in seconds west of UTC, which is always none.</summary>
internal readonly struct TimeTzForm : IFixedForm<long>
{
    public static int ByteCount => 12;

    public static bool TryWrite(long value, Span<byte> target)
    {
        target.Clear();
        return TimeForm.TryWrite(value, target);
    }

    public static CellText Text(CellPlace place) => TimeForm.Text(place);
}

/// <summary>Microseconds since 2000-01-01, in UTC where there is a zone.</summary>
internal readonly struct TimestampForm : IFixedForm<long>
{
    // 4714-11-24 00:00:00 BC, and the moment behind 294276-12-31 (datatype/timestamp.h).
    private const long MicrosMin = -211_813_488_000_000_000;
    private const long MicrosEnd = 9_223_371_331_200_000_000;

    public static int ByteCount => 8;

    public static bool TryWrite(long value, Span<byte> target)
    {
        if (value is CellLimits.EarliestTimestamp or CellLimits.LatestTimestamp)
        {
            BinaryPrimitives.WriteInt64BigEndian(target, value);
            return true;
        }

        long micros = value - TimeRounding.ServerEpochMicros;
        BinaryPrimitives.WriteInt64BigEndian(target, micros);
        return value >= MicrosMin + TimeRounding.ServerEpochMicros && micros < MicrosEnd;
    }

    public static CellText Text(CellPlace place) => CellText.Of(place, new CellType(CellKind.Timestamp));
}

internal readonly struct IntervalForm : IFixedForm<IntervalValue>
{
    public static int ByteCount => 16;

    public static bool TryWrite(IntervalValue value, Span<byte> target)
    {
        BinaryPrimitives.WriteInt64BigEndian(target, value.Microseconds);
        BinaryPrimitives.WriteInt32BigEndian(target[8..], value.Days);
        BinaryPrimitives.WriteInt32BigEndian(target[12..], value.Months);
        return true;
    }

    public static CellText Text(CellPlace place) => CellText.Of(place, new CellType(CellKind.Interval));
}
