using Furrow.Workflows;
using Furrow.Workflows.Generating;

namespace Furrow.Tests.Workflows;

/// <summary>Equal inputs, equal recipe; any other input, another.</summary>
public sealed class RecipeTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TempFolder _other = new();

    public void Dispose()
    {
        _folder.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task It_is_the_same_on_another_machine_and_written_in_another_order()
    {
        string here = await RecipeAsync(Fill(_folder));
        _other.Write("seeds/development/00_b.csv", "id\r\n2\r\n").Write("seeds/base/00_a.sql", "\uFEFFSELECT 1;\r\n")
            .Write("migrations/2_b.up.sql", "B").Write("migrations/1_a.up.sql", "A").Write("README.md", "more");
        Assert.Equal(here, await RecipeAsync(_other));
        Assert.Equal(64, here.Length);
        Assert.Equal(here, here.ToLowerInvariant());
    }

    [Fact]
    public async Task Every_input_changes_it()
    {
        string before = await RecipeAsync(Fill(_folder));
        HashSet<string> recipes = [before];
        (string File, string Text)[] changes =
        [
            ("migrations/1_a.up.sql", "A2"), ("migrations/3_c.up.sql", ""), ("seeds/base/00_a.sql", "SELECT 2;"),
            ("seeds/base/01_new.sql", ""), ("seeds/development/00_b.csv", "id\n3\n"),
        ];
        foreach ((string file, string text) in changes)
        {
            _folder.Write(file, text);
            Assert.True(recipes.Add(await RecipeAsync(_folder)), file);
        }

        Assert.True(recipes.Add(await RecipeAsync(_folder, environment: "test")), "environment");
    }

    [Fact]
    public async Task What_setup_generates_is_part_of_it_with_all_that_decides_a_row_and_not_the_day()
    {
        Fill(_folder).Write("scenarios/a.yaml", """
            parameters: { n: 1 }
            presets: { two: { n: 2 }, more: { n: 2 } }
            tables: { t: { rows: '${n}' } }
            """);
        string without = await RecipeAsync(_folder);
        HashSet<string> recipes = [without];
        foreach (string settings in (string[])
            ["", "preset: two", "random_seed: 2", "rows: 2", "as_of: 2026-01-05", "as_of: monday"])
        {
            Assert.True(recipes.Add(await RecipeAsync(_folder, yaml: Yaml(settings))), settings);
        }

        string two = await RecipeAsync(_folder, yaml: Yaml("preset: two"));
        Assert.Equal(two, await RecipeAsync(_folder, yaml: Yaml("preset: more")));
        Assert.Equal(two, await RecipeAsync(_folder, yaml: Yaml("parameters: { n: 2 }")));
        DateTimeOffset later = new(2031, 5, 7, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(two, await RecipeAsync(_folder, yaml: Yaml("preset: two"), clock: new Later(later)));
        Assert.Equal(
            await RecipeAsync(_folder, "production"),
            await RecipeAsync(_folder, "production", Yaml("preset: two")));
        Assert.Equal(without, await RecipeAsync(_folder, yaml: Yaml("preset: two"), isLeftOut: true));

        static string Yaml(string settings) => $"setup: {{ generate: {{ {settings} }} }}";
    }

    [Fact]
    public async Task Renaming_a_file_or_moving_text_between_two_changes_it()
    {
        string before = await RecipeAsync(Fill(_folder));
        _other.Write("migrations/1_a.up.sql", "B").Write("migrations/2_b.up.sql", "A")
            .Write("seeds/base/00_a.sql", "SELECT 1;\n").Write("seeds/development/00_b.csv", "id\n2\n");
        Assert.NotEqual(before, await RecipeAsync(_other));
    }

    [Fact]
    public async Task What_does_not_count_does_not_change_it()
    {
        string before = await RecipeAsync(Fill(_folder));
        _folder.Write("migrations/1_a.down.sql", "x").Write("seeds/other/00_x.sql", "x").Write("notes.txt")
            .Write("seeds/base/00_a.down.sql");
        Assert.Equal(before, await RecipeAsync(_folder));
    }

    [Fact]
    public async Task Folders_do_not_run_together()
    {
        _folder.Write("seeds/a,b/00_x.sql");
        const string one = "environments: { demo: { folders: ['a,b'], like: test } }";
        const string two = "environments: { demo: { folders: [a, b], like: test } }";
        _other.Write("migrations/1_a.up.sql");
        Assert.NotEqual(
            await RecipeAsync(_other, yaml: one, environment: "demo"),
            await RecipeAsync(_other, yaml: two, environment: "demo"));
    }

    private static TempFolder Fill(TempFolder folder) => folder
        .Write("migrations/1_a.up.sql", "A").Write("migrations/2_b.up.sql", "B")
        .Write("seeds/base/00_a.sql", "SELECT 1;\n").Write("seeds/development/00_b.csv", "id\n2\n");

    private static async Task<string> RecipeAsync(
        TempFolder folder,
        string environment = "development",
        string yaml = "",
        TimeProvider? clock = null,
        bool isLeftOut = false)
    {
        ProjectContext project = Given.Project(folder, yaml, clock);
        ChosenEnvironment chosen = project.ChooseEnvironment(new QueryOptions { Environment = environment });
        ProjectFiles files = await ProjectFiles.ReadWithInputsAsync(
            project,
            new GenerationStage(project, chosen, isLeftOut),
            TestContext.Current.CancellationToken);
        return Recipe.Of(project, chosen, files);
    }

    private sealed class Later(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
