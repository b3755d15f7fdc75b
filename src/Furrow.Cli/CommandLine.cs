using System.CommandLine;
using Furrow.Cli.Commands;
using Furrow.Cli.Completion;

namespace Furrow.Cli;

/// <summary>The command tree: every command with its options, and the options that all of them share.</summary>
internal sealed class CommandLine
{
    private readonly Option<bool> _version = OptionParts.Flag("--version", "Show the version");

    public CommandLine(SuggestedValues suggested)
    {
        // The library's own help, version and directives give way: they write in their own style.
        Root.Options.Clear();
        Root.Directives.Clear();
        Root.Subcommands.Add(new InitCommand());
        Root.Subcommands.Add(new SetupCommand());
        Root.Subcommands.Add(new PlanCommand());
        Root.Subcommands.Add(new StatusCommand());
        Root.Subcommands.Add(new ListCommand());
        Root.Subcommands.Add(new DoctorCommand());
        Root.Subcommands.Add(new MigrateCommand());
        Root.Subcommands.Add(new SeedCommand(suggested));
        Root.Subcommands.Add(new SeedRollbackCommand(suggested));
        Root.Subcommands.Add(new CreateCommand());
        Root.Subcommands.Add(new CreateSeedCommand());
        Root.Subcommands.Add(new StampCommand(suggested));
        Root.Subcommands.Add(new LockCommand());
        Root.Subcommands.Add(new UnlockCommand());
        Root.Subcommands.Add(new CompletionCommand());
        Shared.Environment.CompletionSources.Add(_ => suggested.Environments);
        Shared.AddTo(Root);
        Root.Options.Add(_version);
    }

    /// <summary>The root: <c>furrow</c>.</summary>
    public RootCommand Root { get; } = new(
        "Takes a database from empty to ready to work with, and back to a known state.");

    /// <summary>The options of every command.</summary>
    public SharedOptions Shared { get; } = new();

    /// <summary>Reads a command line; its errors are in the result.</summary>
    public ParseResult Parse(IReadOnlyList<string> args) => Root.Parse(args, new ParserConfiguration
    {
        // `furrow create @home` is a name, not a file to read arguments from.
        ResponseFileTokenReplacer = null,
    });

    /// <summary>Whether help is wanted: <c>--help</c> anywhere, or nothing at all.</summary>
    public bool WantsHelp(ParseResult parse) =>
        parse.GetResult(Shared.Help) is { Implicit: false } || parse.Tokens.Count == 0;

    /// <summary>Whether the version is wanted.</summary>
    public bool WantsVersion(ParseResult parse) => parse.GetResult(_version) is { Implicit: false };
}
