using System.Diagnostics.CodeAnalysis;

namespace Furrow.Migrations;

/// <summary>
/// A migration's version: digits of any length, in parts separated by <c>.</c>, <c>_</c> or <c>-</c>. Compared part
/// by part as numbers, never as text, after each part that looks like a timestamp (8 to 13 digits that begin with a
/// year) is filled up with zeros on the right to 14 digits: <c>9 &lt; 010 &lt; 20240321 &lt; 20240321_1 &lt;
/// 20250111231125</c>. A timestamp with separators (<c>2018-05-16-202423</c>) is one part. Two spellings of one number
/// are one version.
/// </summary>
public sealed class MigrationVersion : IComparable<MigrationVersion>, IEquatable<MigrationVersion>
{
    private const int TimestampDigits = 14;
    private readonly string[] _parts;

    private MigrationVersion(string text, string[] parts)
    {
        Text = text;
        _parts = parts;
    }

    /// <summary>The version as the file name spells it.</summary>
    public string Text { get; }

    /// <summary>Reads a version; false when the text is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out MigrationVersion? version)
    {
        version = null;
        string[] parts = text.Split('.', '_', '-');
        foreach (string part in parts)
        {
            if (part.Length == 0 || !part.All(char.IsAsciiDigit))
            {
                return false;
            }
        }

        version = new MigrationVersion(text, [.. JoinTimestamp(parts).Select(Normalise)]);
        return true;
    }

    /// <summary>Reads a version that is known to be one, as from history.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static MigrationVersion Parse(string text) =>
        TryParse(text, out MigrationVersion? version)
            ? version
            : throw new FormatException($"'{text}' is no migration version.");

    /// <inheritdoc />
    public int CompareTo(MigrationVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        int shared = Math.Min(_parts.Length, other._parts.Length);
        for (int i = 0; i < shared; i++)
        {
            int byLength = _parts[i].Length.CompareTo(other._parts[i].Length);
            int byPart = byLength != 0 ? byLength : string.CompareOrdinal(_parts[i], other._parts[i]);
            if (byPart != 0)
            {
                return byPart;
            }
        }

        return _parts.Length.CompareTo(other._parts.Length);
    }

    /// <inheritdoc />
    public bool Equals(MigrationVersion? other) => CompareTo(other) == 0;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is MigrationVersion other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (string part in _parts)
        {
            hash.Add(part, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc />
    public override string ToString() => Text;

    /// <summary>Whether one version comes before another.</summary>
    public static bool operator <(MigrationVersion left, MigrationVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether one version comes after another.</summary>
    public static bool operator >(MigrationVersion left, MigrationVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether one version comes before another or is it.</summary>
    public static bool operator <=(MigrationVersion left, MigrationVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one version comes after another or is it.</summary>
    public static bool operator >=(MigrationVersion left, MigrationVersion right) => left.CompareTo(right) >= 0;

    /// <summary>Whether two spellings are one version.</summary>
    public static bool operator ==(MigrationVersion? left, MigrationVersion? right) =>
        left is null ? right is null : left.Equals(right);

    /// <summary>Whether two versions differ.</summary>
    public static bool operator !=(MigrationVersion? left, MigrationVersion? right) => !(left == right);

    // One folder may hold both spellings: 20180516202423 is before 2018-05-17-000000.
    private static string[] JoinTimestamp(string[] parts) =>
        parts is [{ Length: 4 } year, { Length: 2 }, { Length: 2 }, { Length: 6 }, ..] && BeginsWithYear(year)
            ? [string.Concat(parts[..4]), .. parts[4..]]
            : parts;

    private static bool BeginsWithYear(string part) =>
        part.StartsWith("19", StringComparison.Ordinal) || part.StartsWith("20", StringComparison.Ordinal);

    // Leading zeros go, so that length decides before digits do; no part can overflow anything.
    private static string Normalise(string part)
    {
        if (BeginsWithYear(part) && part.Length is >= 8 and < TimestampDigits)
        {
            part = part.PadRight(TimestampDigits, '0');
        }

        string trimmed = part.TrimStart('0');
        return trimmed.Length == 0 ? "0" : trimmed;
    }
}
