using System.Collections.Immutable;

namespace Furrow.Configuration;

/// <summary>Reads the <c>sensitive</c> section of furrow.yaml.</summary>
internal static class SensitiveReader
{
    private const string Expected = "null, exclude, keep or { generate: … }";

    public static ImmutableArray<SensitiveColumn> Read(ConfigScope scope, ConfigNode? node)
    {
        var columns = ImmutableArray.CreateBuilder<SensitiveColumn>();
        var seen = new HashSet<(string?, string, string)>();
        foreach (ConfigEntry entry in ConfigSection.EntriesOf(scope, "sensitive", node))
        {
            if (!SensitiveColumn.TryParseName(entry.Key, out (string? Schema, string Table, string Column) name))
                scope.Report(entry, "a key of 'sensitive' must be table.column or schema.table.column");
            else if (!seen.Add(name))
                scope.Report(entry, "'sensitive' already lists this column in another spelling", "keep one of the two");
            else if (ReadTreatment(scope, entry) is { } treatment)
                columns.Add(new(name.Schema, name.Table, name.Column, treatment.Kind, treatment.Generator));
        }

        return columns.ToImmutable();
    }

    private static (SensitiveTreatment Kind, string? Generator)? ReadTreatment(ConfigScope scope, ConfigEntry entry)
    {
        string path = $"sensitive.{entry.Key}";
        switch (entry.Value)
        {
            case ConfigScalar { Text: null }:
                return (SensitiveTreatment.Null, null);
            case ConfigScalar { Text: "exclude" }:
                return (SensitiveTreatment.Exclude, null);
            case ConfigScalar { Text: "keep" }:
                return (SensitiveTreatment.Keep, null);
            case ConfigMap { Entries: [_, ..] } map:
                ConfigSection section = ConfigSection.Open(scope, path, map, "generate");
                if (section.Name("generate") is { } generator) return (SensitiveTreatment.Generate, generator.Value);
                if (map.Entries.Any(e => e.Key == "generate" && e.Value.IsNull)) break;
                return null;
        }

        scope.Report(entry.Value, $"'{path}' must be {Expected}; found {ConfigScope.Found(entry.Value)}");
        return null;
    }
}
