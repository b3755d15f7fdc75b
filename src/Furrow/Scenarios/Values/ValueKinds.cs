using System.Collections.Immutable;
using Furrow.Configuration;
using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Generation;
using Furrow.Generation.Generators;
using Furrow.Schema;

namespace Furrow.Scenarios.Values;

/// <summary>All kinds of values there are, and what every one of them takes.</summary>
internal static class ValueKinds
{
    /// <summary>The option that every kind takes.</summary>
    public const string NullRate = "null_rate";

    /// <summary>The kinds in the order of the documentation.</summary>
    public static readonly ImmutableArray<ValueKind> All =
    [
        .. ReferenceKinds.All, .. ChoiceKinds.All, .. NumberKinds.All, .. TimeKinds.All, .. SpanKinds.All,
        .. TextKinds.All, .. StructureKinds.All,
    ];

    /// <summary>Binds a map.</summary>
    public static CellGenerator? Bind(ValueRequest request, ConfigMap map)
    {
        string[] keys = [.. map.Entries.Select(entry => entry.Key)];
        ValueKind[] kinds = [.. All.Where(kind => keys.Contains(kind.Key, StringComparer.Ordinal))];

        // An option of one kind may be called like another kind: then the first key decides.
        ValueKind? kind = kinds.Length == 1 ? kinds[0]
            : kinds.FirstOrDefault(known => kinds.All(
                other => other == known || known.Options.Contains(other.Key, StringComparer.Ordinal)));
        if (kind is null)
        {
            Report(request, map, kinds);
            return null;
        }

        Dictionary<string, ConfigNode> options = request.Table.Scenario.Scope.Known(
            map, $"{kind.Key}", [kind.Key, .. kind.Options, NullRate]);
        ConfigNode value = map.Entries.First(entry => entry.Key == kind.Key).Value;
        options.Remove(kind.Key);
        ValueMap found = new(request, kind.Key, value, options);
        CellGenerator? bound = kind.Bind(found);
        double? rate = kind == ReferenceKinds.Pick ? null : found.Float(NullRate);
        if (rate is < 0 or > 1)
        {
            found.Scope.Report(options[NullRate], $"{NullRate} must be from 0 to 1");
            return null;
        }

        return bound is null ? null
            : Fit(found, rate > 0 ? new NullableGenerator(request.Key, rate.Value, bound) : bound);
    }

    // What a kind yields is what its column takes, or text of it.
    private static CellGenerator? Fit(ValueMap map, CellGenerator bound)
    {
        if (map.Request.Expected is not { } expected)
        {
            return bound;
        }

        if (bound.Type.IsNullable && !expected.IsNullable)
        {
            map.Scope.Report(map.Value, $"{map.Request.Name} is NOT NULL, and {map.Kind} may be NULL here");
            return null;
        }

        if (bound.Type.Kind == expected.Kind && (expected.Item is null || bound.Type.Item?.Kind == expected.Item.Kind))
        {
            return bound;
        }

        // The two bounds of a range.
        if (bound is { Type.Kind: CellKind.List } && map.Request.Column?.Type.Kind == TypeKind.Range)
        {
            return bound;
        }

        // SQLite has no lists: a column that holds them there is text, and the text is JSON.
        if (bound.Type is { Kind: CellKind.List, IsNullable: false } && expected.Kind == CellKind.Text)
        {
            return JsonGenerator.OfValue(bound);
        }

        if (CellConversion.Find(map.Request, bound, expected) is { } converted)
        {
            return converted;
        }

        map.Scope.Report(
            map.Value,
            $"{map.Kind} yields {Word(bound.Type.Kind)}, and {map.Request.Name} takes {Word(expected.Kind)}");
        return null;
    }

    private static string Word(CellKind kind) => Generation.Expressions.KindText.Of(kind);

    private static void Report(ValueRequest request, ConfigMap map, ValueKind[] kinds)
    {
        string known = string.Join(", ", All.Select(kind => kind.Key));
        string? nearest = map.Entries
            .Select(entry => NearestName.Find(entry.Key, All.Select(kind => kind.Key)))
            .FirstOrDefault(name => name is not null);
        request.Table.Scenario.Scope.Report(
            map,
            kinds.Length == 0
                ? $"{request.Name}: this map does not say what kind of value it is"
                : $"{request.Name}: this map says more than one kind of value: "
                    + string.Join(", ", kinds.Select(kind => kind.Key)),
            nearest is null || kinds.Length > 0 ? $"one of: {known}" : $"did you mean '{nearest}'?");
    }
}
