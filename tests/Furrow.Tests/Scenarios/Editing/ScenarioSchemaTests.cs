using System.Globalization;
using System.Text.Json.Nodes;
using Furrow.Configuration;
using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Scenarios;
using Furrow.Scenarios.Editing;
using Furrow.Scenarios.Values;
using Furrow.Tests.Docs;
using Furrow.Tests.House;

namespace Furrow.Tests.Scenarios.Editing;

/// <summary>What editors are told of scenarios is what furrow reads.</summary>
public sealed class ScenarioSchemaTests
{
    private const string Sample = "samples/pilates/scenarios/";

    private static readonly SchemaCheck Schema = new(ScenarioSchema.Schema());

    public static TheoryData<string> Kinds => [.. ValueKinds.All.Select(kind => kind.Key)];

    [Fact]
    public void Every_kind_and_option_has_its_shape_and_no_other()
    {
        Assert.Equal(ValueKinds.All.Select(kind => kind.Key).Order(), ValueShapes.Kinds.Keys.Order());
        Assert.Equal(
            ValueKinds.All.SelectMany(kind => kind.Options.Select(option => $"{kind.Key}.{option}")).Order(),
            ValueShapes.Options.Keys.Order());
    }

    [Fact]
    public void Options_are_described_as_on_the_page() => Assert.Equal(
        DocPage.Read("scenario-values.md").Table("kind", "option", "").Rows.Select(row =>
            $"{row[0]}.{row[1]} {row[2].Split(", see [")[0]}".Replace("`", "", StringComparison.Ordinal)).Order(),
        ValueShapes.Options.Select(option => $"{option.Key} {option.Value.Help}").Order());

    [Theory]
    [InlineData("zzzzzz: 1", "properties")]
    [InlineData("tables: { users: { rows: 1, zzzzzz: 1 } }", "definitions/table/properties")]
    [InlineData(
        "parameters: { x: { default: 1, zzzzzz: 1 } }",
        "properties/parameters/additionalProperties/anyOf/1/properties")]
    [InlineData(
        "tables: { users: { rows: 1, pairs: { of: users, zzzzzz: 1 } } }",
        "definitions/table/properties/pairs/anyOf/1/properties")]
    [InlineData(
        "tables: { users: { assign: { per: rooms, from: users, count: 1, zzzzzz: 1 } } }",
        "definitions/table/properties/assign/properties")]
    public void Keys_are_those_that_the_reader_tells_when_it_knows_none(string yaml, string place)
    {
        FurrowException error = Assert.Throws<FurrowException>(() => Studio.Plan(
            yaml.Contains("tables", StringComparison.Ordinal) ? yaml : yaml + "\ntables: { users: { rows: 1 } }"));
        string told = (error.Detail ?? error.Hint!).Split('\n').First(
            line => line.Contains("it has: ", StringComparison.Ordinal));
        string[] keys = told.Split("it has: ")[1].TrimEnd(')').Split(", ");
        JsonNode properties = place.Split('/').Aggregate(
            (JsonNode)ScenarioSchema.Schema(),
            (node, key) => node is JsonArray list ? list[int.Parse(key, CultureInfo.InvariantCulture)]! : node[key]!);
        Assert.Equal(keys.Order(), properties.AsObject().Select(pair => pair.Key).Order());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_example_of_a_kind_is_allowed_and_no_other_key_in_it(string key)
    {
        string example = ValueKinds.All.Single(kind => kind.Key == key).Example;
        Assert.True(Allows($"tables: {{ users: {{ rows: 1, let: {{ x: {example} }} }} }}"), example);
        string wrong = example[..^1] + ", zzzzzz: 1 }";
        Assert.False(Allows($"tables: {{ users: {{ rows: 1, let: {{ x: {wrong} }} }} }}"), wrong);
    }

    [Theory]
    [InlineData("scenarios.md")]
    [InlineData("scenario-values.md")]
    [InlineData("scenario-inference.md")]
    public void Every_example_of_the_documentation_is_allowed(string page) =>
        Assert.All(DocPage.Read(page).BlocksIn("yaml"), block => Assert.True(Allows(block.Text), block.Text));

    [Fact]
    public void The_sample_is_allowed_and_carries_the_schema_of_this_version()
    {
        string folder = Path.Combine(SourceTree.Root, Sample);
        string scenario = File.ReadAllText(folder + "studio.yaml");
        Assert.True(Allows(scenario));
        Assert.StartsWith(ScenarioSchema.EditorLine + "\n", scenario, StringComparison.Ordinal);
        Assert.Equal(ScenarioSchema.Text, File.ReadAllText(folder + ScenarioSchema.FileName));
    }

    // What no reader takes either.
    [Theory]
    [InlineData("description: x")]
    [InlineData("tables: []")]
    [InlineData("table: { users: { rows: 1 } }")]
    [InlineData("as_of: soon\ntables: { rooms: { rows: 1, columns: { name: a } } }")]
    [InlineData("random_seed: a\ntables: { rooms: { rows: 1, columns: { name: a } } }")]
    [InlineData("parameters: { X: 1 }\ntables: { rooms: { rows: 1, columns: { name: a } } }")]
    [InlineData("parameters: { x: { help: no default } }\ntables: { rooms: { rows: 1, columns: { name: a } } }")]
    [InlineData("parameters: { x: { default: 1, type: float } }\ntables: { rooms: { rows: 1, columns: { name: a } } }")]
    [InlineData("parameters: [x]\ntables: { rooms: { rows: 1, columns: { name: a } } }")]
    [InlineData("presets: { custom: {} }\ntables: { rooms: { rows: 1, columns: { name: a } } }")]
    [InlineData("tables: { rooms: { columns: { name: a } } }")]
    [InlineData("tables: { rooms: { per: users, columns: { name: a } } }")]
    [InlineData("tables: { rooms: { rows: 1, per: users, count: 1, columns: { name: a } } }")]
    [InlineData("tables: { rooms: { rows: many, columns: { name: a } } }")]
    [InlineData("tables: { rooms: { rows: [1], columns: { name: a } } }")]
    [InlineData("tables: { rooms: { pairs: users, columns: { name: a } } }")]
    [InlineData("tables: { rooms: { rows: 1, columns: [name] } }")]
    [InlineData("tables: { rooms: { rows: 1, infer: maybe } }")]
    [InlineData("tables: { rooms: { rows: 1, let: { X: 1 }, columns: { name: a } } }")]
    [InlineData("tables: { rooms: { rows: 1, columns: { name: [a, b] } } }")]
    [InlineData("tables: { rooms: { rows: 1, columns: { name: { vocabluary: name.first_name } } } }")]
    [InlineData("tables: { rooms: { rows: 1, columns: { name: { choose: a } } } }")]
    [InlineData("tables: { rooms: { rows: 1, columns: { name: { choose: [] } } } }")]
    [InlineData("tables: { rooms: { rows: 1, columns: { name: { choose: { a: lots } } } } }")]
    [InlineData("tables: { rooms: { rows: 1, let: { x: { chance: 2 } }, columns: { name: a } } }")]
    [InlineData("tables: { rooms: { rows: 1, let: { x: { uniform: [1, 2, 3] } }, columns: { name: a } } }")]
    [InlineData("tables: { rooms: { rows: 1, let: { x: { normal: 1, deviaton: 2 } }, columns: { name: a } } }")]
    [InlineData("tables: { rooms: { rows: 1, let: { x: { histogram: [[1, 2]] } }, columns: { name: a } } }")]
    [InlineData("tables: { rooms: { rows: 1, let: { x: { uuid: v5 } }, columns: { name: a } } }")]
    [InlineData("tables: { rooms: { rows: 1, let: { x: { hex: long } }, columns: { name: a } } }")]
    [InlineData("tables: { rooms: { rows: 1, columns: { name: { words: 2, null_rate: 3 } } } }")]
    [InlineData("tables: { rooms: { rows: 1, columns: { name: { template: a, fold: title } } } }")]
    [InlineData("tables: { rooms: { rows: 1, columns: { name: { network: ipx } } } }")]
    [InlineData(
        "tables: { rooms: { rows: 1, let: { x: { moments: ['${as_of}', '${as_of}'], days: { monday: 1 } } }, "
            + "columns: { name: a } } }")]
    [InlineData("tables: { users: { assign: { per: rooms, from: users } } }")]
    public void What_furrow_refuses_by_its_shape_editors_refuse_too(string yaml)
    {
        Assert.False(Allows(yaml));
        Assert.Throws<FurrowException>(() => Studio.Plan(yaml));
    }

    private static bool Allows(string yaml)
    {
        ConfigProblems problems = new();
        JsonNode? node = Json(ConfigTreeReader.Read(yaml, "scenario.yaml", problems)!);
        problems.ThrowIfAny();
        return Schema.Allows(node);
    }

    // As YAML's core schema has it.
    private static JsonNode? Json(ConfigNode node) => node switch
    {
        ConfigMap map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Json(entry.Value)))),
        ConfigList list => new JsonArray([.. list.Items.Select(Json)]),
        ConfigScalar { Text: null } => null,
        ConfigScalar { IsQuoted: true, Text: { } text } => text,
        ConfigScalar { Text: { } text } => ParameterText.KindOf(text) switch
        {
            CellKind.Integer or CellKind.Decimal => decimal.Parse(text, CultureInfo.InvariantCulture),
            CellKind.Boolean => text == "true",
            _ => text,
        },
        _ => throw new InvalidOperationException(node.Kind),
    };
}
