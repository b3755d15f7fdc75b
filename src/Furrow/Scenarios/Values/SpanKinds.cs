using System.Collections.Immutable;
using Furrow.Configuration;
using Furrow.Data.Cells;
using Furrow.Generation;
using Furrow.Generation.Distributions;
using Furrow.Generation.Generators;
using Furrow.Generation.Keys;
using Furrow.Schema;

namespace Furrow.Scenarios.Values;

/// <summary>Spans of time, and ranges of numbers and times.</summary>
internal static class SpanKinds
{
    private const int ScaleDefault = 2;

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<ValueKind> All =
    [
        new("interval", ["step"], "spans of time between two others",
            "{ interval: ['${minutes(30)}', '${hours(2)}'], step: '${minutes(15)}' }", Interval),
        new("range", ["length", "step", "scale"], "a range that begins at a value; the upper bound is out of it",
            "{ range: { uniform: 1..100 }, length: 1..10 }", Range),
    ];

    private static IntervalGenerator? Interval(ValueMap map)
    {
        if (Pair(map, map.Value, "interval") is not var (min, max))
        {
            return null;
        }

        if (max.Months >= min.Months && max.Days >= min.Days && max.Microseconds >= min.Microseconds)
        {
            return new IntervalGenerator(map.Request.Key, min, max, TimeKinds.Step(map));
        }

        map.Scope.Report(
            map.Value, "an interval's months, days and time go up each by itself, and here one of them goes down",
            "write both ends in the same units: ${hours(1)} and ${hours(72)}");
        return null;
    }

    private static CellGenerator? Range(ValueMap map)
    {
        if (!map.Options.TryGetValue("length", out ConfigNode? length))
        {
            map.Scope.Report(map.Value, "range needs `length`", "length: 1..10");
            return null;
        }

        string? type = (map.Request.Column?.Type ?? map.Request.ItemType) is { Kind: TypeKind.Range } range
            ? range.Name.Name : null;
        if (StructureKinds.Part(map, "from", map.Value, BoundOf(type)) is not { } lower)
        {
            return null;
        }

        if (lower.Type.Kind is not (CellKind.Integer or CellKind.Decimal or CellKind.Date or CellKind.Timestamp))
        {
            map.Scope.Report(map.Value, "a range begins at a number, a day or a moment");
            return null;
        }

        if (Lengths(map, length, lower.Type.Kind) is not { } lengths)
        {
            return null;
        }

        bool isUtc = type?.StartsWith("tstz", StringComparison.Ordinal) == true;
        bool isMany = type?.EndsWith("multirange", StringComparison.Ordinal) == true;
        return BoundOf(type) is not null && !isMany && !map.Request.IsItem
            ? new RangeBoundsGenerator(lower, lengths)
            : new RangeGenerator(lower, lengths, isUtc, isMany);
    }

    private static CellGenerator? Lengths(ValueMap map, ConfigNode node, CellKind kind)
    {
        CellKey key = map.Request.Key.Fold("length");
        switch (kind)
        {
            case CellKind.Timestamp:
                if (Pair(map, node, "length") is not var (min, max))
                {
                    return null;
                }

                if (min is { Months: 0, Days: 0, Microseconds: >= 0 } && max is { Months: 0, Days: 0 }
                    && min.Microseconds <= max.Microseconds)
                {
                    return new SampledGenerator<long>(
                        new CellType(CellKind.Integer), key, Sampler.OfLong(
                            new UniformSteps(min.Microseconds, max.Microseconds, TimeKinds.Step(map))));
                }

                map.Scope.Report(node, "the length of a range of moments is a time, as ${hours(1)}, the least first");
                return null;
            case CellKind.Decimal:
                return map.Range(node, "length", kind) is { } sizes
                    ? new SampledGenerator<decimal>(new CellType(kind), key, Sampler.OfDecimal(new UniformDecimal(
                        (decimal)sizes.Min, (decimal)sizes.Max, (int)(map.Whole("scale") ?? ScaleDefault))))
                    : null;
            default:
                return map.Range(node, "length", CellKind.Integer) is { } counts
                    ? new SampledGenerator<long>(new CellType(CellKind.Integer), key, Sampler.OfLong(
                        new UniformSteps((long)counts.Min, (long)counts.Max)))
                    : null;
        }
    }

    private static (IntervalValue Min, IntervalValue Max)? Pair(ValueMap map, ConfigNode node, string name)
    {
        (ConfigNode? first, ConfigNode? second) = node switch
        {
            ConfigList { Items: [var min, var max] } => (min, max),
            ConfigScalar => (node, node),
            _ => ((ConfigNode?)null, (ConfigNode?)null),
        };
        if (first is null || second is null)
        {
            map.Scope.Report(
                node, $"{name} needs a least and a greatest span of time", "['${minutes(30)}', '${hours(2)}']");
            return null;
        }

        return map.Evaluate(first, name, CellKind.Interval) is IntervalValue least
            && map.Evaluate(second, name, CellKind.Interval) is IntervalValue greatest
            ? (least, greatest)
            : null;
    }

    // What a built-in range is of; null for those that users made, which take text.
    private static CellType? BoundOf(string? range) => range switch
    {
        "int4range" or "int8range" or "int4multirange" or "int8multirange" => new CellType(CellKind.Integer),
        "numrange" or "nummultirange" => new CellType(CellKind.Decimal),
        "daterange" or "datemultirange" => new CellType(CellKind.Date),
        "tsrange" or "tstzrange" or "tsmultirange" or "tstzmultirange" => new CellType(CellKind.Timestamp),
        _ => null,
    };
}
