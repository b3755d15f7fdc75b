using System.Globalization;

namespace Furrow.Scenarios;

/// <summary>One of the parts that a run is written in.</summary>
/// <param name="Number">Which, from 1.</param>
/// <param name="Count">How many there are, 1 to 1,000.</param>
public sealed record ShardNumber(int Number, int Count)
{
    /// <summary>The most parts of a run.</summary>
    public const int CountMax = 1000;

    /// <summary>What a text has to be.</summary>
    public const string Expected = "I/N, such as 2/4: a part from 1 to N, of at most 1000";

    /// <summary>Reads <c>2/4</c>; null where it is none.</summary>
    public static ShardNumber? Read(string text) => text.Split('/') is [var number, var count]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int one)
        && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int all)
        && all is >= 1 and <= CountMax && one >= 1 && one <= all
            ? new ShardNumber(one, all)
            : null;

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");
}
