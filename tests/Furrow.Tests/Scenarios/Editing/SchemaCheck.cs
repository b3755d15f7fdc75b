using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Furrow.Tests.Scenarios.Editing;

/// <summary>
/// Checks JSON against a schema of draft 7, as far as furrow's schemas go; a keyword that it does not know fails.
/// </summary>
internal sealed class SchemaCheck(JsonObject root)
{
    private static readonly string[] Silent = ["$schema", "title", "description", "definitions"];

    /// <summary>Whether the schema allows it.</summary>
    public bool Allows(JsonNode? value) => Allows(root, value);

    private bool Allows(JsonObject schema, JsonNode? value) =>
        schema.All(pair => Silent.Contains(pair.Key) || Holds(schema, pair.Key, pair.Value!, value));

    private bool Holds(JsonObject schema, string keyword, JsonNode rule, JsonNode? value) => keyword switch
    {
        "$ref" => Allows(Target(rule.GetValue<string>()), value),
        "type" => Types(rule).Any(type => IsOf(type, value)),
        "enum" => rule.AsArray().Any(item => JsonNode.DeepEquals(item, value)),
        "const" => JsonNode.DeepEquals(rule, value),
        "allOf" => rule.AsArray().All(part => Allows(part!.AsObject(), value)),
        "anyOf" => rule.AsArray().Any(part => Allows(part!.AsObject(), value)),
        "oneOf" => rule.AsArray().Count(part => Allows(part!.AsObject(), value)) == 1,
        "not" => !Allows(rule.AsObject(), value),
        "pattern" => Text(value) is not { } text
            || Regex.IsMatch(text, rule.GetValue<string>(), RegexOptions.None, TimeSpan.FromSeconds(1)),
        "minimum" => Number(value) is not { } number || number >= rule.GetValue<int>(),
        "maximum" => Number(value) is not { } number || number <= rule.GetValue<int>(),
        "items" => value is not JsonArray list || list.All(item => Allows(rule.AsObject(), item)),
        "minItems" => value is not JsonArray list || list.Count >= rule.GetValue<int>(),
        "maxItems" => value is not JsonArray list || list.Count <= rule.GetValue<int>(),
        "minProperties" => value is not JsonObject map || map.Count >= rule.GetValue<int>(),
        "maxProperties" => value is not JsonObject map || map.Count <= rule.GetValue<int>(),
        "required" => value is not JsonObject map
            || rule.AsArray().All(key => map.ContainsKey(key!.GetValue<string>())),
        "properties" => value is not JsonObject map || rule.AsObject().All(
            property => !map.ContainsKey(property.Key) || Allows(property.Value!.AsObject(), map[property.Key])),
        "propertyNames" => value is not JsonObject map || map.All(pair => Allows(rule.AsObject(), pair.Key)),
        "additionalProperties" => value is not JsonObject map || map.All(
            pair => schema["properties"]?[pair.Key] is not null || IsAllowedElse(rule, pair.Value)),
        "dependencies" => value is not JsonObject map || rule.AsObject().All(pair => !map.ContainsKey(pair.Key)
            || pair.Value!.AsArray().All(key => map.ContainsKey(key!.GetValue<string>()))),
        _ => throw new InvalidOperationException($"the keyword {keyword} is not known here"),
    };

    private bool IsAllowedElse(JsonNode rule, JsonNode? value) =>
        rule is JsonObject schema ? Allows(schema, value) : rule.GetValue<bool>();

    private JsonObject Target(string path) => path[2..].Split('/')
        .Aggregate((JsonNode)root, (node, key) => node[key] ?? throw new InvalidOperationException(path)).AsObject();

    private static IEnumerable<string> Types(JsonNode rule) => rule is JsonArray list
        ? list.Select(type => type!.GetValue<string>())
        : [rule.GetValue<string>()];

    private static bool IsOf(string type, JsonNode? value) => type switch
    {
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => Text(value) is not null,
        "number" => Number(value) is not null,
        "integer" => Number(value) is { } number && decimal.IsInteger(number),
        "boolean" => value is JsonValue scalar && scalar.TryGetValue(out bool _),
        "null" => value is null,
        _ => throw new InvalidOperationException($"the type {type} is not known here"),
    };

    private static string? Text(JsonNode? value) =>
        value is JsonValue scalar && scalar.TryGetValue(out string? text) ? text : null;

    private static decimal? Number(JsonNode? value) =>
        value is JsonValue scalar && scalar.TryGetValue(out decimal number) ? number : null;
}
