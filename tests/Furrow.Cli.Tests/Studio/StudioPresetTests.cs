using System.Globalization;
using System.Text.Json;
using Furrow.Cli.Tests.Running;

namespace Furrow.Cli.Tests.Studio;

/// <summary>Every preset of the studio, on both databases: as many rows as are promised, and no rule broken.</summary>
public sealed class StudioPresetTests
{
    private static readonly char[] Punctuation = [' ', '"', '{', '}', '[', ']', ',', ':'];

    private static readonly string[] Core = ["users", "packages", "class_templates", "class_instances"];

    // Users, packages, classes of the timetable, classes.
    private static readonly (string Preset, long[] Counts)[] Presets =
    [
        ("light", [3, 2, 1, 7]),
        ("medium", [8, 5, 6, 24]),
        ("heavy", [214, 13, 28, 224]),
        ("original", [6, 4, 5, 5]),
        ("custom", [24, 5, 6, 24]),
        ("balanced", [24, 5, 6, 24]),
        ("approval_testing", [18, 5, 6, 12]),
        ("social_testing", [34, 5, 9, 36]),
        ("booking_stress", [65, 8, 12, 48]),
        ("payment_testing", [43, 8, 6, 12]),
        ("minimal", [4, 2, 2, 2]),
        ("performance", [1044, 20, 140, 1120]),
    ];

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task P5_every_preset_runs_to_its_end_into_a_database_that_was_only_migrated(string database)
    {
        await using SampleProject project = await SampleProject.MigrateAsync("pilates", database);
        foreach ((string preset, long[] counts) in Presets)
        {
            JsonElement run = await project.RunAsync("generate", preset, "--as-of", StudioRules.AsOf);
            Dictionary<string, long> rows = Rows(run);
            Assert.Equal(counts, Core.Select(table => rows[table]));
            await StudioRules.HoldAsync(project, $"{preset} on {database}");
            await project.RunAsync("clear", "--yes");
        }
    }

    [Fact]
    public async Task Light_is_its_four_tables_and_nothing_else()
    {
        await using SampleProject project = await SampleProject.MigrateAsync("pilates", "sqlite");
        await project.RunAsync("generate", "light", "--as-of", StudioRules.AsOf);
        Assert.Equal(
            "class_instances 7, class_templates 1, packages 2, users 3", await project.ReadTablesAsync("development"));
        Assert.Equal("admin\ninstructor\nstudent\n", await project.QueryAsync("SELECT role FROM users ORDER BY id"));
        Assert.Equal("1\n5\n", await project.QueryAsync("SELECT credits FROM packages ORDER BY id"));
    }

    [Fact]
    public async Task Medium_has_some_of_everything()
    {
        await using SampleProject project = await SampleProject.MigrateAsync("pilates", "sqlite");
        JsonElement run = await project.RunAsync("generate", "medium", "--as-of", StudioRules.AsOf);
        Assert.DoesNotContain(0L, Rows(run).Values);
        Assert.Equal(
            "admin|1\ninstructor|2\nstudent|5\n",
            await project.QueryAsync("SELECT role, count(*) FROM users GROUP BY role ORDER BY CAST(role AS text)"));
        Assert.Equal(
            "5\n", await project.QueryAsync("SELECT count(DISTINCT approval_status) FROM user_packages"));
    }

    [Fact]
    public async Task Heavy_has_packages_that_are_no_longer_sold_and_a_past()
    {
        await using SampleProject project = await SampleProject.MigrateAsync("pilates", "sqlite");
        Dictionary<string, long> rows = Rows(await project.RunAsync("generate", "heavy", "--as-of", StudioRules.AsOf));
        Assert.InRange(rows["bookings"], 2000, 5000);
        Assert.Equal("3\n", await project.QueryAsync("SELECT count(*) FROM packages WHERE NOT is_active"));
        Assert.Equal(
            "completed|140\nscheduled|84\n",
            await project.QueryAsync("SELECT status, count(*) FROM class_instances GROUP BY status ORDER BY status"));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Generated_rows_go_beside_the_seeds_and_come_again_after_clearing(string database)
    {
        await using SampleProject project = SampleProject.Copy("pilates", database);
        await project.RunAsync("setup", "--env", "test");
        string[] command = ["generate", "medium", "--as-of", StudioRules.AsOf, "--env", "test"];
        await project.RunAsync(command);
        string first = await project.ReadTablesAsync("test");
        Assert.Contains("users 26", first, StringComparison.Ordinal);

        await project.RunAsync([.. command, "--clear-first", "--yes"]);
        Assert.Equal(first, await project.ReadTablesAsync("test"));
    }

    [Theory]
    [InlineData("light")]
    [InlineData("medium")]
    [InlineData("heavy")]
    public async Task A_second_studio_is_refused_and_changes_nothing(string preset)
    {
        await using SampleProject project = await SampleProject.MigrateAsync("pilates", "sqlite");
        await project.RunAsync("generate", "light", "--as-of", StudioRules.AsOf);
        string first = await project.ReadTablesAsync("development");
        CliResult second = await project.TryAsync("generate", preset, "--as-of", StudioRules.AsOf);
        Assert.NotEqual(ExitCode.Ok, second.ExitCode);
        Assert.Equal(first, await project.ReadTablesAsync("development"));
    }

    [Fact]
    public async Task Both_databases_get_the_same_values()
    {
        Dictionary<string, string[]> sqlite = await ReadAsync("sqlite");
        Dictionary<string, string[]> postgres = await ReadAsync("postgres");
        Assert.Equal(14, sqlite.Count);
        Assert.Equal(sqlite.Keys.Order(StringComparer.Ordinal), postgres.Keys.Order(StringComparer.Ordinal));
        Assert.All(sqlite, table => Assert.Equal(table.Value, postgres[table.Key]));
    }

    private static async Task<Dictionary<string, string[]>> ReadAsync(string database)
    {
        await using SampleProject project = await SampleProject.MigrateAsync("pilates", database);
        await project.RunAsync("generate", "heavy", "--as-of", StudioRules.AsOf);
        await project.RunAsync("export", "--format", "json", "--include-sensitive", "--yes");
        using JsonDocument document = JsonDocument.Parse(await File.ReadAllTextAsync(
            Path.Combine(project.Folder, "export/seed_data.json"), TestContext.Current.CancellationToken));
        return document.RootElement.GetProperty("tables").EnumerateArray()
            .Where(table => table.GetProperty("rows").GetArrayLength() > 0)
            .ToDictionary(
                table => table.GetProperty("name").GetString()!,
                table => table.GetProperty("rows").EnumerateArray().Select(Normal).Order(StringComparer.Ordinal)
                    .ToArray(),
                StringComparer.Ordinal);
    }

    private static string Normal(JsonElement row) => string.Join('|', row.EnumerateArray().Select(Cell));

    // Each database writes decimals, lists and JSON in its own way: with trailing zeros, blanks, other orders.
    private static string Cell(JsonElement cell)
    {
        string text = cell.ToString();
        return text is ['{' or '[', ..]
            ? string.Join(',', text.Split(Punctuation, StringSplitOptions.RemoveEmptyEntries)
                .Order(StringComparer.Ordinal))
            : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
                ? number.ToString("G29", CultureInfo.InvariantCulture)
                : text;
    }

    private static Dictionary<string, long> Rows(JsonElement run) => run.GetProperty("tables").EnumerateArray()
        .ToDictionary(
            table => table.GetProperty("name").GetString()!,
            table => table.GetProperty("rows").GetInt64(),
            StringComparer.Ordinal);
}
