namespace Furrow.Cli.Tests.Scripts;

/// <summary><c>./test</c>: what it counts, says last and returns.</summary>
public sealed class TestScriptTests : IDisposable
{
    private readonly ScriptClone clone = new();

    public void Dispose() => clone.Dispose();

    [Fact]
    public async Task The_last_line_sums_the_projects()
    {
        Report("One.Tests", """total="7" passed="7" failed="0" skipped="0" not-run="0" errors="0" """);
        Report("Two.Tests", """errors="0" failed="0" not-run="0" passed="3" skipped="1" total="4" """);

        ScriptRun run = await TestAsync();

        Assert.Equal("10 passed, 0 failed, 1 skipped", run.LastLine);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Failures_and_clean_up_errors_fail_the_run()
    {
        Report("One.Tests", """errors="1" failed="2" passed="3" skipped="0" """, exitCode: 1);

        ScriptRun run = await TestAsync();

        Assert.Equal("3 passed, 3 failed", run.LastLine);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task A_runner_that_crashes_counts_as_a_failure()
    {
        Report("One.Tests", """errors="0" failed="0" passed="3" skipped="0" """);
        clone.Write("tests/Two.Tests/run", "kill -9 $$");

        ScriptRun run = await TestAsync();

        Assert.Equal("3 passed, 1 failed", run.LastLine);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task A_bad_exit_code_counts_even_when_the_report_is_clean()
    {
        Report("One.Tests", """errors="0" failed="0" passed="3" skipped="0" """, exitCode: 3);

        ScriptRun run = await TestAsync();

        Assert.Equal("3 passed, 1 failed", run.LastLine);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task No_test_at_all_is_not_a_success()
    {
        Report("One.Tests", """errors="0" failed="0" passed="0" skipped="0" """);

        ScriptRun run = await TestAsync("-class", "Nothing");

        Assert.Equal("0 passed, 0 failed", run.LastLine);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task Words_select_projects_and_options_go_to_the_runners()
    {
        clone.Write("tests/One.Tests/run", "exit 1");
        Report("Two.Tests", """errors="0" failed="0" passed="3" skipped="0" """);

        ScriptRun run = await TestAsync("two", "-class", "A B");

        Assert.Equal("3 passed, 0 failed", run.LastLine);
        string call = File.ReadLines(clone.PathOf("calls")).Last();
        Assert.EndsWith(" -class A B", call, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_that_selects_nothing_is_an_error_that_lists_the_projects()
    {
        Report("One.Tests", """errors="0" failed="0" passed="3" skipped="0" """);

        ScriptRun run = await TestAsync("three");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("  One.Tests", run.Errors, StringComparison.Ordinal);
    }

    private void Report(string project, string counts, int exitCode = 0) =>
        clone.Write($"tests/{project}/run", $"""
            echo '<assemblies><assembly name="x" {counts}><test name="&lt;assembly passed=&quot;99&quot;>"/>' >"$2"
            exit {exitCode}
            """);

    private Task<ScriptRun> TestAsync(params string[] arguments) =>
        clone.RunAsync(clone.PathOf("test"), clone.Root, arguments);
}
