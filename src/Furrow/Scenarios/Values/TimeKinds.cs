using System.Collections.Immutable;
using Furrow.Configuration;
using Furrow.Data.Cells;
using Furrow.Generation.Distributions;
using Furrow.Generation.Generators;

namespace Furrow.Scenarios.Values;

/// <summary>Moments by the habits of people: days of the week and hours of the day by weight.</summary>
internal static class TimeKinds
{
    private const int DaysPerWeek = 7;
    private const int HoursPerDay = 24;
    private const long MicrosecondsPerMinute = 60_000_000;

    private static readonly string[] Weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<ValueKind> All =
    [
        new("moments", ["days", "hours", "step"], "moments from one day to another, by weekday and hour",
            "{ moments: ['${as_of - 30}', '${as_of}'], days: { sat: 3, sun: 3 }, hours: { 18..21: 4 } }", Moments),
    ];

    /// <summary>The step of times, in microseconds; a minute where none is given.</summary>
    public static long Step(ValueMap map) =>
        map.Option("step", CellKind.Interval) is IntervalValue step && step is { Months: 0, Days: 0, Microseconds: > 0 }
            ? step.Microseconds
            : MicrosecondsPerMinute;

    private static SampledGenerator<long>? Moments(ValueMap map)
    {
        if (map.Range(map.Value, "moments", CellKind.Date) is not { } range
            || Weights(map, "days", DaysPerWeek, Weekday) is not { } days
            || Weights(map, "hours", HoursPerDay, Hour) is not { } hours)
        {
            return null;
        }

        try
        {
            TimePattern pattern = new(new TimePatternOptions
            {
                FirstDay = (int)range.Min,
                LastDay = (int)range.Max,
                WeekdayWeights = [.. days.Select(weight => (int)weight)],
                HourWeights = hours,
                StepMicroseconds = Step(map),
            });
            return new SampledGenerator<long>(
                new CellType(CellKind.Timestamp), map.Request.Key, Sampler.OfLong(pattern));
        }
        catch (ArgumentException e)
        {
            map.Scope.Report(map.Value, $"moments: {e.Message.Split(" (Parameter", 2)[0].TrimEnd('.')}");
            return null;
        }
    }

    // Where some are named, those that are not have the weight 1 for days and 0 for hours.
    private static decimal[]? Weights(
        ValueMap map, string option, int count, Func<string, (int First, int Last)?> place)
    {
        decimal[] weights = new decimal[count];
        Array.Fill(weights, option == "days" || !map.Options.ContainsKey(option) ? 1 : 0);
        if (!map.Options.TryGetValue(option, out ConfigNode? node))
        {
            return weights;
        }

        foreach (ConfigEntry entry in map.Scope.Entries(node, option))
        {
            if (place(entry.Key) is not { } at)
            {
                map.Scope.Report(entry, $"'{entry.Key}' is no part of {option}", option == "days"
                    ? $"expected one of {string.Join(", ", Weekdays)}" : "expected an hour such as 18, or 18..21");
                return null;
            }

            if (map.Evaluate(entry.Value, entry.Key, CellKind.Decimal) is not decimal weight || weight < 0)
            {
                return null;
            }

            Array.Fill(weights, weight, at.First, at.Last - at.First + 1);
        }

        return weights;
    }

    private static (int First, int Last)? Weekday(string text)
    {
        int day = Array.IndexOf(Weekdays, text);
        return day < 0 ? null : (day, day);
    }

    private static (int First, int Last)? Hour(string text)
    {
        string[] parts = text.Split("..");
        bool isRead = int.TryParse(parts[0], out int first) & int.TryParse(parts[^1], out int last);
        return isRead && parts.Length <= 2 && first >= 0 && last < HoursPerDay && first <= last ? (first, last) : null;
    }
}
