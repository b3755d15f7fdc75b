using Furrow.Schema;

namespace Furrow.Data.Cells.Texts;

/// <summary>ISO 8601, years before the first with <c>BC</c> behind.</summary>
internal sealed class DateText : FixedText<int>
{
    protected override void WriteValue(int value, RowChunk target)
    {
        switch (value)
        {
            case CellLimits.EarliestDate:
                target.Write("-infinity"u8);
                break;
            case CellLimits.LatestDate:
                target.Write("infinity"u8);
                break;
            default:
                int start = target.ByteCount;
                Span<byte> text = target.Take(TimeDigits.LengthMax);
                int length = TimeDigits.Day(value, text, out bool isBeforeChrist);
                length += TimeDigits.Era(isBeforeChrist, text[length..]);
                target.CutTo(start + length);
                break;
        }
    }
}

internal sealed class TimeText(ColumnType type) : FixedText<long>
{
    private readonly bool _hasZone = type.Kind == TypeKind.TimeTz;

    protected override void WriteValue(long value, RowChunk target)
    {
        int start = target.ByteCount;
        int length = TimeDigits.Clock(TimeRounding.Time(value, type.Precision), target.Take(TimeDigits.LengthMax));
        target.CutTo(start + length);
        if (_hasZone)
        {
            target.Write("Z"u8);
        }
    }
}

internal sealed class TimestampText(ColumnType type, char separator) : FixedText<long>
{
    private readonly bool _hasZone = type.Kind == TypeKind.TimestampTz;

    protected override void WriteValue(long value, RowChunk target)
    {
        switch (value)
        {
            case CellLimits.EarliestTimestamp:
                target.Write("-infinity"u8);
                return;
            case CellLimits.LatestTimestamp:
                target.Write("infinity"u8);
                return;
        }

        int start = target.ByteCount;
        int length = TimeDigits.Timestamp(
            TimeRounding.Timestamp(value, type.Precision), separator, _hasZone, target.Take(TimeDigits.LengthMax));
        target.CutTo(start + length);
    }
}
