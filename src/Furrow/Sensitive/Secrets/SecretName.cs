namespace Furrow.Sensitive.Secrets;

/// <summary>What a column, key or variable holds, to go by its name.</summary>
internal enum SecretNameKind
{
    /// <summary>Nothing secret.</summary>
    None,

    /// <summary>A password as it is typed.</summary>
    Password,

    /// <summary>A password's hash.</summary>
    PasswordHash,

    /// <summary>Something called a secret, which may be as short as a password.</summary>
    Secret,

    /// <summary>A token or key, which machines make and nobody remembers.</summary>
    Token,
}

/// <summary>
/// Reads names: the last word says what is held, so that <c>password_hash</c> is a secret while
/// <c>password_changed_at</c> and <c>token_count</c> are none.
/// </summary>
internal static class SecretName
{
    private const int LengthMax = 128;

    // Words that say in which form, or which one of several; what is held stands before them.
    private static readonly HashSet<string> Forms = new(StringComparer.Ordinal)
    {
        "hash", "hashed", "digest", "encrypted", "crypt", "bcrypt", "argon", "scrypt", "md", "sha", "hex", "base",
        "plain", "plaintext", "clear", "value", "text", "raw", "string", "default", "initial", "temporary", "current",
        "old", "new", "confirmation",
    };

    private static readonly HashSet<string> HashForms = new(StringComparer.Ordinal)
    {
        "hash", "hashed", "digest", "encrypted", "crypt", "bcrypt", "argon", "scrypt", "md", "sha",
    };

    // `is_secret`, `has_password`: the answer is yes or no.
    private static readonly HashSet<string> Questions = new(StringComparer.Ordinal)
    {
        "is", "has", "was", "needs", "requires", "require", "allow", "allows", "use", "uses", "show", "enable",
        "max", "min", "num", "count", "total",
    };

    private static readonly string[] Passwords = ["password", "passwd", "passphrase", "passcode", "pwd"];

    private static readonly string[] Keys =
    [
        "apikey", "secretkey", "privatekey", "accesskey", "authkey", "signingkey", "encryptionkey", "accountkey",
        "sharedkey", "masterkey", "webhookkey", "servicekey",
    ];

    /// <summary>What the name promises.</summary>
    public static SecretNameKind KindOf(string name)
    {
        if (name.Length is 0 or > LengthMax)
        {
            return SecretNameKind.None;
        }

        List<string> words = Words(name);
        bool isHash = words.Exists(HashForms.Contains);
        while (words.Count > 1 && Forms.Contains(words[^1]))
        {
            words.RemoveAt(words.Count - 1);
        }

        if (words.Count == 0 || (words.Count > 1 && Questions.Contains(words[0])))
        {
            return SecretNameKind.None;
        }

        string joined = string.Concat(words);
        bool isJoinedHash = joined.EndsWith("hash", StringComparison.Ordinal);
        return KindOf(isJoinedHash ? joined[..^4] : joined, isHash || isJoinedHash);
    }

    private static SecretNameKind KindOf(string joined, bool isHash)
    {
        string one = joined.EndsWith('s') && !joined.EndsWith("ss", StringComparison.Ordinal) ? joined[..^1] : joined;
        if (EndsWithAny(one, Passwords))
        {
            return isHash ? SecretNameKind.PasswordHash : SecretNameKind.Password;
        }

        if (one.EndsWith("secret", StringComparison.Ordinal))
        {
            return isHash ? SecretNameKind.Token : SecretNameKind.Secret;
        }

        bool isToken = one.EndsWith("token", StringComparison.Ordinal)
            || one.EndsWith("credential", StringComparison.Ordinal) || EndsWithAny(one, Keys);
        return isToken ? SecretNameKind.Token : SecretNameKind.None;
    }

    private static bool EndsWithAny(string text, string[] ends) =>
        Array.Exists(ends, end => text.EndsWith(end, StringComparison.Ordinal));

    // Lower-case words of snake_case, kebab-case and camelCase; digits only part them.
    private static List<string> Words(string name)
    {
        List<string> words = [];
        int start = 0;
        for (int i = 0; i <= name.Length; i++)
        {
            bool isLetter = i < name.Length && char.IsLetter(name[i]);
            bool isHump = isLetter && i > start && char.IsUpper(name[i])
                && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (isLetter && !isHump)
            {
                continue;
            }

            if (i > start)
            {
                words.Add(name[start..i].ToLowerInvariant());
            }

            start = isHump ? i : i + 1;
        }

        return words;
    }
}
