using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Furrow.Configuration;

namespace Furrow.Cli;

/// <summary>The kinds of option that the commands are made of.</summary>
internal static class OptionParts
{
    private static readonly TimeSpan DurationMax = TimeSpan.FromDays(1);

    /// <summary>An option without a value.</summary>
    public static Option<bool> Flag(string name, string description, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        // Without this, `--force true` would be taken for one.
        Arity = ArgumentArity.Zero,
    };

    /// <summary>An option with any text as its value.</summary>
    public static Option<string?> Text(string name, string valueName, string description) => new(name)
    {
        Description = description,
        HelpName = valueName,
    };

    /// <summary>An option whose value is one of a few words.</summary>
    public static Option<string?> Choice(
        string name, string valueName, string description, params string[] choices)
    {
        Option<string?> option = new(name) { Description = description, HelpName = valueName };
        option.CompletionSources.Add(choices);
        option.Validators.Add(result => Validate(result, name, choices));
        return option;
    }

    /// <summary>An argument that is one of a few words.</summary>
    public static Argument<string> ChoiceArgument(string name, string description, params string[] choices)
    {
        Argument<string> argument = new(name) { Description = description };
        argument.CompletionSources.Add(choices);
        argument.Validators.Add(result => Validate(result, name, choices));
        return argument;
    }

    /// <summary>
    /// An option whose value is a duration: <c>500ms</c>, <c>2s</c>, <c>1m</c>, or seconds as a plain number.
    /// </summary>
    public static Option<string?> Duration(string name, string description)
    {
        Option<string?> option = new(name) { Description = description, HelpName = "DURATION" };
        option.Validators.Add(result =>
        {
            foreach (Token token in result.Tokens.Where(token => ReadDuration(token.Value) is null))
            {
                result.AddError(
                    $"{name} is '{token.Value}'; expected seconds, or a duration such as 500ms, 2s or 1m, up to a day");
            }
        });
        return option;
    }

    /// <summary>An option whose value is a whole number from 1.</summary>
    public static Option<string?> Whole(string name, string valueName, string description)
    {
        Option<string?> option = new(name) { Description = description, HelpName = valueName };
        option.Validators.Add(result =>
        {
            foreach (Token token in result.Tokens.Where(token => ReadWhole(token.Value) is null))
            {
                result.AddError($"{name} is '{token.Value}'; expected a whole number from 1");
            }
        });
        return option;
    }

    /// <summary>A whole number from 1 as typed; null when it is none, or nothing was typed.</summary>
    public static int? ReadWhole(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= 1
            ? value
            : null;

    /// <summary>A duration as typed; null when it is none, or longer than a day.</summary>
    public static TimeSpan? ReadDuration(string text)
    {
        const NumberStyles Style = NumberStyles.AllowDecimalPoint;
        bool isNumber = double.TryParse(text, Style, CultureInfo.InvariantCulture, out double seconds)
            && seconds <= DurationMax.TotalSeconds;
        TimeSpan value = isNumber ? TimeSpan.FromSeconds(seconds) : default;
        return (isNumber || DurationText.TryParse(text, out value)) && value <= DurationMax ? value : null;
    }

    private static void Validate(SymbolResult result, string name, string[] choices)
    {
        foreach (Token token in result.Tokens)
        {
            if (!choices.Contains(token.Value, StringComparer.Ordinal))
            {
                result.AddError(
                    $"{name} is '{token.Value}'; expected {string.Join(", ", choices[..^1])} or {choices[^1]}");
            }
        }
    }
}
