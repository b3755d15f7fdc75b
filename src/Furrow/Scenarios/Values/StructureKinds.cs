using System.Collections.Immutable;
using Furrow.Data.Cells;
using Furrow.Generation.Generators;

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
    ];

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
}
