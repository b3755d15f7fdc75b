namespace Furrow.Cli.Tests.Live;

/// <summary>Questions at a terminal: who is asked, what is shown, and what counts as an answer.</summary>
public sealed class PromptTests
{
    private static readonly Terminal Person = new() { IsIn = true, IsOut = true, IsError = true, Width = () => 80 };

    [Theory]
    [InlineData("y\n", ExitCode.Ok)]
    [InlineData(" YES \n", ExitCode.Ok)]
    [InlineData("n\n", ExitCode.Refused)]
    [InlineData("\n", ExitCode.Refused)]
    [InlineData("sure\n", ExitCode.Refused)]
    [InlineData("", ExitCode.Refused)]
    public async Task Only_a_clear_yes_is_a_yes(string input, int exitCode)
    {
        using TestProject project = TestProject.Small();
        project.Write("seeds/base/00_rooms.sql", "INSERT OR IGNORE INTO rooms (name) VALUES ('red'), ('blue');\n");
        await project.RunAsync("setup");
        CliResult result = await project.Host(Person, input).RunAsync("seed", "base/00_rooms", "--force", "--no-color");
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains("? [y/N] ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("small.db\n", ExitCode.Ok)]
    [InlineData("small\n", ExitCode.Refused)]
    [InlineData("y\n", ExitCode.Refused)]
    [InlineData("", ExitCode.Refused)]
    public async Task A_typed_confirmation_is_the_name(string input, int exitCode)
    {
        using TestProject project = TestProject.Small();
        await project.RunAsync("setup", "--env", "staging");
        CliResult result = await project.Host(Person, input).RunAsync("stamp", "development");
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains("Type small.db", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, true, "")]
    [InlineData(true, false, "")]
    [InlineData(true, true, "--non-interactive")]
    [InlineData(true, true, "--json")]
    public async Task Nobody_is_asked_who_cannot_answer(bool isIn, bool isError, string option)
    {
        using TestProject project = TestProject.Small();
        await project.RunAsync("setup");
        Terminal terminal = Person with { IsIn = isIn, IsError = isError };
        string[] args = ["seed", "base/00_rooms", "--force", .. option.Length == 0 ? [] : new[] { option }];
        CliResult result = await project.Host(terminal, "y\n").RunAsync(args);
        Assert.Equal(ExitCode.Refused, result.ExitCode);
        Assert.DoesNotContain("[y/N]", result.Error, StringComparison.Ordinal);
        Assert.Contains("--yes", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_question_reads_well()
    {
        using TestProject project = TestProject.Small();
        await project.RunAsync("setup");
        CliResult declined = await project.Host(Person, "n\n").RunAsync("seed", "base/00_rooms", "--force");
        Approval.Verify(declined.ToString());
    }
}
