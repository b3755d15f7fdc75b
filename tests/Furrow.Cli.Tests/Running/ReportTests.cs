using System.Text.Json;

namespace Furrow.Cli.Tests.Running;

/// <summary>How the tool ends when the world fails it.</summary>
public sealed class ReportTests
{
    [Fact]
    public async Task Cancelled_is_130_and_says_so()
    {
        using TestProject project = TestProject.Small();
        TestHost host = project.Host();
        using CancellationTokenSource source = new();
        await source.CancelAsync();
        int exitCode = await FurrowCli.RunAsync(["setup", "--json"], host.Host, source.Token);
        Assert.Equal(ExitCode.Interrupted, exitCode);
        Assert.Contains("error: setup was interrupted", host.Error.ToString(), StringComparison.Ordinal);
        JsonElement root = JsonDocument.Parse(host.Output.ToString()).RootElement;
        Assert.Equal("interrupted", root.GetProperty("error").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("migrate", true)]
    [InlineData("setup", false)]
    [InlineData("plan", false)]
    public async Task Only_a_command_without_code_of_the_projects_goes_on_in_place(string command, bool isInPlace)
    {
        using TestProject project = TestProject.Small();
        TestHost host = project.Host();
        bool isAsked = false;
        CliHost told = host.Host with { ContinueInPlace = () => isAsked = true };
        Assert.Equal(
            ExitCode.Ok, await FurrowCli.RunAsync([command], told, TestContext.Current.CancellationToken));
        Assert.Equal(isInPlace, isAsked);
    }

    [Fact]
    public async Task A_closed_output_is_told_in_a_line_and_no_stack_trace()
    {
        using TestProject project = TestProject.Small();
        TestHost host = project.Host();
        int exitCode = await FurrowCli.RunAsync(
            ["plan"], host.Host with { Out = new ClosedWriter() }, TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Failed, exitCode);
        Assert.Equal("error: The result cannot be written to standard output: Broken pipe\n", host.Error.ToString());
    }

    [Fact]
    public async Task A_closed_error_stream_changes_nothing()
    {
        using TestProject project = TestProject.Small();
        TestHost host = project.Host();
        int exitCode = await FurrowCli.RunAsync(
            ["status", "--bogus"],
            host.Host with { Error = new ClosedWriter() },
            TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Usage, exitCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_fault_of_its_own_is_internal_and_shows_its_stack_only_when_asked(bool isVerbose)
    {
        TestHost host = TestHost.Create("/");
        CliHost broken = host.Host with { UseProviders = _ => throw new InvalidOperationException("kaputt") };
        using TestProject project = TestProject.Small();
        string[] args = ["plan", "-C", project.Directory, "--json", .. isVerbose ? new[] { "--verbose" } : []];
        int exitCode = await FurrowCli.RunAsync(args, broken, TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Failed, exitCode);
        JsonElement error = JsonDocument.Parse(host.Output.ToString()).RootElement.GetProperty("error");
        Assert.Equal("internal", error.GetProperty("code").GetString());
        Assert.Contains(
            "(InvalidOperationException): kaputt", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(isVerbose, host.Error.ToString().Contains("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_password_is_shown_nowhere()
    {
        using TestProject project = TestProject.Small();
        CliResult result = await project.RunAsync(
            "status", "--database", "postgres://ana:s3cr3t-word@localhost/pilates", "--verbose");
        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.DoesNotContain("s3cr3t-word", result.ToString(), StringComparison.Ordinal);
    }

    private sealed class ClosedWriter : StringWriter
    {
        public override void Write(string? value) => throw new IOException("Broken pipe");

        public override void Write(char value) => throw new IOException("Broken pipe");
    }
}
