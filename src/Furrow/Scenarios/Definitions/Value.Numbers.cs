namespace Furrow.Scenarios;

/// <content>Numbers, days and moments.</content>
public sealed partial class Value
{
    /// <summary>Numbers, days or moments between two bounds, all alike.</summary>
    /// <param name="min">The least.</param>
    /// <param name="max">The greatest.</param>
    /// <param name="step">What lies between two possible values; an interval for times.</param>
    /// <param name="scale">Digits behind the point; those of the column, else 2.</param>
    public static Value Uniform(Value min, Value max, Value? step = null, Value? scale = null) =>
        Kind("uniform", List(min, max), ("step", step), ("scale", scale));

    /// <summary>The normal distribution about a mean; deviation 1 by default.</summary>
    public static Value Normal(
        Value mean, Value? deviation = null, Value? min = null, Value? max = null, Value? scale = null) =>
        Kind("normal", mean, ("deviation", deviation), ("min", min), ("max", max), ("scale", scale));

    /// <summary>Values whose logarithm is normal; mean and deviation are the logarithm's.</summary>
    public static Value LogNormal(
        Value mean, Value? deviation = null, Value? min = null, Value? max = null, Value? scale = null) =>
        Kind("log_normal", mean, ("deviation", deviation), ("min", min), ("max", max), ("scale", scale));

    /// <summary>Waiting times with a mean.</summary>
    public static Value Exponential(Value mean, Value? min = null, Value? max = null, Value? scale = null) =>
        Kind("exponential", mean, ("min", min), ("max", max), ("scale", scale));

    /// <summary>How often something happens, with a mean.</summary>
    public static Value Poisson(Value mean, Value? min = null, Value? max = null) =>
        Kind("poisson", mean, ("min", min), ("max", max));

    /// <summary>Ranks from 1 to a count, of which the first are taken most; exponent 1 by default.</summary>
    public static Value Zipf(Value count, Value? exponent = null) => Kind("zipf", count, ("exponent", exponent));

    /// <summary>Values by buckets.</summary>
    /// <param name="buckets">From, to, weight.</param>
    public static Value Histogram(params (Value From, Value To, Value Weight)[] buckets) => Kind(
        "histogram", List([.. buckets.Select(bucket => List(bucket.From, bucket.To, bucket.Weight))]));

    /// <summary>A start, and so much more with each row; 1 by default.</summary>
    public static Value Sequence(Value start, Value? step = null) => Kind("sequence", start, ("step", step));

    /// <summary>Moments from one day to another, by weekday and hour.</summary>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    /// <param name="days">Weights of <c>mon</c> to <c>sun</c>; 1 where not said.</param>
    /// <param name="hours">Weights of hours such as <c>18</c> or <c>18..21</c>; 0 where not said.</param>
    /// <param name="step">What lies between two moments, an interval; a minute by default.</param>
    public static Value Moments(
        Value from,
        Value to,
        IEnumerable<(string Name, Value Weight)>? days = null,
        IEnumerable<(string Name, Value Weight)>? hours = null,
        Value? step = null) => Kind(
        "moments",
        List(from, to),
        ("days", days is null ? null : Map([.. days])),
        ("hours", hours is null ? null : Map([.. hours])),
        ("step", step));
}
