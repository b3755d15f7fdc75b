using Furrow.Safety;

namespace Furrow.Configuration;

/// <summary>The spelling of environment names.</summary>
public static class EnvironmentName
{
    private const int LengthMax = 40;

    /// <summary>What a name looks like, for messages.</summary>
    public const string Expected = "a letter, then letters, digits, '-' or '_', 40 at most";

    /// <summary>The full name in lower case: <c>Prod</c> and <c>PRODUCTION</c> are <c>production</c>.</summary>
    public static string Normalize(string name)
    {
        string lower = name.Trim().ToLowerInvariant();
        return lower switch
        {
            "dev" => "development",
            "testing" => "test",
            "stage" => "staging",
            "prod" => "production",
            _ => lower,
        };
    }

    /// <summary>The kind of that name or alias, or null when it is none of the four.</summary>
    public static EnvironmentKind? KindOf(string name)
    {
        string normalized = Normalize(name);
        foreach (EnvironmentKind kind in Enum.GetValues<EnvironmentKind>())
        {
            if (string.Equals(kind.Name(), normalized, StringComparison.Ordinal)) return kind;
        }

        return null;
    }

    /// <summary>Whether a normalised name can be one: it becomes part of file names.</summary>
    public static bool IsValid(string name) =>
        name.Length is > 0 and <= LengthMax && char.IsAsciiLetterLower(name[0])
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');
}
