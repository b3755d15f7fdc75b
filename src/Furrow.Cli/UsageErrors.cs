using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Furrow.Errors;

namespace Furrow.Cli;

/// <summary>Finds what is wrong with a command line and says it in one error, all of it at once.</summary>
internal static class UsageErrors
{
    /// <summary>The error with code <c>usage</c>; null when the command line is right.</summary>
    /// <param name="parse">The parsed command line.</param>
    /// <param name="args">The command line as given: some slips are gone after parsing.</param>
    public static FurrowException? Find(ParseResult parse, IReadOnlyList<string> args)
    {
        List<Problem> problems =
        [
            .. Addresses(parse),
            .. EmptyValues(parse, args),
            .. SwallowedOptions(parse, args),
            .. Unknown(parse),
            .. FromParser(parse),
            .. Contradictions(parse),
        ];
        string[] messages = [.. problems.Select(problem => problem.Message).Distinct(StringComparer.Ordinal)];
        if (messages.Length == 0)
        {
            return null;
        }

        Command command = parse.CommandResult.Command;
        string help = command is ToolCommand ? "furrow --help" : $"furrow {CommandPath.Of(command)} --help";
        string? nearest = problems.Select(problem => problem.Nearest).FirstOrDefault(name => name is not null);
        return new FurrowException(ErrorCode.Usage, messages[0] + ".")
        {
            Detail = messages.Length == 1 ? null : string.Join('\n', messages.Skip(1).Select(message => message + ".")),
            Hint = nearest is null ? $"See {help}." : $"Did you mean {nearest}? See {help}.",
        };
    }

    // Never repeated: it may hold a password.
    private static IEnumerable<Problem> Addresses(ParseResult parse)
    {
        Command command = parse.CommandResult.Command;
        string subject = command is ToolCommand ? "furrow" : command.Name;
        return parse.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens.Select(token => token.Value)).Concat(parse.UnmatchedTokens)
            .Where(TypedAddress.Is)
            .Select(_ => new Problem($"{subject} does not take a database's address by itself", "--database"));
    }

    // `--env= seed`, as from an unset variable, would otherwise take the next word for its value.
    private static IEnumerable<Problem> EmptyValues(ParseResult parse, IReadOnlyList<string> args) =>
        from arg in BeforeDoubleDash(args)
        where arg.StartsWith('-') && arg.EndsWith('=')
        where KnownOptions(parse).Contains(arg[..^1], StringComparer.Ordinal)
        select new Problem($"{arg[..^1]} has no value", null);

    // The parser takes any word for an argument or a value, mistyped options too.
    private static IEnumerable<Problem> SwallowedOptions(ParseResult parse, IReadOnlyList<string> args)
    {
        HashSet<string> given = [.. BeforeDoubleDash(args)];
        int doubleDash = parse.Tokens.ToList().FindIndex(token => token.Type == TokenType.DoubleDash);
        IEnumerable<Token> before = doubleDash < 0 ? parse.Tokens : parse.Tokens.Take(doubleDash);
        string? option = null;
        foreach (Token token in before)
        {
            bool looksLikeOption = token is { Type: TokenType.Argument, Value: ['-', _, ..] };
            // A number after an option is its value, and the option says what it takes.
            bool isNegative = option is not null && double.TryParse(token.Value, CultureInfo.InvariantCulture, out _);
            if (looksLikeOption && !isNegative && given.Contains(token.Value))
            {
                bool isKnown = KnownOptions(parse).Contains(token.Value, StringComparer.Ordinal);
                if (!parse.UnmatchedTokens.Contains(token.Value))
                {
                    yield return isKnown && option is not null
                        ? new Problem($"{option} has no value", null)
                        : UnknownOption(parse, token.Value);
                }
            }

            option = token.Type == TokenType.Option ? token.Value : null;
        }
    }

    private static IEnumerable<Problem> Unknown(ParseResult parse)
    {
        Command command = parse.CommandResult.Command;
        foreach (string token in parse.UnmatchedTokens.Where(token => !TypedAddress.Is(token)))
        {
            if (token.StartsWith('-'))
            {
                yield return UnknownOption(parse, token);
            }
            else if (IsGroup(command))
            {
                string what = command is ToolCommand ? "command" : $"command of {command.Name}";
                yield return new Problem(
                    $"'{token}' is no {what}", NearestName.Find(token, command.Subcommands.Select(c => c.Name)));
            }
            else
            {
                yield return new Problem($"{CommandPath.Of(command)} does not take '{token}'", null);
            }
        }

        if (IsGroup(command) && parse.UnmatchedTokens.All(token => token.StartsWith('-')))
        {
            yield return new Problem(
                command is ToolCommand
                    ? "A command is missing"
                    : $"{command.Name} needs a command: {string.Join(", ", command.Subcommands.Select(c => c.Name))}",
                null);
        }
    }

    // Of the root only what the arguments can reach may have been built.
    private static bool IsGroup(Command command) => command is ToolCommand || command.Subcommands.Count > 0;

    private static IEnumerable<Problem> FromParser(ParseResult parse)
    {
        foreach (ParseError error in parse.Errors)
        {
            // What the parser could not place is reported above, with a suggestion.
            if (error.SymbolResult is CommandResult) continue;
            if (error.SymbolResult is ArgumentResult { Argument: { } argument } && error.SymbolResult.Tokens.Count == 0)
            {
                yield return new Problem($"{argument.Name} is missing", null);
            }
            else if (error.SymbolResult is OptionResult { Option: { } option, IdentifierTokenCount: > 1 })
            {
                yield return new Problem($"{option.Name} is given more than once", null);
            }
            else if (error.SymbolResult is OptionResult { Option: { } empty, Tokens.Count: 0 })
            {
                yield return new Problem($"{empty.Name} has no value", null);
            }
            else
            {
                yield return new Problem(error.Message.ReplaceLineEndings(" ").TrimEnd('.'), null);
            }
        }
    }

    private static IEnumerable<Problem> Contradictions(ParseResult parse)
    {
        HashSet<string> given =
        [
            .. parse.Tokens.Where(token => token.Type == TokenType.Option).Select(token => token.Value),
        ];
        if (given.Contains("--quiet") && given.Contains("--verbose"))
        {
            yield return new Problem("--quiet and --verbose contradict each other", null);
        }
    }

    private static Problem UnknownOption(ParseResult parse, string token)
    {
        string name = token.Split('=', ':')[0];
        Command command = parse.CommandResult.Command;
        string subject = command is ToolCommand ? "furrow" : CommandPath.Of(command);
        // Every letter is one slip away from every other.
        string? nearest = name.StartsWith("--", StringComparison.Ordinal)
            ? NearestName.Find(name, KnownOptions(parse))
            : null;
        return new Problem($"{subject} has no option {name}", nearest);
    }

    private static List<string> KnownOptions(ParseResult parse) =>
    [
        .. parse.CommandResult.Command.Options
            .Concat(parse.RootCommandResult.Command.Options.Where(option => option.Recursive))
            .SelectMany(option => option.Aliases.Prepend(option.Name)),
    ];

    private static IEnumerable<string> BeforeDoubleDash(IReadOnlyList<string> args) =>
        args.TakeWhile(arg => arg != "--");

    private sealed record Problem(string Message, string? Nearest);
}
