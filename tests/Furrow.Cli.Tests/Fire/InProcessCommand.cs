using Furrow.Cli.Rendering;
using Furrow.Events;
using Furrow.Postgres;
using Furrow.Sqlite;

namespace Furrow.Cli.Tests.Fire;

/// <summary>The command inside this process. Free of the test framework.</summary>
internal static class InProcessCommand
{
    /// <summary>Runs it to its end; <paramref name="sink"/> hears everything, statements included.</summary>
    public static async Task<CliResult> RunAsync(
        string url, string directory, IEnumerable<string> command, IEventSink sink)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        CliHost host = new()
        {
            Out = output,
            Error = error,
            In = TextReader.Null,
            Terminal = Terminal.None,
            Variables = new Dictionary<string, string>(StringComparer.Ordinal),
            CurrentDirectory = directory,
            UseProviders = options =>
            {
                options.Use(new SqliteProvider()).Use(new PostgresProvider());
                options.Sinks.Add(sink);
            },
        };
        string[] args = [.. command, "-C", directory, "--database", url, "--json", "--log-format", "json"];
        int exitCode = await FurrowCli.RunAsync(args, host, CancellationToken.None);
        return new CliResult(exitCode, output.ToString(), error.ToString());
    }
}
