namespace Furrow.Sensitive.Secrets;

/// <summary>Decides whether a value is the secret that its name promises.</summary>
internal static class SecretValue
{
    private const int PasswordLengthMin = 3;
    private const int TokenLengthMin = 16;
    private const int SecretLengthMin = 6;
    private const int LengthMax = 4096;
    private const double EntropyMin = 3.0;

    // What stands where a secret is not.
    private static readonly HashSet<string> Nothing = new(StringComparer.OrdinalIgnoreCase)
    {
        "null", "nil", "none", "n/a", "unset", "disabled", "redacted", "masked", "hidden", "unusable", "excluded",
        "true", "false", "yes", "no", "on", "off",
    };

    private static readonly string[] References = ["${", "$(", "{{", "env:", "vault:", "op://", "%("];

    /// <summary>The secret that a value of a name like this is; null where it is none.</summary>
    public static SecretKind? Judge(SecretNameKind name, string value)
    {
        string text = value.Trim();
        if (name == SecretNameKind.None || IsPlaceholder(text))
        {
            return null;
        }

        return name switch
        {
            SecretNameKind.Password when text.Length >= PasswordLengthMin => SecretKind.Password,
            SecretNameKind.PasswordHash when text.Length >= PasswordLengthMin => SecretKind.PasswordHash,
            SecretNameKind.Secret when IsRandom(text) || IsShortSecret(text) => SecretKind.Token,
            SecretNameKind.Token when IsRandom(text) => SecretKind.Token,
            _ => null,
        };
    }

    /// <summary>Whether a value stands for a secret that is somewhere else, or for none at all.</summary>
    public static bool IsPlaceholder(string text)
    {
        string inner = text.Trim('[', ']', '(', ')');
        return !text.Any(char.IsLetterOrDigit)
            || text[0] == '!'
            || Nothing.Contains(inner)
            || text.All(c => c is 'x' or 'X')
            || (text[0] == '<' && text[^1] == '>')
            || (text[0] == '%' && text[^1] == '%')
            || Array.Exists(References, start => text.StartsWith(start, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsShortSecret(string text) => text.Length >= SecretLengthMin
        && !text.Any(char.IsWhiteSpace)
        && ((text.Any(char.IsDigit) && text.Any(char.IsLetter))
            || text.Contains("changeme", StringComparison.OrdinalIgnoreCase)
            || text.Contains("secret", StringComparison.OrdinalIgnoreCase)
            || text.Contains("password", StringComparison.OrdinalIgnoreCase));

    // Letters and digits in disorder; words, numbers and ids made of zeros are not.
    private static bool IsRandom(string text) => text.Length is >= TokenLengthMin and <= LengthMax
        && !text.Any(char.IsWhiteSpace) && text.Any(char.IsDigit) && text.Any(char.IsLetter)
        && Entropy(text) >= EntropyMin;

    /// <summary>Shannon's entropy, in bits a character.</summary>
    private static double Entropy(string text)
    {
        double entropy = 0;
        foreach (IGrouping<char, char> same in text.GroupBy(c => c))
        {
            double share = (double)same.Count() / text.Length;
            entropy -= share * Math.Log2(share);
        }

        return entropy;
    }
}
