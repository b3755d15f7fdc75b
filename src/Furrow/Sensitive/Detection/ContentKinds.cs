namespace Furrow.Sensitive.Detection;

/// <summary>What a value looks like; several at once where it holds several things.</summary>
[Flags]
internal enum ContentKinds
{
    /// <summary>Nothing that is known.</summary>
    None = 0,

    /// <summary>An e-mail address.</summary>
    Email = 1,

    /// <summary>A phone number.</summary>
    Phone = 2,

    /// <summary>An IBAN with fitting check digits.</summary>
    Iban = 4,

    /// <summary>A payment card's number with a fitting check digit.</summary>
    Card = 8,

    /// <summary>An IP address.</summary>
    IpAddress = 16,

    /// <summary>A social security number of the United States.</summary>
    Ssn = 32,

    /// <summary>A password's hash.</summary>
    PasswordHash = 64,

    /// <summary>A token, a private key or an address with a password.</summary>
    Secret = 128,
}
