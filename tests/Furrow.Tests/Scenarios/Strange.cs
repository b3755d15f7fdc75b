using System.Globalization;

namespace Furrow.Tests.Scenarios;

/// <summary>A culture that writes nothing as others do; machines without cultures have it too.</summary>
internal static class Strange
{
    public static CultureInfo Culture { get; } = Make();

    private static CultureInfo Make()
    {
        CultureInfo culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = "~";
        culture.NumberFormat.PositiveSign = "#";
        culture.DateTimeFormat.DateSeparator = ".";
        culture.DateTimeFormat.TimeSeparator = "h";
        culture.DateTimeFormat.ShortDatePattern = "d.M.yy";
        return culture;
    }
}
