namespace Furrow.Sensitive;

/// <summary>What a sensitive column holds.</summary>
public enum SensitiveKind
{
    /// <summary>E-mail addresses.</summary>
    Email,

    /// <summary>Telephone, mobile and fax numbers.</summary>
    Phone,

    /// <summary>First names of people.</summary>
    FirstName,

    /// <summary>Last names of people.</summary>
    LastName,

    /// <summary>Whole names of people.</summary>
    Name,

    /// <summary>What people sign in by or are called on screen.</summary>
    Username,

    /// <summary>Street, house number or a whole postal address.</summary>
    Address,

    /// <summary>The place in an address.</summary>
    City,

    /// <summary>The code in an address.</summary>
    Postcode,

    /// <summary>When or where somebody was born, or how old they are.</summary>
    Birth,

    /// <summary>Numbers that a state gives to a person: social security, passport, tax, driving licence.</summary>
    NationalId,

    /// <summary>Bank accounts by number.</summary>
    BankAccount,

    /// <summary>IBANs.</summary>
    Iban,

    /// <summary>Payment cards: number, security code, expiry.</summary>
    PaymentCard,

    /// <summary>What somebody earns.</summary>
    Pay,

    /// <summary>Passwords, their hashes and salts.</summary>
    Password,

    /// <summary>Tokens, keys and other secrets.</summary>
    Secret,

    /// <summary>IP addresses.</summary>
    IpAddress,

    /// <summary>Browsers and devices.</summary>
    Device,

    /// <summary>Where somebody is, in coordinates.</summary>
    Location,

    /// <summary>Gender, religion, origin, health and the like (GDPR, article 9, and what comes close).</summary>
    Trait,
}

/// <summary>What kinds of sensitive data are called.</summary>
public static class SensitiveWords
{
    /// <summary>The kind for people: <c>e-mail addresses</c>, <c>passwords</c>.</summary>
    public static string What(this SensitiveKind kind) => kind switch
    {
        SensitiveKind.Email => "e-mail addresses",
        SensitiveKind.Phone => "phone numbers",
        SensitiveKind.FirstName => "first names",
        SensitiveKind.LastName => "last names",
        SensitiveKind.Name => "names of people",
        SensitiveKind.Username => "user names",
        SensitiveKind.Address => "postal addresses",
        SensitiveKind.City => "places in addresses",
        SensitiveKind.Postcode => "postcodes",
        SensitiveKind.Birth => "dates of birth or ages",
        SensitiveKind.NationalId => "numbers of personal documents",
        SensitiveKind.BankAccount => "bank accounts",
        SensitiveKind.Iban => "IBANs",
        SensitiveKind.PaymentCard => "payment cards",
        SensitiveKind.Pay => "pay",
        SensitiveKind.Password => "passwords or their hashes",
        SensitiveKind.Secret => "tokens, keys or other secrets",
        SensitiveKind.IpAddress => "IP addresses",
        SensitiveKind.Device => "browsers or devices",
        SensitiveKind.Location => "coordinates",
        SensitiveKind.Trait => "personal traits",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind of sensitive data"),
    };
}
