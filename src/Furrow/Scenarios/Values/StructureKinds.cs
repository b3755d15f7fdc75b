using System.Collections.Immutable;
using System.Globalization;
using Furrow.Configuration;
using Furrow.Data.Cells;
using Furrow.Generation;
using Furrow.Generation.Generators;
using Furrow.Generation.Programs;

namespace Furrow.Scenarios.Values;

/// <summary>Identifiers, bytes, and values made of values.</summary>
internal static class StructureKinds
{
    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<ValueKind> All =
    [
        new("uuid", ["time"], "a UUID of version 4, or of version 7 with a moment of the row", "{ uuid: v4 }", Uuid),
        new("bytes", [], "bytes, so many, or from so many to so many", "{ bytes: 32 }",
            map => TextKinds.Length(map) is { } length
                ? new BinaryGenerator(map.Request.Key, length.Min, length.Max)
                : null),
        new("json", [], "JSON of values by name, or a list of them", "{ json: { theme: { choose: [dark, light] } } }",
            Json),
        new("hstore", [], "PostgreSQL's hstore of values by name", "{ hstore: { theme: { choose: [dark, light] } } }",
            Hstore),
        new("composite", [], "a value of a composite type: its fields in order",
            "{ composite: [{ words: 1 }, { uniform: 1..9 }] }", Composite),
        new("bits", [], "binary digits, so many, or from so many to so many", "{ bits: 8 }",
            map => TextKinds.Token(map, Alphabet.Bits)),
        new("array", ["length"], "a list of values of one kind, so many, or from so many to so many",
            "{ array: { choose: [mat, ball] }, length: 0..3 }", Array),
        new("network", ["within"], "a network address: ipv4, ipv6, mac or cidr", "{ network: ipv4 }", Network),
    ];

    /// <summary>
    /// A value within a value: a slot of its own, so that it may read whatever a value may. JSON within JSON stays what
    /// it is, and so does what stands in a list, whose items are no rows. Null after a problem was reported.
    /// </summary>
    public static CellGenerator? Part(ValueMap map, string name, ConfigNode node, CellType? expected = null)
    {
        string full = $"{map.Request.Name}.{name}";
        ValueRequest request = map.Request with
        {
            Name = full,
            Expected = expected,
            Column = null,
            Key = map.Request.Key.Fold(name),
        };
        CellGenerator? bound = ValueBinder.Bind(request, node);
        return bound is null or JsonGenerator || request.IsItem ? bound
            : new SlotCells(map.Request.Table.Program.Add(full, bound), bound.Type);
    }

    private static UuidGenerator? Uuid(ValueMap map)
    {
        string? version = map.Text()?.Value;
        if (version is not ("v4" or "v7"))
        {
            map.Scope.Report(map.Value, $"uuid is '{version}'", "expected v4 or v7");
            return null;
        }

        if (version == "v4")
        {
            return new UuidGenerator(map.Request.Key);
        }

        if (map.Word("time") is not { } name)
        {
            map.Scope.Report(map.Value, "uuid v7 needs `time`: a column or value of the row that is a moment");
            return null;
        }

        if (map.Request.Table.SlotOf(name) is { } slot
            && map.Request.Table.Program.Slots[slot].Generator.Type.Kind == CellKind.Timestamp)
        {
            return new UuidGenerator(map.Request.Key, slot);
        }

        map.Scope.Report(map.Options["time"], $"'{name}' is no moment of {map.Request.Table.Table.Name.Name}");
        return null;
    }

    private static JsonGenerator? Json(ValueMap map)
    {
        switch (map.Value)
        {
            case ConfigMap { Entries: var entries }:
                (string Name, CellGenerator? Cells)[] members =
                    [.. entries.Select(entry => (entry.Key, Part(map, entry.Key, entry.Value)))];
                return System.Array.Exists(members, member => member.Cells is null)
                    ? null
                    : JsonGenerator.OfObject([.. members.Select(member => (member.Name, member.Cells!))]);
            case ConfigList { Items: var items }:
                CellGenerator?[] parts =
                [
                    .. items.Select((item, place) =>
                        Part(map, place.ToString(CultureInfo.InvariantCulture), item)),
                ];
                return System.Array.Exists(parts, part => part is null) ? null : JsonGenerator.OfArray(parts!);
            default:
                return Part(map, "value", map.Value) is { } value ? JsonGenerator.OfValue(value) : null;
        }
    }

    private static LiteralGenerator? Hstore(ValueMap map)
    {
        if (map.Value is not ConfigMap { Entries: var entries })
        {
            map.Scope.Report(map.Value, "hstore needs values by name", "{ hstore: { theme: dark } }");
            return null;
        }

        (string Name, CellGenerator? Cells)[] pairs =
            [.. entries.Select(entry => (entry.Key, Single(map, entry.Key, entry.Value)))];
        return System.Array.Exists(pairs, pair => pair.Cells is null)
            ? null
            : LiteralGenerator.OfPairs([.. pairs.Select(pair => (pair.Name, pair.Cells!))]);
    }

    private static LiteralGenerator? Composite(ValueMap map)
    {
        if (map.Value is not ConfigList { Items: var items })
        {
            map.Scope.Report(map.Value, "composite needs a list: a value for each field", "{ composite: [a, 1] }");
            return null;
        }

        CellGenerator?[] fields =
        [
            .. items.Select((item, place) => Single(map, place.ToString(CultureInfo.InvariantCulture), item)),
        ];
        return System.Array.Exists(fields, field => field is null) ? null : LiteralGenerator.OfRow(fields!);
    }

    private static CellGenerator? Single(ValueMap map, string name, ConfigNode node)
    {
        CellGenerator? part = Part(map, name, node);
        if (part?.Type.Kind != CellKind.List)
        {
            return part;
        }

        map.Scope.Report(node, $"{map.Kind} takes no lists", "write the list as text");
        return null;
    }

    private static ArrayGenerator? Array(ValueMap map)
    {
        if (!map.Options.TryGetValue("length", out ConfigNode? length))
        {
            map.Scope.Report(map.Value, "array needs `length`", "length: 0..3");
            return null;
        }

        if (map.Range(length, "length", CellKind.Integer) is not { } range)
        {
            return null;
        }

        ValueRequest request = map.Request with
        {
            Expected = map.Request.Expected?.Item,
            Column = null,
            IsItem = true,
            ItemType = map.Request.Column?.Type.Element,
            Key = map.Request.Key.Fold("item"),
        };
        if (ValueBinder.Bind(request, map.Value) is not { } item)
        {
            return null;
        }

        if (item.Reads.Count > 0 || item.Dependencies.Count > 0)
        {
            map.Scope.Report(map.Value, "an item of an array cannot read the row's values");
            return null;
        }

        return new ArrayGenerator(
            map.Request.Key, item, (int)(long)range.Min, (int)(long)range.Max);
    }

    private static NetworkGenerator? Network(ValueMap map)
    {
        NetworkOptions? options = map.Text()?.Value switch
        {
            "ipv4" => new NetworkOptions { Kind = NetworkKind.Address },
            "ipv6" => new NetworkOptions { Kind = NetworkKind.Address, Network = "2001:db8::/32" },
            "mac" => new NetworkOptions { Kind = NetworkKind.Mac },
            "cidr" => new NetworkOptions { Kind = NetworkKind.Cidr },
            _ => null,
        };
        if (options is null)
        {
            map.Scope.Report(map.Value, "network must be ipv4, ipv6, mac or cidr");
            return null;
        }

        try
        {
            return new NetworkGenerator(map.Request.Key, map.Word("within") is { } network
                ? options with { Network = network }
                : options);
        }
        catch (ArgumentException e)
        {
            map.Scope.Report(map.Value, $"network: {e.Message.Split(" (Parameter", 2)[0].TrimEnd('.')}");
            return null;
        }
    }
}
