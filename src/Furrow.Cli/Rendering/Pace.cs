using System.Globalization;

namespace Furrow.Cli.Rendering;

/// <summary>How fast rows were written, as people read it; empty where there was no time to tell.</summary>
internal static class Pace
{
    private const double MillisecondsPerSecond = 1_000;
    private const double BytesPerMegabyte = 1_000_000;

    /// <summary>Rows a second: <c>649,772</c>.</summary>
    public static string Rows(long rows, long milliseconds) =>
        rows == 0 || milliseconds == 0 ? "" : Words.Number((long)(rows * MillisecondsPerSecond / milliseconds));

    /// <summary>Megabytes a second, one of 1,000,000 bytes: <c>45.1</c>.</summary>
    public static string Megabytes(long bytes, long milliseconds)
    {
        double perSecond = bytes / BytesPerMegabyte * MillisecondsPerSecond / milliseconds;
        return bytes == 0 || milliseconds == 0 ? "" : perSecond.ToString("#,0.0", CultureInfo.InvariantCulture);
    }
}
