using System.Text;
using System.Text.Json;

namespace Furrow.Cli.Tests.Running;

public sealed class UsageTests
{
    [Fact]
    public async Task Slips_are_named_with_what_was_meant()
    {
        string[] lines =
        [
            "bogus", "statsu", "--json", "status --exit-cod", "seed --forec a", "seed --env --yes",
            "seed --env= a", "status extra", "create", "create a b", "create-seed x --kind xml",
            "create-seed x --kind", "completion tcsh", "status --env a --env b", "status --wait soon",
            "status --lock-timeout 2d", "status --quiet --verbose", "status --log-format xml",
            "setup --no-snapshots", "setup --no-generation", "migrate --execute", "rollback --target 1 --to 2",
            "rollback --target none", "rollback --target 0", "repair 1", "repair 1 --resume-at 1 --mark-done",
            "baseline",
            "seed --jobs 0", "seed --jobs 65", "seed --jobs two", "create x --tx --no-tx", "create x --tx true",
            "create-seed x --kind go", "migrate --target", "stamp a b", "-C",
            "create-seed x --dev --test", "status /?", "--env test create-seed x --dev",
        ];
        StringBuilder all = new();
        foreach (string line in lines)
        {
            CliResult result = await TestHost.Create("/").RunAsync(line.Split(' '));
            Assert.Equal((ExitCode.Usage, ""), (result.ExitCode, result.Output == "" ? "" : Parsed(result.Output)));
            all.Append($"$ furrow {line}\n{result.Error}");
        }

        Approval.Verify(all.ToString());
    }

    [Fact]
    public async Task With_json_the_error_is_a_document()
    {
        CliResult result = await TestHost.Create("/").RunAsync("statsu", "--json");
        Assert.Equal(ExitCode.Usage, result.ExitCode);
        JsonElement root = JsonDocument.Parse(result.Output).RootElement;
        Assert.False(root.GetProperty("ok").GetBoolean());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("command").ValueKind);
        Assert.Equal("usage", root.GetProperty("error").GetProperty("code").GetString());
        CliResult named = await TestHost.Create("/").RunAsync("status", "--bogus", "--json");
        Assert.Equal("status", JsonDocument.Parse(named.Output).RootElement.GetProperty("command").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("-?")]
    [InlineData("status --help")]
    [InlineData("--help status")]
    [InlineData("status --bogus -h")]
    [InlineData("create --help")]
    [InlineData("help")]
    [InlineData("help status")]
    [InlineData("--version")]
    public async Task Help_and_version_are_results(string line)
    {
        CliResult result = await TestHost.Create("/").RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((ExitCode.Ok, ""), (result.ExitCode, result.Error));
        Assert.StartsWith(line == "--version" ? "furrow " : "", result.Output, StringComparison.Ordinal);
        Assert.Equal(line != "--version", result.Output.Contains("Usage: furrow", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("setup postgres://u:hunter2@h/d", true)]
    [InlineData("seed postgres://u:hun/ter2@h/d", true)]
    [InlineData("clear Host=h;Password=hunter2", true)]
    [InlineData("postgres://u:hunter2@h/d", true)]
    [InlineData("stamp sqlite:a.db", true)]
    [InlineData("status --wait postgres://u:hunter2@h/d", false)]
    [InlineData("rollback --target=postgres://u:hunter2@h/d", false)]
    public async Task An_address_in_the_wrong_place_is_told_without_its_password(string line, bool isNamed)
    {
        CliResult result = await TestHost.Create("/").RunAsync([.. line.Split(' '), "--json"]);
        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.DoesNotContain("ter2", result.Output + result.Error, StringComparison.Ordinal);
        Assert.Equal(isNamed, result.Error.Contains("Did you mean --database?", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_negative_number_is_a_value_and_a_letter_resembles_no_other()
    {
        CliResult negative = await TestHost.Create("/").RunAsync("rollback", "--target", "-1");
        Assert.Equal(
            "error: --target is '-1'; expected a whole number from 1.\nhint: See furrow rollback --help.\n",
            negative.Error);
        CliResult letter = await TestHost.Create("/").RunAsync("status", "-x");
        Assert.Equal("error: status has no option -x.\nhint: See furrow status --help.\n", letter.Error);
    }

    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("2s", 2_000)]
    [InlineData("1m", 60_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("5", 5_000)]
    [InlineData("0", 0)]
    [InlineData("0.5", 500)]
    [InlineData("24h", 86_400_000)]
    [InlineData("25h", null)]
    [InlineData("-1", null)]
    [InlineData("1e3", null)]
    [InlineData("soon", null)]
    [InlineData("", null)]
    public void Durations_take_a_unit_or_are_seconds(string text, int? milliseconds) =>
        Assert.Equal(milliseconds, OptionParts.ReadDuration(text)?.TotalMilliseconds);

    private static string Parsed(string document) =>
        JsonDocument.Parse(document).RootElement.GetProperty("ok").GetBoolean() ? document : "";
}
