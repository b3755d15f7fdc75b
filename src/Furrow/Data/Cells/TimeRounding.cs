namespace Furrow.Data.Cells;

/// <summary>
/// Times with fewer digits of a second than they came with, as PostgreSQL's types round them (AdjustTimestampForTypmod
/// and AdjustTimeForTypmod): half away from zero, and zero is where the server counts from.
/// </summary>
public static class TimeRounding
{
    /// <summary>Microseconds from 1970 to 2000-01-01, from where the server counts.</summary>
    public const long ServerEpochMicros = 10_957 * CellLimits.MicrosPerDay;

    private const int PrecisionMax = 6;

    /// <summary>A timestamp with so many digits of a second; null for all six.</summary>
    public static long Timestamp(long micros, int? precision)
    {
        if (precision is null or >= PrecisionMax
            || micros is CellLimits.EarliestTimestamp or CellLimits.LatestTimestamp)
        {
            return micros;
        }

        return Round(micros - ServerEpochMicros, precision.Value) + ServerEpochMicros;
    }

    /// <summary>A time of day or the microseconds of an interval.</summary>
    public static long Time(long micros, int? precision) =>
        precision is null or >= PrecisionMax ? micros : Round(micros, precision.Value);

    private static long Round(long micros, int precision)
    {
        long step = 1;
        for (int digits = precision; digits < PrecisionMax; digits++)
        {
            step *= 10;
        }

        return micros >= 0 ? (micros + (step / 2)) / step * step : -((-micros + (step / 2)) / step * step);
    }
}
