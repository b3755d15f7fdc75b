using System.CommandLine;
using Furrow.Configuration;

namespace Furrow.Cli;

/// <summary>The options that every command takes, before or after its name.</summary>
internal sealed class SharedOptions
{
    private readonly Option<string?> _directory = OptionParts.Text(
        "-C", "DIR", "The project's directory. Default: the current one, or the nearest above with a furrow.yaml");

    private readonly Option<string?> _database = OptionParts.Text(
        "--database",
        "DATABASE",
        "postgres://USER@HOST/NAME, Host=…;Database=…, or sqlite:PATH. Default: the project's");

    private readonly Option<bool> _yes = OptionParts.Flag("--yes", "Answer yes where a confirmation is asked for");

    private readonly Option<string?> _confirm = OptionParts.Text(
        "--confirm", "DATABASE", "Confirm with the database's name what --yes is not enough for");

    private readonly Option<bool> _nonInteractive = OptionParts.Flag("--non-interactive", "Never ask; refuse instead");

    private readonly Option<bool> _json = OptionParts.Flag("--json", "Write one JSON document to standard output");

    private readonly Option<string?> _logFormat = OptionParts.Choice(
        "--log-format",
        "FORMAT",
        "How events are written to standard error, text or json. Default: text",
        "text",
        "json");

    private readonly Option<string?> _logFile = OptionParts.Text(
        "--log-file", "PATH", "Also append every event to a file, one JSON object a line");

    private readonly Option<bool> _verbose = OptionParts.Flag(
        "--verbose", "Show every event and statement, and stack traces");

    private readonly Option<bool> _quiet = OptionParts.Flag("--quiet", "Show only errors and warnings");

    private readonly Option<bool> _noColor = OptionParts.Flag("--no-color", "No colour, as with NO_COLOR set");

    private readonly Option<string?> _lockTimeout = OptionParts.Duration(
        "--lock-timeout", "How long to wait for another furrow. Default: 60s");

    private readonly Option<string?> _wait = OptionParts.Duration(
        "--wait", "How long to wait for the database to answer. Default: 30s");

    /// <summary>The environment; <c>create-seed</c> means a folder by it.</summary>
    public Option<string?> Environment { get; } = OptionParts.Text(
        "--env", "ENVIRONMENT", "The environment to work in. Default: furrow.yaml's, else development");

    /// <summary>Asks for help.</summary>
    public Option<bool> Help { get; } = OptionParts.Flag("--help", "Show this help", "-h", "-?");

    /// <summary>The options in the order to show them.</summary>
    public IReadOnlyList<Option> All =>
    [
        _directory, _database, Environment, _yes, _confirm, _nonInteractive, _json, _logFormat, _logFile,
        _verbose, _quiet, _noColor, _lockTimeout, _wait, Help,
    ];

    /// <summary>Adds the options to the root, for itself and every command below it.</summary>
    public void AddTo(ToolCommand root)
    {
        foreach (Option option in All)
        {
            option.Recursive = true;
            root.Options.Add(option);
        }
    }

    /// <summary>What was given. The command line must be free of errors.</summary>
    public SharedValues Read(ParseResult parse) => new()
    {
        Directory = parse.GetValue(_directory),
        Yes = parse.GetValue(_yes),
        Confirm = parse.GetValue(_confirm),
        NonInteractive = parse.GetValue(_nonInteractive),
        Json = parse.GetValue(_json),
        Verbose = parse.GetValue(_verbose),
        Quiet = parse.GetValue(_quiet),
        NoColour = parse.GetValue(_noColor),
        LockTimeout = Duration(parse, _lockTimeout) ?? SharedValues.LockTimeoutDefault,
        ConnectWait = Duration(parse, _wait) ?? SharedValues.ConnectWaitDefault,
        Overrides = new ProjectOverrides
        {
            Database = parse.GetValue(_database),
            Environment = parse.GetValue(Environment),
            LogFormat = parse.GetValue(_logFormat) switch
            {
                "text" => LogFormat.Text,
                "json" => LogFormat.Json,
                _ => null,
            },
            LogFile = parse.GetValue(_logFile),
            Verbose = parse.GetValue(_verbose) ? true : null,
        },
    };

    /// <summary>What can be made out on a command line that has errors: how to report them.</summary>
    public static SharedValues Guess(IReadOnlyList<string> args)
    {
        string[] words = [.. args.TakeWhile(arg => arg != "--")];
        HashSet<string> given = [.. words];
        int place = Array.IndexOf(words, "-C");
        return new SharedValues
        {
            Directory = place >= 0 && place + 1 < words.Length ? words[place + 1] : null,
            Json = given.Contains("--json"),
            Quiet = given.Contains("--quiet"),
            NoColour = given.Contains("--no-color"),
            NonInteractive = true,
        };
    }

    private static TimeSpan? Duration(ParseResult parse, Option<string?> option) =>
        parse.GetValue(option) is { } text ? OptionParts.ReadDuration(text) : null;
}
