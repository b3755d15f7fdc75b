namespace Furrow.Cli.Tests.Running;

public sealed class GenerateOptionTests
{
    [Theory]
    [InlineData("generate -C {0} --booking-rate 2", "--booking-rate is '2'; expected a number from 0 to 1.")]
    [InlineData("-C {0} generate --booking-rate 2", "--booking-rate is '2'; expected a number from 0 to 1.")]
    [InlineData("generate -C {0} --booking-rates 2", "generate has no option --booking-rates")]
    public async Task Parameters_are_those_of_the_project_that_is_named(string line, string message)
    {
        string sample = Path.Combine(SourceTree.Root, "samples", "pilates");
        string[] args = [.. line.Split(' ').Select(word => word == "{0}" ? sample : word)];
        string missing = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".db");
        CliResult result = await TestHost.Create("/").RunAsync([.. args, "--database", $"sqlite:{missing}"]);
        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(missing));
    }
}
