using System.CommandLine;
using Furrow.Cli.Commands;
using Furrow.Cli.Completion;

namespace Furrow.Cli;

/// <summary>The command tree: every command with its options, and the options that all of them share.</summary>
internal sealed class CommandLine
{
    private static readonly (string Name, Func<SuggestedValues, Command> Make)[] Commands =
    [
        ("init", _ => new InitCommand()),
        ("setup", _ => new SetupCommand()),
        ("plan", _ => new PlanCommand()),
        ("status", _ => new StatusCommand()),
        ("list", _ => new ListCommand()),
        ("doctor", _ => new DoctorCommand()),
        ("migrate", _ => new MigrateCommand()),
        ("rollback", _ => new RollbackCommand()),
        ("baseline", _ => new BaselineCommand()),
        ("repair", _ => new RepairCommand()),
        ("verify", _ => new VerifyCommand()),
        ("seed", suggested => new SeedCommand(suggested)),
        ("seed-rollback", suggested => new SeedRollbackCommand(suggested)),
        ("generate", suggested => new GenerateCommand(suggested)),
        ("clear", _ => new ClearCommand()),
        ("reset", _ => new ResetCommand()),
        ("export", _ => new ExportCommand()),
        ("import", _ => new ImportCommand()),
        ("create", _ => new CreateCommand()),
        ("create-seed", _ => new CreateSeedCommand()),
        ("seed-sync", suggested => new SeedSyncCommand(suggested)),
        ("seed-check", _ => new SeedCheckCommand()),
        ("seed-test", suggested => new SeedTestCommand(suggested)),
        ("seed-clean", _ => new SeedCleanCommand()),
        ("seed-watch", _ => new SeedWatchCommand()),
        ("snapshot", suggested => new SnapshotCommand(suggested)),
        ("stamp", suggested => new StampCommand(suggested)),
        ("lock", _ => new LockCommand()),
        ("unlock", _ => new UnlockCommand()),
        ("completion", _ => new CompletionCommand()),
    ];

    private readonly Option<bool> _version = OptionParts.Flag("--version", "Show the version");

    /// <summary>The whole tree.</summary>
    public CommandLine(SuggestedValues suggested)
        : this(suggested, _ => true)
    {
    }

    private CommandLine(SuggestedValues suggested, Predicate<string> isWanted)
    {
        foreach ((string name, Func<SuggestedValues, Command> make) in Commands)
        {
            if (isWanted(name)) Root.Subcommands.Add(make(suggested));
        }

        Shared.Environment.CompletionSources.Add(_ => suggested.Environments);
        Shared.AddTo(Root);
        Root.Options.Add(_version);
    }

    /// <summary>
    /// As much of the tree as these arguments can reach, which is built sooner: enough for a command line that is right
    /// and asks for no help. The completion scripts tell of all of it.
    /// </summary>
    public static CommandLine For(IReadOnlyList<string> args, SuggestedValues suggested) =>
        new(suggested, args.Contains("completion") ? _ => true : args.Contains);

    /// <summary>The root: <c>furrow</c>.</summary>
    public ToolCommand Root { get; } = new();

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
