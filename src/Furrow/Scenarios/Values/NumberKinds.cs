using System.Collections.Immutable;
using System.Globalization;
using Furrow.Configuration;
using Furrow.Data.Cells;
using Furrow.Generation;
using Furrow.Generation.Distributions;
using Furrow.Generation.Generators;

namespace Furrow.Scenarios.Values;

/// <summary>Numbers of distributions: whole, decimal or floating as their column is, whole without one.</summary>
internal static class NumberKinds
{
    private const int ScaleDefault = 2;

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<ValueKind> All =
    [
        new("uniform", ["step", "scale"], "numbers, days or moments between two bounds, all alike",
            "{ uniform: [1, 5] }", Uniform),
        new("normal", ["deviation", "min", "max", "scale"], "the normal distribution about a mean",
            "{ normal: 40, deviation: 12, min: 18 }", map => Real(
                map, (mean, min, max) => Of(map, new Normal(mean, map.Float("deviation") ?? 1, min, max)))),
        new("log_normal", ["deviation", "min", "max", "scale"], "values whose logarithm is normal; mean and deviation "
            + "are the logarithm's", "{ log_normal: 3, deviation: 0.5 }", map => Real(
                map, (mean, min, max) => Of(
                    map, new LogNormal(mean, map.Float("deviation") ?? 1, Math.Max(0, min), max)))),
        new("exponential", ["min", "max", "scale"], "waiting times with a mean", "{ exponential: 8 }", map => Real(
            map, (mean, min, max) => Of(map, new Exponential(mean, Math.Max(0, min), max)))),
        new("poisson", ["min", "max"], "how often something happens, with a mean", "{ poisson: 3, max: 8 }",
            map => Counted(map, (mean, min, max) => Of(map, new Poisson(mean, min, max)))),
        new("zipf", ["exponent"], "ranks from 1 on, of which the first are taken most", "{ zipf: 1000, exponent: 1.1 }",
            Zipf),
        new("histogram", ["scale"], "values by buckets: from, to, weight", "{ histogram: [[0, 10, 5], [10, 50, 1]] }",
            Histogram),
        new("sequence", ["step"], "a start, and so much more with each row", "{ sequence: 100, step: 10 }", Sequence),
    ];

    private static CellGenerator? Uniform(ValueMap map)
    {
        CellKind kind = map.Request.Expected?.Kind ?? KindOf(map.Value);
        return kind switch
        {
            CellKind.Integer when map.Bounds(kind) is { } range => Sampled(
                map, kind, Sampler.OfLong(new UniformSteps((long)range.Min, (long)range.Max, map.Whole("step") ?? 1))),
            CellKind.Decimal when map.Bounds(kind) is { } range => Sampled(
                map, kind,
                Sampler.OfDecimal(new UniformDecimal((decimal)range.Min, (decimal)range.Max, Scale(map)))),
            CellKind.Float when map.Bounds(kind) is { } range => Sampled(
                map, kind, Sampler.OfDouble(new UniformFloat((double)range.Min, (double)range.Max))),
            CellKind.Date when map.Bounds(kind) is { } range => Sampled(
                map, kind, Sampler.OfDate(new UniformSteps((int)range.Min, (int)range.Max, map.Whole("step") ?? 1))),
            CellKind.Time or CellKind.Timestamp when map.Bounds(kind) is { } range => Sampled(
                map, kind,
                Sampler.OfLong(new UniformSteps((long)range.Min, (long)range.Max, TimeKinds.Step(map)))),
            CellKind.Text or CellKind.Boolean or CellKind.Bytes or CellKind.Uuid or CellKind.Interval
                or CellKind.List => Unfit(map),
            _ => null,
        };
    }

    private static CellGenerator? Unfit(ValueMap map)
    {
        map.Scope.Report(
            map.Value, $"uniform yields numbers, days or moments, and {map.Request.Name} takes none of them");
        return null;
    }

    private static CellGenerator? Real(ValueMap map, Func<double, double, double, CellGenerator> make) =>
        map.Evaluate(map.Value, map.Kind, CellKind.Float) is double mean
            && Ends(map, map.Float("min"), map.Float("max"), Convert.ToDouble) is var (min, max)
            ? Guarded(map, () => make(mean, min ?? double.NegativeInfinity, max ?? double.PositiveInfinity))
            : null;

    private static CellGenerator? Counted(ValueMap map, Func<double, long, long, CellGenerator> make) =>
        map.Evaluate(map.Value, map.Kind, CellKind.Float) is double mean
            && Ends(map, map.Whole("min"), map.Whole("max"), WholeOf) is var (min, max)
            ? Guarded(map, () => make(mean, min ?? 0, max ?? long.MaxValue))
            : null;

    // An end that is not given is that of the column's checks, unless the given one lies beyond it.
    private static (T? Min, T? Max) Ends<T>(ValueMap map, T? min, T? max, Func<object, IFormatProvider, T> read)
        where T : struct, IComparable<T>
    {
        T? least = min ?? (IsNumber(map) && map.Limits?.Min is { } from
            ? read(from, CultureInfo.InvariantCulture) : null);
        T? greatest = max ?? (IsNumber(map) && map.Limits?.Max is { } to
            ? read(to, CultureInfo.InvariantCulture) : null);
        return least is { } low && greatest is { } high && low.CompareTo(high) > 0
            ? (min, max)
            : (least, greatest);
    }

    private static long WholeOf(object bound, IFormatProvider format) => bound is double or decimal
        ? (long)Math.Clamp(Convert.ToDouble(bound, format), long.MinValue / 2, long.MaxValue / 2)
        : Convert.ToInt64(bound, format);

    private static bool IsNumber(ValueMap map) =>
        map.Request.Expected?.Kind is CellKind.Integer or CellKind.Decimal or CellKind.Float;

    private static CellGenerator? Zipf(ValueMap map) =>
        map.Evaluate(map.Value, map.Kind, CellKind.Integer) is long count
            ? Guarded(map, () => Of(map, new Zipf(count, map.Float("exponent") ?? 1)))
            : null;

    private static CellGenerator? Histogram(ValueMap map)
    {
        if (map.Value is not ConfigList { Items.Length: > 0 } list)
        {
            map.Scope.Report(map.Value, "histogram needs buckets", "[[from, to, weight], …]");
            return null;
        }

        List<HistogramBucket> buckets = [];
        foreach (ConfigNode item in list.Items)
        {
            if (item is not ConfigList { Items: [var from, var to, var weight] })
            {
                map.Scope.Report(item, "a bucket is [from, to, weight]");
                return null;
            }

            if (map.Evaluate(from, "from", CellKind.Float) is not double min
                || map.Evaluate(to, "to", CellKind.Float) is not double max
                || map.Evaluate(weight, "weight", CellKind.Decimal) is not decimal share)
            {
                return null;
            }

            buckets.Add(new HistogramBucket(min, max, share));
        }

        return Guarded(map, () => Of(map, new Histogram([.. buckets])));
    }

    private static SequenceGenerator? Sequence(ValueMap map) =>
        map.Evaluate(map.Value, "sequence", CellKind.Integer) is long start
            ? new SequenceGenerator(start, map.Whole("step") ?? 1)
            : null;

    // What a distribution refuses, it refuses with a reason.
    private static CellGenerator? Guarded(ValueMap map, Func<CellGenerator> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException e)
        {
            string reason = e.Message.ReplaceLineEndings(" ").Split(" (Parameter", 2)[0].TrimEnd('.');
            map.Scope.Report(map.Value, $"{map.Kind}: {reason}");
            return null;
        }
    }

    private static CellGenerator Of<TDraw>(ValueMap map, TDraw draw)
        where TDraw : struct, IDraw<double> => (map.Request.Expected?.Kind ?? CellKind.Float) switch
    {
        CellKind.Integer => Sampled(map, CellKind.Integer, Sampler.Rounded(draw)),
        CellKind.Decimal => Sampled(
            map, CellKind.Decimal, Sampler.Rounded(draw, Scale(map), decimal.MinValue, decimal.MaxValue)),
        _ => Sampled(map, CellKind.Float, Sampler.OfDouble(draw)),
    };

    private static CellGenerator Of(ValueMap map, Poisson draw) => Whole(map, draw);

    private static CellGenerator Of(ValueMap map, Zipf draw) => Whole(map, draw);

    private static CellGenerator Whole<TDraw>(ValueMap map, TDraw draw)
        where TDraw : struct, IDraw<long> => (map.Request.Expected?.Kind ?? CellKind.Integer) switch
    {
        CellKind.Decimal => Sampled(map, CellKind.Decimal, Sampler.Widened(draw)),
        CellKind.Float => Sampled(map, CellKind.Float, Sampler.Floating(draw)),
        _ => Sampled(map, CellKind.Integer, Sampler.OfLong(draw)),
    };

    private static SampledGenerator<T> Sampled<T>(ValueMap map, CellKind kind, Sampler<T> sampler)
        where T : unmanaged => new(new CellType(kind), map.Request.Key, sampler);

    private static int Scale(ValueMap map) =>
        (int)(map.Whole("scale") ?? map.Request.Column?.Type.Scale ?? ScaleDefault);

    private static CellKind KindOf(ConfigNode value)
    {
        IEnumerable<string?> texts = value switch
        {
            ConfigList list => list.Items.Select(item => (item as ConfigScalar)?.Text),
            ConfigScalar { Text: { } text } => text.Split(".."),
            _ => [],
        };
        CellKind[] kinds = [.. texts.Select(text => ParameterText.KindOf(text ?? "")).Distinct()];
        return kinds is [var only] && only is CellKind.Integer or CellKind.Date ? kinds[0] : CellKind.Decimal;
    }
}
