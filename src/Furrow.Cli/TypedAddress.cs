using System.Text.RegularExpressions;
using Furrow.Errors;

namespace Furrow.Cli;

/// <summary>
/// Addresses of databases among the words of a command line. They may hold a password wherever they were typed, and an
/// error about such a word must not repeat it.
/// </summary>
internal static partial class TypedAddress
{
    private const string Mask = "***";

    /// <summary>Whether a word can only be meant for <c>--database</c>.</summary>
    public static bool Is(string word) => word.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
        || word.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase)
        || word.StartsWith("sqlite:", StringComparison.OrdinalIgnoreCase)
        || PasswordOf(word) is not null;

    /// <summary>The error without the passwords that stand in these words; the same one where it shows none.</summary>
    public static FurrowException Hide(FurrowException error, IEnumerable<string> words)
    {
        string[] passwords = [.. words.Select(PasswordOf).OfType<string>().Distinct(StringComparer.Ordinal)];
        if (!passwords.Any(password => Holds(error, password)))
        {
            return error;
        }

        string? Clean(string? text) => passwords.Aggregate(
            text, (clean, password) => clean?.Replace(password, Hidden(password), StringComparison.Ordinal));
        return new FurrowException(error.Code, Clean(error.Message)!)
        {
            Detail = Clean(error.Detail),
            Hint = Clean(error.Hint),
            File = Clean(error.File),
            Line = error.Line,
            Column = error.Column,
            SqlState = error.SqlState,
        };
    }

    private static bool Holds(FurrowException error, string password) =>
        new[] { error.Message, error.Detail, error.Hint, error.File }
            .Any(text => text?.Contains(password, StringComparison.Ordinal) == true);

    // With the signs around it: a password that is a common word is left alone elsewhere.
    private static string? PasswordOf(string word)
    {
        Match match = Password().Match(word);
        return match.Success ? match.Value : null;
    }

    private static string Hidden(string password) =>
        password[0] == ':' ? $":{Mask}@" : password[..(password.IndexOf('=', StringComparison.Ordinal) + 1)] + Mask;

    [GeneratedRegex(
        "(?<=^[^:]*://[^:]*):.+@|(?<=(^|;)\\s*)(password|pwd)\\s*=[^;]+",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Password();
}
