#pragma warning disable RS0030 // The one file that may touch the console.
using System.Text;
using Furrow.Cli;
using Furrow.Configuration;
using Furrow.Postgres;
using Furrow.Sqlite;

using Interruption interruption = new();
Encoding encoding = Console.OutputEncoding;
await using StreamWriter output = new(Console.OpenStandardOutput(), encoding);
await using StreamWriter error = new(Console.OpenStandardError(), encoding);
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
    Variables = ConfigurationSources.ProcessVariables(),
    CurrentDirectory = Environment.CurrentDirectory,
    UseProviders = options => options.Use(new SqliteProvider()).Use(new PostgresProvider()),
};
return await FurrowCli.RunAsync(args, host, interruption.Token);
