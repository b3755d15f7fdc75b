#pragma warning disable RS0030 // The one file that may touch the console.
using System.Collections;
using System.Text;
using Furrow;
using Furrow.Cli;
using Furrow.Postgres;
using Furrow.Sqlite;

// A plain loop: the shorter way costs milliseconds of compiling at every start.
Dictionary<string, string> variables = new(StringComparer.Ordinal);
foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
{
    variables[(string)entry.Key] = entry.Value as string ?? "";
}

using Interruption interruption = new();
Encoding encoding = Console.OutputEncoding;

// Nothing here is awaited: closing a stream that way would start the thread pool, which few commands need.
using StreamWriter output = new(Console.OpenStandardOutput(), encoding);
using StreamWriter error = new(Console.OpenStandardError(), encoding);
CliHost host = new()
{
    Out = output,
    Error = error,
    In = new StreamReader(Console.OpenStandardInput(), Console.InputEncoding),
    Terminal = new Terminal
    {
        IsIn = !Console.IsInputRedirected,
        IsOut = !Console.IsOutputRedirected,
        IsError = !Console.IsErrorRedirected,
        Width = () => Console.WindowWidth,
        IsUnicode = encoding.CodePage == Encoding.UTF8.CodePage,
    },
    Variables = variables,
    CurrentDirectory = Environment.CurrentDirectory,
    ContinueInPlace = SocketThreads.ContinueInPlace,
    UseProviders = options =>
    {
        options.Use(new SqliteProvider()).Use(new PostgresProvider());

        // Their assembly is loaded by the first file in C#. What it writes to the console must not get into a document.
        options.SeedCompiler = () => Scripting(options).SeedCompiler!();
        options.ScenarioCompiler = () => Scripting(options).ScenarioCompiler!();

        FurrowOptions Scripting(FurrowOptions into)
        {
            Console.SetOut(TextWriter.Synchronized(error));
            return into.UseScripting();
        }
    },
};
return FurrowCli.RunAsync(args, host, interruption.Token).GetAwaiter().GetResult();
