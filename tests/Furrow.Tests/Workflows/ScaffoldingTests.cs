using System.Text.Json;
using Furrow.Errors;
using Furrow.Migrations;
using Furrow.Seeds;
using Furrow.Sql;
using Furrow.Workflows;

namespace Furrow.Tests.Workflows;

/// <summary>Files to begin with: nothing is overwritten, and what is written is what was meant.</summary>
public sealed class ScaffoldingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Init_makes_a_project_that_opens_and_holds_nothing()
    {
        CreateResult result = await FurrowProject.InitAsync(_folder.Full("new/shop"), Token);
        Assert.Empty(result.Kept);
        Assert.Equal(
            [
                "new/shop/.env.example", "new/shop/.gitignore", "new/shop/furrow.yaml",
                "new/shop/migrations/.gitkeep", "new/shop/scenarios/scenario.schema.json",
                "new/shop/seeds/base/.gitkeep",
                "new/shop/seeds/development/.gitkeep", "new/shop/seeds/test/.gitkeep", "new/shop/snapshots/.gitkeep",
            ],
            _folder.Files());
        Assert.Equal(_folder.Files(), result.Created.Select(_folder.Display).Order(StringComparer.Ordinal));
        string[] ignored = await File.ReadAllLinesAsync(_folder.Full("new/shop/.gitignore"), Token);
        Assert.Contains(".env", ignored);
        Assert.Contains(".furrow/", ignored);
        string settings = await File.ReadAllTextAsync(_folder.Full("new/shop/furrow.yaml"), Token);
        ProjectContext project = Given.Project(_folder, settings);
        Assert.Equal("sqlite", project.Configuration.Database.Value.Scheme);
    }

    [Fact]
    public async Task Init_overwrites_nothing()
    {
        _folder.Write("furrow.yaml", "name: mine").Write(".gitignore", "mine").Write("migrations/1_a.up.sql", "mine");
        CreateResult result = await FurrowProject.InitAsync(_folder.Path, Token);
        Assert.Equal(["furrow.yaml", ".gitignore"], result.Kept.Select(_folder.Display));
        Assert.Equal("name: mine", await File.ReadAllTextAsync(_folder.Full("furrow.yaml"), Token));
        Assert.DoesNotContain("migrations/.gitkeep", _folder.Files());
        CreateResult again = await FurrowProject.InitAsync(_folder.Path, Token);
        Assert.Empty(again.Created);
    }

    [Fact]
    public async Task Init_says_where_it_cannot_write()
    {
        _folder.Write("shop");
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(
            () => FurrowProject.InitAsync(_folder.Full("shop"), Token));
        Assert.Equal(ErrorCode.ConfigInvalid, error.Code);
        Assert.Contains("cannot be written", error.Message, StringComparison.Ordinal);
        FurrowException usage = await Assert.ThrowsAsync<FurrowException>(() => FurrowProject.InitAsync("", Token));
        Assert.Equal(ErrorCode.Usage, usage.Code);
    }

    [Fact]
    public async Task Two_migrations_of_one_second_have_two_versions()
    {
        ProjectContext project = Given.Project(_folder, clock: new Stopped());
        await Scaffolding.CreateMigrationAsync(project, new("Add users"), Token);
        await Scaffolding.CreateMigrationAsync(project, new("Add users"), Token);
        Assert.Equal(
            [
                "migrations/20250301093000_add_users.down.sql", "migrations/20250301093000_add_users.up.sql",
                "migrations/20250301093001_add_users.down.sql", "migrations/20250301093001_add_users.up.sql",
            ],
            _folder.Files());
        MigrationSet files = await ProjectFiles.ReadMigrationsAsync(project, Token);
        Assert.Equal(2, files.Versioned.Length);
    }

    [Fact]
    public async Task A_migration_goes_where_this_databases_are()
    {
        _folder.Write("migrations/sqlite/1_a.up.sql");
        CreateResult result = await Scaffolding.CreateMigrationAsync(Given.Project(_folder), new("b"), Token);
        Assert.All(result.Created, path => Assert.StartsWith(
            "migrations/sqlite/", _folder.Display(path), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("../../etc/passwd", "etc_passwd")]
    [InlineData("  Add  Users!  ", "add_users")]
    [InlineData("a/b\\c:d*e?f\"g<h>i|j", "a_b_c_d_e_f_g_h_i_j")]
    [InlineData("x\nDROP TABLE users;\n-- furrow: no-transaction", "x_drop_table_users_furrow_no_transaction")]
    [InlineData("größe", "gr_e")]
    [InlineData("$(rm -rf .)", "rm_rf")]
    public async Task A_hostile_name_becomes_a_plain_one_and_nothing_but_a_comment(string name, string file)
    {
        ProjectContext project = Given.Project(_folder, clock: new Stopped());
        CreateResult result = await Scaffolding.CreateMigrationAsync(project, new(name), Token);
        Assert.Equal($"migrations/20250301093000_{file}.up.sql", _folder.Display(result.Created[0]));
        string text = await File.ReadAllTextAsync(result.Created[0], Token);
        SqlScript script = SqlSplitter.Split(text, SqlDialect.Sqlite);
        Assert.Empty(script.Statements);
        Assert.Empty(script.Problems);
        Assert.False(MigrationDirectives.IsNonTransactional(text));
        Assert.Single(text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("...")]
    [InlineData("表")]
    public async Task A_name_that_makes_no_file_name_is_refused(string name)
    {
        ProjectContext project = Given.Project(_folder);
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(
            () => Scaffolding.CreateMigrationAsync(project, new(name), Token));
        Assert.Equal(ErrorCode.Usage, error.Code);
        await Assert.ThrowsAsync<FurrowException>(
            () => Scaffolding.CreateSeedAsync(project, new(name + new string('a', 101)), Token));
        Assert.Empty(_folder.Files());
    }

    [Fact]
    public async Task Prefixes_of_seeds_go_up_in_steps_of_five()
    {
        ProjectContext project = Given.Project(_folder);
        string[] names = ["roles", "plans", "users"];
        foreach (string name in names)
        {
            await Scaffolding.CreateSeedAsync(project, new(name), Token);
        }

        _folder.Write("seeds/base/13_odd.sql").Write("seeds/development/90_late.sql").Write("seeds/base/zz.sql");
        await Scaffolding.CreateSeedAsync(project, new("more"), Token);
        await Scaffolding.CreateSeedAsync(project, new("hundred") { Folder = "development" }, Token);
        Assert.Equal(
            [
                "seeds/base/00_roles.sql", "seeds/base/05_plans.sql", "seeds/base/10_users.sql",
                "seeds/base/13_odd.sql", "seeds/base/15_more.sql", "seeds/base/zz.sql",
                "seeds/development/90_late.sql", "seeds/development/95_hundred.sql", "seeds/seeds.lock",
            ],
            _folder.Files());
    }

    [Fact]
    public async Task T12_a_seed_for_tests_goes_into_the_folder_that_tests_take()
    {
        ProjectContext project = Given.Project(_folder);
        await Scaffolding.CreateSeedAsync(project, new("edge cases") { Folder = "test" }, Token);
        SeedFile seed = Assert.Single(await ProjectFiles.ReadSeedsAsync(project, Token));
        Assert.Equal("test/00_edge_cases", seed.Name);
        Assert.Contains(seed.Folder, project.FindEnvironment("test").Folders);
        Assert.DoesNotContain(seed.Folder, project.FindEnvironment("development").Folders);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("..")]
    [InlineData("base/../../x")]
    [InlineData("")]
    [InlineData("Base")]
    public async Task A_folder_that_no_environment_takes_is_refused(string folder)
    {
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(
            () => Scaffolding.CreateSeedAsync(Given.Project(_folder), new("x") { Folder = folder }, Token));
        Assert.Equal(ErrorCode.Usage, error.Code);
        Assert.Contains("base, development, test", error.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Files());
    }

    [Theory]
    [InlineData(SeedKind.Sql)]
    [InlineData(SeedKind.Csv)]
    [InlineData(SeedKind.Json)]
    [InlineData(SeedKind.Yaml)]
    public async Task Every_kind_begins_as_a_seed_that_says_what_it_was_called(SeedKind kind)
    {
        const string name = "it's a \"test\": x\n# policy: always \uD800\\";
        ProjectContext project = Given.Project(_folder);
        await Scaffolding.CreateSeedAsync(project, new(name) { Kind = kind }, Token);
        SeedFile seed = Assert.Single(await ProjectFiles.ReadSeedsAsync(project, Token));
        Assert.Equal((kind, "1.0.0"), (seed.Kind, seed.Version));
        Assert.Equal("it's a \"test\": x # policy: always \uFFFD\\", seed.Description);
        Assert.Equal(kind == SeedKind.Sql ? SeedPolicy.Once : SeedPolicy.Upsert, seed.Policy);
        if (kind == SeedKind.Json)
        {
            using JsonDocument document = JsonDocument.Parse(seed.Text);
            Assert.Equal(0, document.RootElement.GetProperty("tables").GetArrayLength());
        }
    }

    private sealed class Stopped : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2025, 3, 1, 9, 30, 0, TimeSpan.Zero);
    }
}
