using System.CommandLine;
using System.Reflection;
using Furrow.Cli.Commands;
using Furrow.Cli.Completion;
using Furrow.Cli.Help;
using Furrow.Cli.Rendering;
using Furrow.Errors;

namespace Furrow.Cli;

/// <summary>The command-line tool from arguments to exit code. Touches nothing but its host.</summary>
internal static class FurrowCli
{
    /// <summary>Runs one command line and returns its exit code. Never throws.</summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, CliHost host, CancellationToken cancellationToken)
    {
        if (SuggestRequest.TryRead(args) is { } request)
        {
            return await SuggestAsync(request, host, cancellationToken);
        }

        args = HelpWord.Read(args);
        SuggestedValues suggested = args.Contains("generate")
            ? await SuggestedValues.ReadScenariosAsync(SharedOptions.Guess(args).Directory, host, cancellationToken)
            : SuggestedValues.None;
        CommandLine line = CommandLine.For(args, suggested);
        ParseResult parse = line.Parse(args);
        if (line.WantsHelp(parse) || UsageErrors.Find(parse, args) is not null)
        {
            line = new CommandLine(suggested);
            parse = line.Parse(args);
        }

        ICliCommand? command = parse.CommandResult.Command as ICliCommand;
        if (line.WantsHelp(parse))
        {
            return Print(HelpPage.Of(line, parse.CommandResult.Command), parse, args, host);
        }

        if (command is null && line.WantsVersion(parse) && parse.UnmatchedTokens.Count == 0)
        {
            return Print(Page.Of($"furrow {Version()}"), parse, args, host);
        }

        FurrowException? wrong = UsageErrors.Find(parse, args);
        SharedValues shared = wrong is null ? line.Shared.Read(parse) : SharedOptions.Guess(args);
        CommandReport report = new(host, shared, command is null ? null : CommandPath.Of(parse.CommandResult.Command));
        using CommandRun run = new(host, shared, parse);
        if (wrong is not null)
        {
            return report.Failure(run, wrong, isInterrupted: false);
        }

        if (command!.RunsOwnCodeOnly)
        {
            host.ContinueInPlace();
        }

        try
        {
            Outcome outcome = await command.RunAsync(run, cancellationToken);
            return report.Success(run, outcome);
        }
        catch (Exception e)
        {
            return report.Failure(run, e, cancellationToken.IsCancellationRequested);
        }
    }

    private static int Print(Page page, ParseResult parse, IReadOnlyList<string> args, CliHost host)
    {
        SharedValues shared = SharedOptions.Guess(args) with { Json = false, Quiet = false };
        CommandReport report = new(host, shared, CommandPath.Of(parse.CommandResult.Command));
        using CommandRun run = new(host, shared with { Quiet = true }, parse);
        return report.Success(run, new Outcome(page, _ => { }));
    }

    private static async Task<int> SuggestAsync(
        SuggestRequest request, CliHost host, CancellationToken cancellationToken)
    {
        try
        {
            SuggestedValues values = await SuggestedValues.ReadAsync(request, host, cancellationToken);
            foreach (string word in request.Complete(new CommandLine(values)))
            {
                await host.Out.WriteLineAsync(word.AsMemory(), cancellationToken);
            }

            await host.Out.FlushAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // Whoever pressed Tab has gone on typing.
        }

        return ExitCode.Ok;
    }

    /// <summary>Which furrow this is.</summary>
    public static string Version()
    {
        Assembly assembly = typeof(FurrowCli).Assembly;
        string? text = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return text ?? assembly.GetName().Version?.ToString(3) ?? "";
    }
}
