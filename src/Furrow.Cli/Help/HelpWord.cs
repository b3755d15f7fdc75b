namespace Furrow.Cli.Help;

/// <summary><c>furrow help COMMAND</c>, which many other tools have, means <c>furrow COMMAND --help</c>.</summary>
internal static class HelpWord
{
    /// <summary>The same command line with the option in the word's place.</summary>
    public static IReadOnlyList<string> Read(IReadOnlyList<string> args) =>
        args is ["help", ..] ? [.. args.Skip(1), "--help"] : args;
}
