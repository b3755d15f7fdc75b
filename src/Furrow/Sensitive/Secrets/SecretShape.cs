namespace Furrow.Sensitive.Secrets;

/// <summary>A stretch of text that is a secret by its form, whatever it is called.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="What">The same for people.</param>
/// <param name="Offset">Where it starts, in UTF-16 units from 0.</param>
internal readonly record struct SecretShape(SecretKind Kind, string What, int Offset);

/// <summary>
/// Finds secrets by their form: prefixes that services put before their tokens, password hashes, private keys,
/// addresses with a password. One pass, each look ahead limited, so that time grows with the text and no faster.
/// </summary>
internal static class SecretShapes
{
    private const int FoundMax = 100;

    private static readonly ShapeRule[] Rules =
    [
        new("AKIA", SecretKind.Token, "an AWS access key", Upper, 16, 16),
        new("ASIA", SecretKind.Token, "an AWS access key", Upper, 16, 16),
        new("ghp_", SecretKind.Token, "a GitHub token", Alphanumeric, 36),
        new("gho_", SecretKind.Token, "a GitHub token", Alphanumeric, 36),
        new("ghu_", SecretKind.Token, "a GitHub token", Alphanumeric, 36),
        new("ghs_", SecretKind.Token, "a GitHub token", Alphanumeric, 36),
        new("ghr_", SecretKind.Token, "a GitHub token", Alphanumeric, 36),
        new("github_pat_", SecretKind.Token, "a GitHub token", Url, 22),
        new("glpat-", SecretKind.Token, "a GitLab token", Url, 20),
        new("xoxa-", SecretKind.Token, "a Slack token", Url, 10),
        new("xoxb-", SecretKind.Token, "a Slack token", Url, 10),
        new("xoxe-", SecretKind.Token, "a Slack token", Url, 10),
        new("xoxp-", SecretKind.Token, "a Slack token", Url, 10),
        new("xoxr-", SecretKind.Token, "a Slack token", Url, 10),
        new("xoxs-", SecretKind.Token, "a Slack token", Url, 10),
        new("sk_live_", SecretKind.Token, "a Stripe key", Alphanumeric, 16),
        new("rk_live_", SecretKind.Token, "a Stripe key", Alphanumeric, 16),
        new("whsec_", SecretKind.Token, "a Stripe key", Alphanumeric, 24),
        new("AIza", SecretKind.Token, "a Google API key", Url, 35),
        new("GOCSPX-", SecretKind.Token, "a Google client secret", Url, 20),
        new("SG.", SecretKind.Token, "a SendGrid key", UrlOrPoint, 60),
        new("npm_", SecretKind.Token, "an npm token", Alphanumeric, 36),
        new("dop_v1_", SecretKind.Token, "a DigitalOcean token", Alphanumeric, 64),
        new("sk-ant-", SecretKind.Token, "an API key", Url, 20),
        new("sk-proj-", SecretKind.Token, "an API key", Url, 20),
        new("$2a$", SecretKind.PasswordHash, "a bcrypt hash", Crypt, 40),
        new("$2b$", SecretKind.PasswordHash, "a bcrypt hash", Crypt, 40),
        new("$2x$", SecretKind.PasswordHash, "a bcrypt hash", Crypt, 40),
        new("$2y$", SecretKind.PasswordHash, "a bcrypt hash", Crypt, 40),
        new("$argon2d$", SecretKind.PasswordHash, "an Argon2 hash", Crypt, 20),
        new("$argon2i$", SecretKind.PasswordHash, "an Argon2 hash", Crypt, 20),
        new("$argon2id$", SecretKind.PasswordHash, "an Argon2 hash", Crypt, 20),
        new("$scrypt$", SecretKind.PasswordHash, "a scrypt hash", Crypt, 20),
        new("$7$", SecretKind.PasswordHash, "a scrypt hash", Crypt, 40),
        new("scrypt:", SecretKind.PasswordHash, "a scrypt hash", CryptOrColon, 40),
        new("pbkdf2_sha256$", SecretKind.PasswordHash, "a PBKDF2 hash", Crypt, 20),
        new("pbkdf2_sha1$", SecretKind.PasswordHash, "a PBKDF2 hash", Crypt, 20),
        new("pbkdf2:", SecretKind.PasswordHash, "a PBKDF2 hash", CryptOrColon, 40),
        new("$pbkdf2", SecretKind.PasswordHash, "a PBKDF2 hash", Crypt, 20),
        new("$5$", SecretKind.PasswordHash, "a crypt hash", Crypt, 43),
        new("$6$", SecretKind.PasswordHash, "a crypt hash", Crypt, 60),
        new("$y$", SecretKind.PasswordHash, "a yescrypt hash", Crypt, 40),
        new("$apr1$", SecretKind.PasswordHash, "an APR1 hash", Crypt, 24),
        new("{SSHA}", SecretKind.PasswordHash, "an SSHA hash", Crypt, 28),
        new("SCRAM-SHA-256$", SecretKind.PasswordHash, "a SCRAM secret", CryptOrColon, 40),
    ];

    private static readonly ILookup<char, ShapeRule> ByFirst = Rules.ToLookup(rule => rule.Prefix[0]);

    /// <summary>What a text holds, by place; at most 100.</summary>
    public static IReadOnlyList<SecretShape> Find(ReadOnlySpan<char> text)
    {
        List<SecretShape> found = [];
        bool isBoundary = true;
        for (int i = 0; i < text.Length && found.Count < FoundMax; i++)
        {
            if (At(text, i, isBoundary) is { } shape)
            {
                found.Add(shape);
            }

            isBoundary = !char.IsAsciiLetterOrDigit(text[i]) && text[i] != '_';
        }

        return found;
    }

    private static SecretShape? At(ReadOnlySpan<char> text, int at, bool isBoundary)
    {
        char c = text[at];
        if (c == ':')
        {
            return AddressSecrets.AtScheme(text, at) ? Address(at) : null;
        }

        if (!isBoundary)
        {
            return null;
        }

        ReadOnlySpan<char> rest = text[at..];
        if (c is 'p' or 'P' && AddressSecrets.AtPassword(text, at))
        {
            return Address(at);
        }

        if (c is 'e' && WebTokens.IsAt(rest))
        {
            return new SecretShape(SecretKind.Token, "a JSON web token", at);
        }

        if (c is '-' && WebTokens.IsPrivateKeyAt(rest))
        {
            return new SecretShape(SecretKind.PrivateKey, "a private key", at);
        }

        foreach (ShapeRule rule in ByFirst[c])
        {
            if (rule.Matches(rest))
            {
                return new SecretShape(rule.Kind, rule.What, at);
            }
        }

        return null;
    }

    private static SecretShape Address(int at) =>
        new(SecretKind.ConnectionString, "an address with a password in it", at);

    private static bool Upper(char c) => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c);

    private static bool Alphanumeric(char c) => char.IsAsciiLetterOrDigit(c);

    private static bool Url(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';

    private static bool UrlOrPoint(char c) => Url(c) || c == '.';

    private static bool Crypt(char c) =>
        char.IsAsciiLetterOrDigit(c) || c is '.' or '/' or '+' or '=' or '$' or ',' or '-' or '_';

    private static bool CryptOrColon(char c) => Crypt(c) || c == ':';
}
