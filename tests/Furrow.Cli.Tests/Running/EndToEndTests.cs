using System.Text;
using System.Text.Json;

namespace Furrow.Cli.Tests.Running;

/// <summary>
/// The whole tool on a real project and a real SQLite file. The clock stands still, so every duration is 0.
/// </summary>
public sealed class EndToEndTests
{
    private static readonly Terminal Terminal80 = new() { IsIn = true, IsOut = true, IsError = true, Width = () => 80 };

    [Fact]
    public async Task A_day_with_furrow()
    {
        using TestProject project = TestProject.Small();
        StringBuilder day = new();
        string[] commands =
        [
            "plan", "setup", "setup", "status", "migrate", "seed", "list", "stamp", "stamp staging --yes",
            "stamp staging --confirm small.db", "status", "stamp development --confirm small.db", "lock", "unlock",
            "seed 00_rooms --force", "create add_tables", "create-seed tables --dev --kind csv", "status --exit-code",
        ];
        foreach (string command in commands)
        {
            CliResult result = await project.RunAsync(command.Split(' '));
            day.Append($"$ furrow {command}\n").Append(project.Scrub(result.ToString())).Append('\n');
        }

        Approval.Verify(day.ToString());
    }

    [Theory]
    [InlineData("--verbose", null, true)]
    [InlineData("--quiet", "1", true)]
    [InlineData("--quiet", null, false)]
    public async Task Statements_are_shown_to_whoever_asks_without_their_values(
        string option, string? debug, bool isShown)
    {
        using TestProject project = TestProject.Small();
        Dictionary<string, string> variables = debug is null ? [] : new() { ["FURROW_DEBUG"] = debug };
        CliResult text = await project.Host(variables: variables).RunAsync("setup", option);
        CliResult json = await project.Host(variables: variables)
            .RunAsync("seed", "base/00_rooms", "--force", "--yes", option, "--log-format", "json");
        Assert.Equal(
            isShown, text.Error.Contains("INSERT INTO rooms (name) VALUES (?), (?)", StringComparison.Ordinal));
        Assert.Equal(isShown, json.Error.Contains("\"event\":\"sql-executed\"", StringComparison.Ordinal));
        Assert.DoesNotContain("'red'", text.Error + json.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_at_a_terminal()
    {
        using TestProject project = TestProject.Small();
        CliResult setup = await project.Host(Terminal80).RunAsync("setup");
        CliResult again = await project.Host(Terminal80).RunAsync("setup");
        CliResult status = await project.Host(Terminal80).RunAsync("status");
        Approval.Verify($"{setup}\n{again}\n{status}");
    }

    [Fact]
    public async Task Init_makes_a_project_that_setup_accepts()
    {
        using TestProject project = TestProject.Empty();
        CliResult init = await project.RunAsync("init");
        CliResult again = await project.RunAsync("init");
        CliResult setup = await project.RunAsync("setup");
        Approval.Verify(project.Scrub($"{init}\n{again}\n{setup}"));
    }

    [Fact]
    public async Task Drift_ends_with_4_unless_allowed()
    {
        using TestProject project = TestProject.Small();
        await project.RunAsync("setup");
        project.Write("migrations/20260101000000_create_rooms.up.sql", "CREATE TABLE rooms (id integer);\n");
        Assert.Equal(ExitCode.Drift, (await project.RunAsync("migrate")).ExitCode);
        Assert.Equal(ExitCode.Drift, (await project.RunAsync("status", "--exit-code")).ExitCode);
        Assert.Equal(ExitCode.Ok, (await project.RunAsync("status")).ExitCode);
        Assert.Equal(ExitCode.Ok, (await project.RunAsync("migrate", "--allow-drift")).ExitCode);
    }

    [Fact]
    public async Task Pending_work_ends_with_3_only_when_asked()
    {
        using TestProject project = TestProject.Small();
        await project.RunAsync("migrate", "--target", "20260101000000");
        Assert.Equal(ExitCode.Pending, (await project.RunAsync("status", "--exit-code", "--quiet")).ExitCode);
        Assert.Equal(ExitCode.Ok, (await project.RunAsync("status")).ExitCode);
        await project.RunAsync("setup");
        CliResult clean = await project.RunAsync("status", "--exit-code", "--quiet");
        Assert.Equal((ExitCode.Ok, "", ""), (clean.ExitCode, clean.Output, clean.Error));
    }

    [Fact]
    public async Task A_failing_seed_is_told_with_its_place_and_with_what_stays()
    {
        using TestProject project = TestProject.Small();
        project.Write("seeds/development/05_broken.sql", "SELECT 1;\n\nINSERT INTO tables_not_there VALUES (1);\n");
        CliResult result = await project.RunAsync("setup");
        Approval.Verify(project.Scrub(result.ToString()));
        CliResult json = await project.RunAsync("seed", "--json", "--quiet");
        JsonElement error = JsonDocument.Parse(json.Output).RootElement.GetProperty("error");
        Assert.Equal("seed.failed", error.GetProperty("code").GetString());
        Assert.Equal("seeds/development/05_broken.sql", error.GetProperty("file").GetString());
        Assert.Equal(3, error.GetProperty("line").GetInt32());
    }

    [Fact]
    public async Task Every_command_writes_one_document()
    {
        using TestProject project = TestProject.Small();
        string[] commands =
        [
            "init", "plan", "setup", "status", "list", "doctor", "migrate", "seed", "create x", "create-seed y",
            "stamp", "lock", "unlock", "completion bash",
        ];
        foreach (string command in commands)
        {
            CliResult result = await project.RunAsync([.. command.Split(' '), "--json"]);
            Assert.Equal((0, ""), (result.ExitCode, result.Error));
            JsonElement root = JsonDocument.Parse(result.Output).RootElement;
            Assert.True(root.GetProperty("ok").GetBoolean());
            Assert.Equal(command.Split(' ')[0], root.GetProperty("command").GetString());
            Assert.EndsWith("}\n", result.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Doctor_looks_at_what_is_no_project_too()
    {
        using TestProject project = TestProject.Empty();
        CliResult none = await project.RunAsync("doctor");
        Assert.Equal(ExitCode.Failed, none.ExitCode);
        Assert.Contains("✗  project", none.Output, StringComparison.Ordinal);
        project.Write("furrow.yaml", "databse: x\n");
        CliResult typo = await project.RunAsync("doctor", "--json");
        JsonElement root = JsonDocument.Parse(typo.Output).RootElement;
        Assert.True(root.GetProperty("ok").GetBoolean());
        Assert.False(root.GetProperty("healthy").GetBoolean());
        Assert.Equal(ExitCode.Failed, typo.ExitCode);
    }

    [Fact]
    public async Task The_project_is_found_from_below_and_named_from_elsewhere()
    {
        using TestProject project = TestProject.Small();
        string below = Path.Combine(project.Directory, "seeds", "base");
        Assert.Equal(0, (await TestHost.Create(below).RunAsync("plan")).ExitCode);
        Assert.Equal(0, (await TestHost.Create("/").RunAsync("plan", "-C", project.Directory)).ExitCode);
        Assert.Equal(0, (await TestHost.Create("/").RunAsync("-C", project.Directory, "plan")).ExitCode);
        CliResult exact = await TestHost.Create("/").RunAsync("plan", "-C", below);
        Assert.Equal(ExitCode.Failed, exact.ExitCode);
        Assert.Contains("no furrow.yaml in", exact.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_go_to_standard_error_as_json_and_to_a_file()
    {
        using TestProject project = TestProject.Small();
        CliResult result = await project.RunAsync(
            "setup", "--log-format", "json", "--log-file", "furrow.log", "--json");
        string[] lines = result.Error.TrimEnd('\n').Split('\n');
        Assert.All(lines, line =>
            Assert.NotNull(JsonDocument.Parse(line).RootElement.GetProperty("operation").GetString()));
        Assert.Equal(result.Error, File.ReadAllText(Path.Combine(project.Directory, "furrow.log")));
        Assert.Single(result.Output.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Errors_before_the_first_event_are_json_lines_too()
    {
        using TestProject project = TestProject.Small();
        CliResult result = await project.RunAsync("seed", "nobody", "--log-format", "json");
        Assert.Equal(ExitCode.Usage, result.ExitCode);
        JsonElement[] events =
        [
            .. result.Error.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement),
        ];
        Assert.Single(events, e => e.GetProperty("event").GetString() == "command-failed");
        CliResult none = await TestHost.Create("/").RunAsync("status", "-C", "/nowhere", "--log-format=json");
        JsonElement error = JsonDocument.Parse(none.Error).RootElement.GetProperty("error");
        Assert.Equal("config.invalid", error.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Verbose_shows_statements_as_they_run()
    {
        using TestProject project = TestProject.Small();
        CliResult result = await project.Host(variables: new() { ["FURROW_DEBUG"] = "1" }).RunAsync("setup");
        Assert.Contains("08:15:00.000 migrate ", result.Error, StringComparison.Ordinal);
        Assert.Contains("seed base/00_rooms", result.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("", (await project.RunAsync("setup")).Error);
    }
}
