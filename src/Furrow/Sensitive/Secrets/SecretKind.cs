namespace Furrow.Sensitive.Secrets;

/// <summary>What looks secret.</summary>
public enum SecretKind
{
    /// <summary>A password that stands there for everybody to read.</summary>
    Password,

    /// <summary>The hash of a password: whoever knows that password gets in.</summary>
    PasswordHash,

    /// <summary>A token or key of a service.</summary>
    Token,

    /// <summary>A private key.</summary>
    PrivateKey,

    /// <summary>A database's or service's address with a password in it.</summary>
    ConnectionString,
}

/// <summary>What kinds of secret are called in documents.</summary>
public static class SecretWords
{
    /// <summary><c>password</c>, <c>password-hash</c>, <c>token</c>, …</summary>
    public static string Word(this SecretKind kind) => kind switch
    {
        SecretKind.Password => "password",
        SecretKind.PasswordHash => "password-hash",
        SecretKind.Token => "token",
        SecretKind.PrivateKey => "private-key",
        SecretKind.ConnectionString => "connection-string",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind of secret"),
    };
}
