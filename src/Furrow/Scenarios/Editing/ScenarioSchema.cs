using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Furrow.Scenarios.Values;
using static Furrow.Scenarios.Editing.SchemaShapes;

namespace Furrow.Scenarios.Editing;

/// <summary>
/// The JSON Schema (draft 7) of scenarios' files, for editors: made of the kinds of values that there are. It knows
/// shapes; names, and what values mean, are judged when a scenario is read and planned.
/// </summary>
public static class ScenarioSchema
{
    /// <summary>What the file is called that lies beside scenarios.</summary>
    public const string FileName = "scenario.schema.json";

    /// <summary>The line that a scenario begins with, so that editors find the schema.</summary>
    public const string EditorLine = "# yaml-language-server: $schema=" + FileName;

    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema as a file's text.</summary>
    public static string Text => Schema().ToJsonString(Layout) + "\n";

    /// <summary>The schema.</summary>
    internal static JsonObject Schema() => new()
    {
        ["$schema"] = "http://json-schema.org/draft-07/schema#",
        ["title"] = "A scenario of furrow",
        ["type"] = "object",
        ["required"] = new JsonArray("tables"),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["description"] = Described(SchemaShapes.Text(), "what it is for"),
            ["as_of"] = Described(
                Pattern(@"^([0-9]{4}-[0-9]{2}-[0-9]{2}|today|yesterday|monday|month|year)$"),
                $"what times are relative to: {AsOfText.Expected}; today by default"),
            ["random_seed"] = Described(
                new JsonObject { ["type"] = "integer" }, "a whole number, 1 by default: another one, other values"),
            ["parameters"] = Described(Parameters(), "values that the caller may give"),
            ["presets"] = Described(Presets(), "named sets of them"),
            ["tables"] = Described(Tables(), "the tables; at least one"),
        },
        ["definitions"] = new JsonObject { ["value"] = AnyValue(), ["table"] = Table() },
    };

    private static JsonObject Parameters() => new()
    {
        ["type"] = new JsonArray("object", "null"),
        ["propertyNames"] = new JsonObject { ["pattern"] = "^[a-z][a-z0-9_]*$" },
        ["additionalProperties"] = Any(
            new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") },
            Map(
                new JsonObject
                {
                    ["default"] = Described(
                        new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") },
                        "the value where nobody gives one"),
                    ["type"] = Described(
                        new JsonObject { ["enum"] = new JsonArray("integer", "number", "boolean", "text", "date") },
                        "by default that of the default's form"),
                    ["min"] = Described(Bound(), "the least value; of numbers and days"),
                    ["max"] = Described(Bound(), "the greatest value; of numbers and days"),
                    ["choices"] = Described(List(Scalar(), 1), "the only texts allowed"),
                    ["help"] = Described(SchemaShapes.Text(), "what it means, for furrow generate --help"),
                },
                "default")),
    };

    private static JsonObject Bound() => new() { ["type"] = new JsonArray("string", "number") };

    private static JsonObject Presets() => new()
    {
        ["type"] = new JsonArray("object", "null"),
        ["propertyNames"] = new JsonObject { ["not"] = new JsonObject { ["const"] = "custom" } },
        ["additionalProperties"] = new JsonObject
        {
            ["type"] = new JsonArray("object", "null"),
            ["properties"] = new JsonObject
            {
                ["description"] = Described(SchemaShapes.Text(), "what it is for"),
                ["extends"] = Described(SchemaShapes.Text(), "the preset whose values it begins with"),
            },
            ["additionalProperties"] = new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") },
        },
    };

    private static JsonObject Tables() => new()
    {
        ["type"] = "object",
        ["minProperties"] = 1,
        ["additionalProperties"] = new JsonObject { ["$ref"] = "#/definitions/table" },
    };

    private static JsonObject Table()
    {
        JsonObject table = Map(new JsonObject
        {
            ["rows"] = Described(Whole(), "so many rows: a number, or an expression of parameters and counts"),
            ["per"] = Described(SchemaShapes.Text(), "the table whose rows bring these; with count"),
            ["count"] = Described(Cell(), "how many with each row of per; parent.x is its x"),
            ["pairs"] = Described(Pairs(), "pairs of different rows of one table, none twice; with rows"),
            ["assign"] = Described(Assign(), "rows given to others one after another, until something is used up"),
            ["infer"] = Described(
                new JsonObject { ["type"] = "boolean" },
                "columns that are left out get values by their names and types"),
            ["let"] = Described(Values("^[a-z][a-z0-9_]*$"), "values that only other values read, by name"),
            ["columns"] = Described(Values(), "values of columns, by name"),
        });
        table["oneOf"] = new JsonArray(Needs("rows"), Needs("per"), Needs("assign"));
        table["dependencies"] = new JsonObject
        {
            ["per"] = new JsonArray("count"), ["count"] = new JsonArray("per"), ["pairs"] = new JsonArray("rows"),
        };
        return table;
    }

    private static JsonObject Needs(string key) => new() { ["required"] = new JsonArray(key) };

    private static JsonObject Pairs() => Any(
        SchemaShapes.Text(),
        Map(
            new JsonObject
            {
                ["of"] = Described(SchemaShapes.Text(), "the table whose rows are paired"),
                ["where"] = Described(Cell(), "a condition of the rows paired"),
                ["within"] = Described(SchemaShapes.Text(), "a value that both have in common"),
            },
            "of"));

    private static JsonObject Assign() => Map(
        new JsonObject
        {
            ["per"] = Described(SchemaShapes.Text(), "the table whose rows each want some; it is parent"),
            ["count"] = Described(Cell(), "how many each wants"),
            ["from"] = Described(SchemaShapes.Text(), "the table that is assigned"),
            ["where"] = Described(Cell(), "which of its rows may be at all, by their own values"),
            ["when"] = Described(Cell(), "which go with which parent: parent.x and candidate.x"),
            ["except"] = Described(
                Pair(Pair(SchemaShapes.Text())),
                "not those that rows of another table have of the same parent: { bookings: { user_id: id } }"),
            ["capacity"] = Described(Cell(), "how often one may be assigned; any number by default"),
            ["distinct"] = Described(
                SchemaShapes.Text(), "a value of theirs of which no two of one parent may be equal"),
            ["together"] = Described(SchemaShapes.Text(), "a value by which they like to come together"),
            ["together_rate"] = Described(
                Rate(), "how likely the next is of the same group as one already there; 0.5 by default"),
            ["when_short"] = Described(
                new JsonObject { ["enum"] = new JsonArray("refuse", "fewer") }, "refuse (the default), or fewer"),
        },
        "per",
        "count",
        "from");

    private static JsonObject Values(string? names = null)
    {
        JsonObject values = new()
        {
            ["type"] = new JsonArray("object", "null"), ["additionalProperties"] = Cell(),
        };
        if (names is not null)
        {
            values["propertyNames"] = new JsonObject { ["pattern"] = names };
        }

        return values;
    }

    private static JsonObject AnyValue() => Any(
        [
            Described(Scalar(), "a constant, an expression (${…}), or text with expressions in it"),
            .. ValueKinds.All.Select(Kind),
        ]);

    private static JsonObject Kind(ValueKind kind)
    {
        JsonObject properties = new()
        {
            [kind.Key] = Described(
                ValueShapes.Kinds.TryGetValue(kind.Key, out Func<JsonObject>? shape) ? shape() : [],
                $"{kind.Help}: {kind.Example}"),
        };
        foreach (string option in kind.Options)
        {
            properties[option] =
                ValueShapes.Options.TryGetValue($"{kind.Key}.{option}", out (Func<JsonObject> Shape, string Help) known)
                    ? Described(known.Shape(), known.Help)
                    : [];
        }

        properties.TryAdd(ValueKinds.NullRate, Described(Rate(), "how often it is NULL, 0 to 1"));
        return Map(properties, kind.Key);
    }
}
