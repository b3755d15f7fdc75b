using Furrow.Errors;
using Furrow.Scenarios;
using Furrow.Workflows;

namespace Furrow.Scripting.Tests;

/// <summary>Scenarios in <c>.cs</c> files, from text to rows.</summary>
public sealed class ScenarioScriptTests : IDisposable
{
    private const string Studio = """
        public sealed class Studio : ScenarioClass
        {
            public override ScenarioInfo Info => new("A " + "studio")
            {
                AsOf = "2026-01-05",
                RandomSeed = 7,
                Parameters =
                [
                    new("people", 5) { Min = 0, Max = 100, Help = "How many" },
                    new("rate", 0.5) { Max = 1 },
                    new("plan", "basic") { Choices = ["basic", "full"] },
                    new("opening", "2026-01-05"),
                    new("loud", false),
                ],
                Presets =
                [
                    new("light") { ["people"] = 1 },
                    new("heavy") { Description = "Much", ["people"] = 9, ["rate"] = 1 },
                    new("loud_heavy", extends: "heavy") { ["loud"] = true },
                ],
            };

            public override void Build(ScenarioBuilder scenario)
            {
                scenario.Table("users")
                    .Rows("${people}")
                    .Let("word", Value.Choose("a", "b"))
                    .Column("email", "${word}${row}@example.com")
                    .Column("state", "${loud ? upper(plan) : plan}");
                scenario.Table("log").Per("users", Names.Count).Column("what", "${parent.email} ${ordinal}");
            }
        }

        """;

    private const string Names = "public static class Names { public const int Count = 2; }";

    private readonly ScriptProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_class_says_what_a_file_would_and_generates_the_same_rows()
    {
        Write("studio.cs", Studio).Write("_names.cs", Names);
        GenerateResult result = await GenerateAsync(new() { Preset = "loud_heavy" });
        Assert.Equal(("studio", 7L, 27L), (result.Scenario, result.RandomSeed, result.Rows));
        Assert.Equal("BASIC", Assert.Single(_project.Rows("SELECT DISTINCT state FROM users")));
        IReadOnlyList<string> rows = _project.Rows("SELECT what FROM log ORDER BY id");

        using ScriptProject other = new();
        other.Files.Write("scenarios/studio.yaml", """
            as_of: 2026-01-05
            random_seed: 7
            parameters: { people: 9, plan: basic }
            tables:
              users:
                rows: ${people}
                let: { word: { choose: [a, b] } }
                columns: { email: '${word}${row}@example.com', state: '${plan}' }
              log:
                per: users
                count: 2
                columns: { what: '${parent.email} ${ordinal}' }
            """);
        await GenerateAsync(new(), other);
        Assert.Equal(other.Rows("SELECT what FROM log ORDER BY id"), rows);
    }

    [Fact]
    public async Task Parameters_and_presets_are_read_without_running_anything()
    {
        Write("studio.cs", Studio.Replace(
            "public override ScenarioInfo", "static Studio() => throw null!; public override ScenarioInfo",
            StringComparison.Ordinal));
        await using FurrowProject project = await _project.OpenAsync();
        for (int time = 0; time < 2; time++)
        {
            Scenario scenario = Assert.Single(await project.ReadScenariosAsync(ScriptProject.Token));
            Assert.True(scenario.IsCode);
            Assert.Equal(("studio", "A studio", "2026-01-05"), (scenario.Name, scenario.Description, scenario.AsOf));
            Assert.Equal(
                ["people Integer 5 0 100 How many", "rate Decimal 0.5 - 1 ", "plan Text basic - - ",
                    "opening Date 2026-01-05 - - ", "loud Boolean false - - "],
                scenario.Parameters.Select(
                    p => $"{p.Name} {p.Kind} {p.Default} {p.Min ?? "-"} {p.Max ?? "-"} {p.Help}"));
            Assert.Equal(["basic", "full"], scenario.Parameter("plan")!.Choices);
            Assert.Equal(
                ["light  - people=1", "heavy Much - people=9,rate=1", "loud_heavy  heavy loud=true"],
                scenario.Presets.Select(p => $"{p.Name} {p.Description} {p.Extends ?? "-"} "
                    + string.Join(',', p.Values.Select(value => $"{value.Key}={value.Value}"))));
        }
    }

    [Theory]
    [InlineData("new(\"A \" + \"studio\")", "new(Words.A)", 3, "literal")]
    [InlineData("new(\"people\", 5)", "new(\"people\", 2 + 3)", 9, "default is read without running anything")]
    [InlineData("new(\"people\", 5)", "new(\"people\", 500)", 9, "expected a whole number from 0 to 100")]
    [InlineData("[\"rate\"] = 1", "[\"rat\"] = 1", 18, "there is no parameter 'rat'")]
    [InlineData("extends: \"heavy\"", "extends: \"hevy\"", 19, "there is no preset 'hevy'")]
    [InlineData("AsOf = \"2026-01-05\"", "AsOf = \"soon\"", 5, "as_of is 'soon'")]
    [InlineData("Presets =", "Presetz =", 16, "nothing called 'Presetz'")]
    [InlineData("public override void", "public override vod;", 23, "CS")]
    public async Task What_is_wrong_with_the_class_is_told_with_its_place(
        string what, string instead, int line, string message)
    {
        Write("studio.cs", Studio.Replace(what, instead, StringComparison.Ordinal)).Write("_names.cs", Names);
        FurrowException error = await FailsAsync();
        Assert.Equal(("scenarios/studio.cs", line), (error.File, error.Line));
        Assert.Contains(message, error.Message + error.Detail + error.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Names.Count", "Nmes.Count", 30, "CS0103")]
    [InlineData(".Rows(\"${people}\")", ".Rows(\"${peple}\")", 26, "peple")]
    [InlineData(".Column(\"state\"", ".Column(\"stat\"", 29, "has no column 'stat'")]
    [InlineData("Value.Choose(\"a\", \"b\")", "Value.Chance(7)", 27, "from 0 to 1")]
    [InlineData(".Rows(\"${people}\")", "", 25, "does not say how many rows")]
    [InlineData("scenario.Table(\"users\")", "_ = int.Parse(\"x\"); scenario.Table(\"users\")", 25, "FormatException")]
    public async Task What_is_wrong_with_its_tables_is_told_with_its_place(
        string what, string instead, int line, string message)
    {
        Write("studio.cs", Studio.Replace(what, instead, StringComparison.Ordinal)).Write("_names.cs", Names);
        FurrowException error = await FailsAsync();
        Assert.Contains(message, error.Message + error.Detail, StringComparison.Ordinal);
        Assert.Equal(("scenarios/studio.cs", line), (error.File, error.Line));
        Assert.Empty(_project.Log());
    }

    [Fact]
    public async Task A_name_that_is_there_twice_is_refused()
    {
        Write("studio.cs", Studio).Write("_names.cs", Names).Write("studio.yaml", "tables: { users: { rows: 1 } }");
        FurrowException error = await FailsAsync();
        Assert.Equal(
            "The scenario studio is there 2 times: scenarios/studio.cs and scenarios/studio.yaml.", error.Message);
    }

    [Fact]
    public async Task A_host_without_a_compiler_says_so()
    {
        Write("studio.cs", Studio);
        await using FurrowProject project = await FurrowProject.OpenAsync(
            _project.Files.Path,
            options =>
            {
                options.UseSqlite();
                options.Variables = new Dictionary<string, string>(StringComparer.Ordinal);
            },
            ScriptProject.Token);
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(
            () => project.ReadScenariosAsync(ScriptProject.Token));
        Assert.Equal("This host does not compile C# scenarios.", error.Message);
        Assert.Equal("scenarios/studio.cs", error.File);
    }

    [Fact]
    public async Task Shared_code_is_part_of_what_decides_rows()
    {
        Write("studio.cs", Studio).Write("_names.cs", Names);
        await using FurrowProject project = await _project.OpenAsync();
        string before = Assert.Single(await project.ReadScenariosAsync(ScriptProject.Token)).Checksum;
        Write("_names.cs", Names.Replace('2', '3'));
        Assert.NotEqual(before, Assert.Single(await project.ReadScenariosAsync(ScriptProject.Token)).Checksum);
    }

    [Fact]
    public async Task Compiled_scenarios_are_listed_by_the_generator_and_generate()
    {
        CompiledScenario compiled = Assert.Single(
            Furrow.Generated.ScenarioRegistry.All, scenario => scenario.Name == "harbour");
        Assert.Equal(64, compiled.Checksum.Length);
        await _project.SetupAsync();
        await using FurrowProject project = await _project.OpenAsync(options => options.AddScenarios([compiled]));
        GenerateResult result = await project.GenerateAsync(
            new GenerateOptions { Request = new() { Preset = "busy" } }, ScriptProject.Token);
        Assert.Equal(("harbour", 4L), (result.Scenario, result.Rows));
        Assert.Equal(4, _project.Log().Count);
    }

    [Fact]
    public async Task A_seed_file_generates_rows()
    {
        _project.Files.Seed("base/00_rows.cs", ScriptProject.Class("""
            GeneratedRows users = await context.GenerateAsync("users", 50, new { state = "on" });
                    object values = new { what = Value.Expression("n${row}") };
                    await context.GenerateAsync("log", 2, values, cancellationToken);
                    context.Log($"{users.Count} {users.Keys<long>()[49]}");
            """));
        await _project.SetupAsync();
        Assert.Equal(["n0", "n1"], _project.Log());
        Assert.Equal("50", Assert.Single(_project.Rows("SELECT '' || count(*) FROM users WHERE state = 'on'")));
    }

    private ScenarioScriptTests Write(string file, string text)
    {
        _project.Files.Write($"scenarios/{file}", text);
        return this;
    }

    private async Task<GenerateResult> GenerateAsync(ScenarioRequest request, ScriptProject? project = null)
    {
        await (project ?? _project).SetupAsync();
        await using FurrowProject opened = await (project ?? _project).OpenAsync();
        return await opened.GenerateAsync(new GenerateOptions { Request = request }, ScriptProject.Token);
    }

    private async Task<FurrowException> FailsAsync()
    {
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(() => GenerateAsync(new()));
        Assert.True(error.Code == ErrorCode.ScenarioInvalid, $"{error.Code}: {error.Message}");
        return error;
    }
}
