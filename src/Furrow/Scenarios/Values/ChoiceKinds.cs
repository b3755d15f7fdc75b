using System.Collections.Immutable;
using Furrow.Configuration;
using Furrow.Data.Cells;
using Furrow.Generation.Distributions;
using Furrow.Generation.Expressions;
using Furrow.Generation.Generators;

namespace Furrow.Scenarios.Values;

/// <summary>One of several values.</summary>
internal static class ChoiceKinds
{
    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<ValueKind> All =
    [
        new(
            "choose", [], "one of several values, by weight or all alike",
            "{ choose: { confirmed: 88, cancelled: 12 } }", Choose),
        new("chance", [], "true with a probability from 0 to 1", "{ chance: 0.3 }", Chance),
    ];

    private static ChanceGenerator? Chance(ValueMap map)
    {
        object? probability = map.Evaluate(map.Value, "chance", CellKind.Float);
        if (probability is double and (< 0 or > 1))
        {
            map.Scope.Report(map.Value, "chance must be from 0 to 1");
            return null;
        }

        return probability is double p ? new ChanceGenerator(map.Request.Key, p) : null;
    }

    private static ChoiceGenerator? Choose(ValueMap map)
    {
        List<(ConfigScalar Value, decimal Weight)>? choices = map.Value switch
        {
            ConfigList list => Alike(map, list),
            ConfigMap weighted => ByWeight(map, weighted),
            ConfigScalar { Text: ValueMap.Allowed } => AllAllowed(map),
            _ => null,
        };
        if (choices is not { Count: > 0 } || choices.TrueForAll(choice => choice.Weight == 0))
        {
            if (choices is not null || map.Value is ConfigScalar { Text: not ValueMap.Allowed })
            {
                map.Scope.Report(
                    map.Value, "choose needs values, one of them with a weight above 0", "{ choose: [a, b] }");
            }

            return null;
        }

        CellKind kind = map.Request.Expected?.Kind ?? CommonKind(choices);
        List<Scalar> values = [];
        foreach ((ConfigScalar value, _) in choices)
        {
            if (value.Text is null)
            {
                values.Add(new Scalar(kind, null));
            }
            else if (Evaluate(map, value, kind) is { } scalar)
            {
                values.Add(new Scalar(kind, scalar));
            }
        }

        return values.Count < choices.Count
            ? null
            : new ChoiceGenerator(
                map.Request.Key,
                new CellType(kind, values.Exists(value => value.Value is null)),
                new AliasTable([.. choices.Select(choice => choice.Weight)]),
                Scalar.ToVector(kind, values));
    }

    // The list of a check, else the labels of an enum.
    private static List<(ConfigScalar, decimal)>? AllAllowed(ValueMap map)
    {
        ImmutableArray<string> labels = map.Request.Column?.Type.Labels ?? [];
        ImmutableArray<string> values = map.Limits?.Values ?? labels;
        if (values.IsEmpty)
        {
            map.Scope.Report(map.Value, $"no check lists the values of {map.Request.Name}", "{ choose: [a, b] }");
            return null;
        }

        return [.. values.Select(value => (new ConfigScalar(value, map.Value.Line, map.Value.Column), 1m))];
    }

    // Labels of an enum are checked where the column is known.
    private static object? Evaluate(ValueMap map, ConfigScalar value, CellKind kind) =>
        ValueBinder.Expression(
            map.Request with
            {
                Expected = new CellType(kind),
                Scope = new Planning.ArgumentScope(map.Request.Table.Scenario),
            },
            value)?.Evaluate(Planning.ScenarioBinder.ValueOf).Value;

    private static List<(ConfigScalar, decimal)> Alike(ValueMap map, ConfigList list)
    {
        List<(ConfigScalar, decimal)> choices = [];
        foreach (ConfigNode item in list.Items)
        {
            if (item is ConfigScalar scalar)
            {
                choices.Add((scalar, 1));
            }
            else
            {
                map.Scope.Report(item, $"a choice must be a value; found {item.Kind}");
            }
        }

        return choices;
    }

    private static List<(ConfigScalar, decimal)>? ByWeight(ValueMap map, ConfigMap weighted)
    {
        List<(ConfigScalar, decimal)> choices = [];
        foreach (ConfigEntry entry in weighted.Entries)
        {
            if (map.Evaluate(entry.Value, $"the weight of {entry.Key}", CellKind.Decimal) is not decimal weight)
            {
                return null;
            }

            if (weight < 0)
            {
                map.Scope.Report(entry.Value, $"the weight of {entry.Key} is below 0");
                return null;
            }

            string? text = entry.Key is "null" or "~" ? null : entry.Key;
            choices.Add((new ConfigScalar(text, entry.Line, entry.Column), weight));
        }

        return choices;
    }

    private static CellKind CommonKind(List<(ConfigScalar Value, decimal Weight)> choices)
    {
        CellKind[] kinds =
        [
            .. choices.Where(choice => choice.Value.Text is not null)
                .Select(choice => choice.Value.IsQuoted ? CellKind.Text : ParameterText.KindOf(choice.Value.Text!))
                .Distinct(),
        ];
        return kinds.Length == 1 ? kinds[0]
            : kinds.All(kind => kind is CellKind.Integer or CellKind.Decimal) ? CellKind.Decimal
            : CellKind.Text;
    }
}
