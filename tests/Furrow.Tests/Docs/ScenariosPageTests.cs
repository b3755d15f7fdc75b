using Furrow.Generation.Programs;
using Furrow.Scenarios.Planning;
using Furrow.Scenarios.Values;
using Furrow.Tests.Scenarios;

namespace Furrow.Tests.Docs;

/// <summary>Holds docs/scenarios.md and docs/scenario-values.md against the code.</summary>
public sealed class ScenariosPageTests
{
    private static readonly DocPage Page = DocPage.Read("scenarios.md");
    private static readonly DocPage Values = DocPage.Read("scenario-values.md");

    public static TheoryData<string> Kinds => [.. ValueKinds.All.Select(kind => kind.Key)];

    public static TheoryData<int> Examples =>
        [.. Enumerable.Range(0, Page.BlocksIn("yaml").Count + Values.BlocksIn("yaml").Count)];

    [Fact]
    public void Every_kind_is_on_the_page_with_its_help_and_example() => Assert.Equal(
        ValueKinds.All.Select(kind => $"`{kind.Key}` | {kind.Help} | `{kind.Example}`"),
        Values.Table("kind", "makes", "example").Rows.Select(row => string.Join(" | ", row)));

    [Fact]
    public void Every_option_is_on_the_page_and_says_what_it_is()
    {
        DocTable table = Values.Table("kind", "option", "");
        Assert.Equal(
            ValueKinds.All.SelectMany(kind => kind.Options.Select(option => $"`{kind.Key}` `{option}`")),
            table.Rows.Select(row => $"{row[0]} {row[1]}"));
        Assert.All(table.Rows, row => Assert.NotEmpty(row[2]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_example_of_a_kind_binds_and_generates(string key)
    {
        string example = Example(key);
        string value = $"let: {{ x: {example} }}";
        string[] tables =
        [
            "  users:",
            "    rows: 4",
            key is "count" or "template" or "level" ? "    " + value : "    let: { x: 1 }",
            "    columns:",
            "      email: a",
            "      first_name: b",
            "      role: student",
            key is "tree" or "level" ? $"      referred_by: {Example("tree")}" : "",
            "  rooms: { rows: 1, columns: { name: a } }",
            "  classes:",
            "    per: rooms",
            "    count: 3",
            key is "count" or "sum" or "pick" or "key" or "template" or "tree" or "level" ? "" : "    " + value,
            "    columns: { starts_at: '${as_of}', seats: 3 }",
            "  bookings:",
            "    per: classes",
            "    count: 2",
            key == "sum" ? "    " + value : "",
            "    columns:",
            "      status: confirmed",
            key == "pick" ? $"      user_id: {example}" : "",
            key == "key" ? $"      class_id: {example}" : "",
            "  refunds: { per: bookings, count: 1, columns: { amount: 2 } }",
        ];
        GenerationPlan plan = Studio.Plan("tables:\n" + string.Join('\n', tables.Where(line => line.Length > 0)));
        Assert.All(Studio.Cells(plan), pair => Assert.NotEmpty(pair.Value));
        Assert.All(plan.Tables, table => Compute(table));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_binds_and_generates(int place)
    {
        DocBlock block = Page.BlocksIn("yaml").Concat(Values.BlocksIn("yaml")).ElementAt(place);
        GenerationPlan plan = Studio.Plan(block.Text);
        Assert.NotEmpty(plan.Tables);
        Assert.All(plan.Tables, table => Assert.True(table.Program.Space.Count > 0, table.Table.Name.Name));
        Assert.All(plan.Tables, table => Compute(table));
        Assert.All(Studio.Read(block.Text).Presets, preset => Studio.Plan(block.Text, request => request with
        {
            Choice = Furrow.Scenarios.ScenarioChoice.Make(
                [Studio.Read(block.Text)], null, new() { Preset = preset.Name }),
        }));
    }

    private static string Example(string key) => ValueKinds.All.Single(kind => kind.Key == key).Example;

    // Every value, those that nothing reads included.
    private static void Compute(PlannedTable table) => table.Program.Scan(
        batch =>
        {
            Readying readying = new(TestContext.Current.CancellationToken);
            for (int slot = 0; slot < table.Program.Slots.Count; slot++)
            {
                readying.Ensure(new Dependency.Cells(table.Program, slot));
                Assert.Equal(batch.Count, table.Program.Compute(batch, slot).Count);
            }
        },
        TestContext.Current.CancellationToken);
}
