namespace Furrow.Data.Cells;

/// <summary>The two values of dates and of timestamps that mean before and after all others.</summary>
public static class CellLimits
{
    /// <summary>The date <c>infinity</c>.</summary>
    public const int LatestDate = int.MaxValue;

    /// <summary>The date <c>-infinity</c>.</summary>
    public const int EarliestDate = int.MinValue;

    /// <summary>The timestamp <c>infinity</c>.</summary>
    public const long LatestTimestamp = long.MaxValue;

    /// <summary>The timestamp <c>-infinity</c>.</summary>
    public const long EarliestTimestamp = long.MinValue;

    /// <summary>Microseconds of a day.</summary>
    public const long MicrosPerDay = 86_400_000_000;
}
