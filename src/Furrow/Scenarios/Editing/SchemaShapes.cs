using System.Text.Json.Nodes;

namespace Furrow.Scenarios.Editing;

/// <summary>Shapes that values of a scenario's file can have, as JSON Schema.</summary>
internal static class SchemaShapes
{
    private const string Expression = @"\$\{";

    /// <summary>Text.</summary>
    public static JsonObject Text() => new() { ["type"] = "string" };

    /// <summary>A constant or an expression.</summary>
    public static JsonObject Scalar() => new() { ["type"] = new JsonArray("string", "number", "boolean", "null") };

    /// <summary>A number, written as one or in quotes, or an expression.</summary>
    public static JsonObject Number() =>
        Either(new JsonObject { ["type"] = "number" }, Pattern(@"^[+-]?[0-9]*\.?[0-9]+$"));

    /// <summary>A whole number or an expression.</summary>
    public static JsonObject Whole() => Either(new JsonObject { ["type"] = "integer" }, Pattern("^[+-]?[0-9]+$"));

    /// <summary>A number from 0 to 1 or an expression.</summary>
    public static JsonObject Rate() => Either(
        new JsonObject { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 1 }, Pattern(@"^(0|1|0?\.[0-9]+)$"));

    /// <summary>True or false or an expression.</summary>
    public static JsonObject Truth() =>
        Either(new JsonObject { ["type"] = "boolean" }, Pattern("^(true|false|yes|no|on|off)$"));

    /// <summary>One of some words or an expression.</summary>
    public static JsonObject OneOf(params string[] words) =>
        Either(new JsonObject { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) });

    /// <summary>A least and a greatest value, or one for both.</summary>
    public static JsonObject Range() => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = new JsonArray("string", "number") },
            List(Scalar(), 2, 2)),
    };

    /// <summary>So many, or from so many to so many.</summary>
    public static JsonObject Lengths() => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "integer", ["minimum"] = 0 },
            Pattern(@"^[0-9]+(\.\.[0-9]+)?$"),
            Pattern(Expression),
            List(Whole(), 2, 2)),
    };

    /// <summary>Weights by name.</summary>
    /// <param name="names">A pattern of the names; null for any.</param>
    public static JsonObject Weights(string? names = null)
    {
        JsonObject weights = new() { ["type"] = "object", ["minProperties"] = 1, ["additionalProperties"] = Number() };
        if (names is not null)
        {
            weights["propertyNames"] = new JsonObject { ["pattern"] = names };
        }

        return weights;
    }

    /// <summary>One pair of names.</summary>
    public static JsonObject Pair(JsonObject value) => new()
    {
        ["type"] = "object", ["minProperties"] = 1, ["maxProperties"] = 1, ["additionalProperties"] = value,
    };

    /// <summary>A list.</summary>
    public static JsonObject List(JsonObject item, int min, int? max = null)
    {
        JsonObject list = new() { ["type"] = "array", ["items"] = item, ["minItems"] = min };
        if (max is { } most)
        {
            list["maxItems"] = most;
        }

        return list;
    }

    /// <summary>Whatever a column or value may be.</summary>
    public static JsonObject Cell() => new() { ["$ref"] = "#/definitions/value" };

    /// <summary>Any of some shapes.</summary>
    public static JsonObject Any(params JsonObject[] shapes) => new() { ["anyOf"] = new JsonArray([.. shapes]) };

    /// <summary>A map of known keys.</summary>
    /// <param name="properties">The keys with their shapes.</param>
    /// <param name="required">Those that have to be there.</param>
    public static JsonObject Map(JsonObject properties, params string[] required)
    {
        JsonObject map = new() { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (required.Length > 0)
        {
            map["required"] = new JsonArray([.. required.Select(key => (JsonNode)key)]);
        }

        return map;
    }

    /// <summary>A shape with its description.</summary>
    public static JsonObject Described(JsonObject shape, string description)
    {
        // What stands beside a reference is not looked at before draft 2019-09.
        JsonObject described = shape.ContainsKey("$ref")
            ? new JsonObject { ["allOf"] = new JsonArray(shape) }
            : shape;
        described["description"] = description;
        return described;
    }

    /// <summary>Text that a pattern fits.</summary>
    public static JsonObject Pattern(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };

    private static JsonObject Either(params JsonObject[] shapes) => Any([.. shapes, Pattern(Expression)]);
}
