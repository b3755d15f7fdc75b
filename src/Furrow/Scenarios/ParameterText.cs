using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Furrow.Data.Cells;

namespace Furrow.Scenarios;

/// <summary>Values of parameters as files and command lines write them, and their canonical form.</summary>
internal static class ParameterText
{
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>The canonical text of a value; false when it is none of that kind.</summary>
    public static bool TryRead(CellKind kind, string text, [NotNullWhen(true)] out string? canonical)
    {
        canonical = kind switch
        {
            CellKind.Integer when long.TryParse(
                text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) =>
                whole.ToString(CultureInfo.InvariantCulture),
            CellKind.Decimal when decimal.TryParse(
                text,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out decimal number) => number.ToString(CultureInfo.InvariantCulture),
            CellKind.Boolean when text.ToLowerInvariant() is "true" or "yes" or "on" => "true",
            CellKind.Boolean when text.ToLowerInvariant() is "false" or "no" or "off" => "false",
            CellKind.Date when DateOnly.TryParseExact(
                text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) =>
                day.ToString(DayFormat, CultureInfo.InvariantCulture),
            CellKind.Text => text,
            _ => null,
        };
        return canonical is not null;
    }

    /// <summary>What a value's kind is where nobody says: by its form.</summary>
    public static CellKind KindOf(string text) =>
        TryRead(CellKind.Integer, text, out _) ? CellKind.Integer
        : TryRead(CellKind.Decimal, text, out _) ? CellKind.Decimal
        : text is "true" or "false" ? CellKind.Boolean
        : TryRead(CellKind.Date, text, out _) ? CellKind.Date
        : CellKind.Text;

    /// <summary>The canonical text of a value that the parameter allows; false when it does not.</summary>
    public static bool TryRead(ScenarioParameter parameter, string text, [NotNullWhen(true)] out string? canonical) =>
        TryRead(parameter.Kind, text, out canonical)
        && (parameter.Min is null || Compare(parameter.Kind, canonical, parameter.Min) >= 0)
        && (parameter.Max is null || Compare(parameter.Kind, canonical, parameter.Max) <= 0)
        && (parameter.Choices.IsEmpty || parameter.Choices.Contains(canonical, StringComparer.Ordinal));

    /// <summary>Compares two canonical texts of a kind that has an order.</summary>
    public static int Compare(CellKind kind, string left, string right) => kind is CellKind.Date or CellKind.Text
        ? string.CompareOrdinal(left, right)
        : decimal.Parse(left, CultureInfo.InvariantCulture)
            .CompareTo(decimal.Parse(right, CultureInfo.InvariantCulture));
}
