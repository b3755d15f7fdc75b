using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Furrow.Seeds;

/// <summary>
/// A seed's version: up to four numbers with points between, compared number by number; <c>1.2</c> equals
/// <c>1.2.0</c>.
/// </summary>
public sealed record SeedVersion(long Major, long Minor, long Patch, long Revision) : IComparable<SeedVersion>
{
    /// <summary>Reads a version; false when the text is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SeedVersion? version)
    {
        version = null;
        string[] parts = text.Split('.');
        if (parts.Length > 4)
        {
            return false;
        }

        long[] numbers = new long[4];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!long.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return false;
            }
        }

        version = new SeedVersion(numbers[0], numbers[1], numbers[2], numbers[3]);
        return true;
    }

    /// <summary>Reads a version that is known to be one, as from history.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static SeedVersion Parse(string text) =>
        TryParse(text, out SeedVersion? version) ? version : throw new FormatException($"'{text}' is no seed version.");

    /// <inheritdoc />
    public int CompareTo(SeedVersion? other) => other is null
        ? 1
        : (Major, Minor, Patch, Revision).CompareTo((other.Major, other.Minor, other.Patch, other.Revision));

    /// <summary>Whether one version comes before another.</summary>
    public static bool operator <(SeedVersion left, SeedVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether one version comes after another.</summary>
    public static bool operator >(SeedVersion left, SeedVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether one version comes before another or is it.</summary>
    public static bool operator <=(SeedVersion left, SeedVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one version comes after another or is it.</summary>
    public static bool operator >=(SeedVersion left, SeedVersion right) => left.CompareTo(right) >= 0;
}
