using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Furrow.Migrations.Formats;

/// <summary>
/// Numbers a new migration as the newest one there is numbered: <c>0007</c> → <c>0008</c>, <c>1.9</c> → <c>1.10</c>,
/// timestamps of any length, with dashes or without, seconds since 1970.
/// </summary>
internal sealed partial class NextVersion
{
    private const string Timestamp = "yyyyMMddHHmmss";
    private const int EpochDigits = 10;

    private const string SeparatedPattern =
        @"^(?:19|20)[0-9]{2}(?<s>[._-])[0-9]{2}\k<s>[0-9]{2}\k<s>[0-9]{6}(?<rest>(?:[._-]0+)*)";

    private readonly IReadOnlyCollection<MigrationVersion> _taken;
    private readonly DateTimeOffset _now;

    private NextVersion(IReadOnlyCollection<MigrationVersion> taken, DateTimeOffset now)
    {
        _taken = taken;
        _now = now;
    }

    [GeneratedRegex(SeparatedPattern, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Separated { get; }

    /// <summary>The next version.</summary>
    /// <param name="existing">The versions whose style is followed.</param>
    /// <param name="taken">All that must not be used again.</param>
    /// <param name="now">The time.</param>
    public static string Choose(
        IReadOnlyList<MigrationVersion> existing, IReadOnlyList<MigrationVersion> taken, DateTimeOffset now) =>
        new NextVersion([.. existing, .. taken], now).After((existing.Max() ?? taken.Max())?.Text);

    private string After(string? newest)
    {
        if (newest is null)
        {
            return FirstFree(Timestamp, TimeSpan.FromSeconds(1));
        }

        if (Separated.Match(newest) is { Success: true } match)
        {
            string s = match.Groups["s"].Value;
            return FirstFree(
                $"yyyy'{s}'MM'{s}'dd'{s}'HHmmss'{match.Groups["rest"].Value}'", TimeSpan.FromSeconds(1));
        }

        string first = newest.Split('.', '_', '-')[0];
        bool hasYear = first.StartsWith("19", StringComparison.Ordinal)
            || first.StartsWith("20", StringComparison.Ordinal);
        if (hasYear && first.Length is >= 8 and <= 20)
        {
            return Timed(first.Length);
        }

        return first.Length == EpochDigits && first[0] == '1' && first == newest ? Epoch() : Counted(newest);
    }

    // A day, an hour or a minute that is taken already is told apart by its seconds.
    private string Timed(int length)
    {
        string format = length <= Timestamp.Length
            ? Timestamp[..(length - length % 2)]
            : $"{Timestamp}'{new string('0', length - Timestamp.Length)}'";
        string version = _now.ToString(format, CultureInfo.InvariantCulture);
        return IsFree(version)
            ? version
            : FirstFree(length < Timestamp.Length ? Timestamp : format, TimeSpan.FromSeconds(1));
    }

    // Two migrations made within one second must not share a version.
    private string FirstFree(string format, TimeSpan step)
    {
        DateTimeOffset time = _now;
        string version;
        do
        {
            version = time.ToString(format, CultureInfo.InvariantCulture);
            time += step;
        }
        while (!IsFree(version));

        return version;
    }

    private string Epoch()
    {
        long seconds = _now.ToUnixTimeSeconds();
        while (!IsFree(seconds.ToString(CultureInfo.InvariantCulture)))
        {
            seconds++;
        }

        return seconds.ToString(CultureInfo.InvariantCulture);
    }

    private string Counted(string newest)
    {
        string version = newest;
        do
        {
            version = Increment(version);
        }
        while (!IsFree(version));

        return version;
    }

    private bool IsFree(string version) => !_taken.Contains(MigrationVersion.Parse(version));

    // Digit by digit: a version may have more digits than any number type. The width stays where it can.
    private static string Increment(string version)
    {
        StringBuilder digits = new(version);
        int at = digits.Length - 1;
        while (at >= 0 && digits[at] == '9')
        {
            digits[at--] = '0';
        }

        if (at >= 0 && char.IsAsciiDigit(digits[at]))
        {
            digits[at]++;
            return digits.ToString();
        }

        return digits.Insert(at + 1, '1').ToString();
    }
}
