using System.Globalization;

namespace Furrow.Configuration;

/// <summary>Durations as people write them: <c>500ms</c>, <c>5s</c>, <c>1m30s</c>, <c>2h</c>, <c>90d</c>.</summary>
public static class DurationText
{
    /// <summary>What a duration looks like, for messages.</summary>
    public const string Expected = "a duration such as 500ms, 5s, 1m30s, 2h or 90d";

    private const int TextLengthMax = 64;

    // Largest first: the parts of a text must follow this order, each unit once.
    private static readonly (string Unit, long Milliseconds)[] Units =
        [("w", 604_800_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];

    /// <summary>
    /// Reads whole numbers with a unit each, larger units before smaller ones. Without a unit, with a sign or beyond
    /// what a <see cref="TimeSpan"/> holds it is no duration.
    /// </summary>
    public static bool TryParse(string text, out TimeSpan value)
    {
        value = default;
        if (text.Length is 0 or > TextLengthMax) return false;

        int unitFrom = 0;
        long total = 0;
        for (int at = 0; at < text.Length;)
        {
            int digits = RunLength(text, at, char.IsAsciiDigit);
            int letters = RunLength(text, at + digits, char.IsAsciiLetter);
            string unit = text.Substring(at + digits, letters);
            int index = Array.FindIndex(Units, u => string.Equals(u.Unit, unit, StringComparison.OrdinalIgnoreCase));
            if (digits == 0 || index < unitFrom) return false;
            if (!TryAdd(ref total, text.AsSpan(at, digits), Units[index].Milliseconds)) return false;
            unitFrom = index + 1;
            at += digits + letters;
        }

        value = TimeSpan.FromMilliseconds(total);
        return true;
    }

    /// <summary>Writes a duration as <see cref="TryParse"/> reads it, without parts of a millisecond.</summary>
    public static string Format(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
        long rest = (long)value.TotalMilliseconds;
        if (rest == 0) return "0s";

        var parts = new List<string>();
        foreach ((string unit, long milliseconds) in Units.Where(u => u.Unit != "w"))
        {
            if (rest / milliseconds > 0) parts.Add((rest / milliseconds).ToString(CultureInfo.InvariantCulture) + unit);
            rest %= milliseconds;
        }

        return string.Concat(parts);
    }

    private static bool TryAdd(ref long total, ReadOnlySpan<char> digits, long unitMs)
    {
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long count)) return false;
        long totalMsMax = (long)TimeSpan.MaxValue.TotalMilliseconds - 1;
        if (count > (totalMsMax - total) / unitMs) return false;
        total += count * unitMs;
        return true;
    }

    private static int RunLength(string text, int from, Func<char, bool> belongs)
    {
        int length = 0;
        while (from + length < text.Length && belongs(text[from + length])) length++;
        return length;
    }
}
