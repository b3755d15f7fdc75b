using Furrow.Sqlite;

namespace Furrow.Cli.Tests;

/// <summary>
/// A world for one run of the tool: its output is text, its clock stands still, its database is SQLite.
/// </summary>
internal sealed class TestHost
{
    private TestHost(CliHost host, ManualClock clock, StringWriter output, StringWriter error)
    {
        Host = host;
        Clock = clock;
        Output = output;
        Error = error;
    }

    public CliHost Host { get; }

    public ManualClock Clock { get; }

    public StringWriter Output { get; }

    public StringWriter Error { get; }

    public static TestHost Create(
        string directory, Terminal? terminal = null, string input = "", Dictionary<string, string>? variables = null)
    {
        StringWriter output = new() { NewLine = "\n" };
        StringWriter error = new() { NewLine = "\n" };
        ManualClock clock = new();
        return new TestHost(
            new CliHost
            {
                Out = output,
                Error = error,
                In = new StringReader(input),
                Terminal = terminal ?? Terminal.None,
                Variables = variables ?? [],
                CurrentDirectory = directory,
                Clock = clock,
                UseProviders = options => options.Use(new SqliteProvider()),
            },
            clock,
            output,
            error);
    }

    public async Task<CliResult> RunAsync(params string[] args)
    {
        int exitCode = await FurrowCli.RunAsync(args, Host, TestContext.Current.CancellationToken);
        return new CliResult(exitCode, Output.ToString(), Error.ToString());
    }
}

/// <summary>What a run of the tool left behind.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    public override string ToString() => $"-- exit {ExitCode}\n-- output\n{Output}-- error\n{Error}";
}
