using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Furrow.Errors;
using Furrow.Schema;
using Furrow.Sensitive.Vocabulary;

namespace Furrow.Sensitive.Replacement;

/// <summary>
/// The generators by name. A form is as long as it is written here wherever that fits, so that the same value is
/// replaced in the same way in all such columns; only shorter columns get a shorter form.
/// </summary>
internal static class Generators
{
    private const int EmailLetters = 16;
    private const int NameAndPoint = Words.NameLengthMax + 1;
    private const double LetterBits = 5;
    private const string EmailDomain = "@example.com";
    private const int EmailEnd = 9; // where pieces lie wholly within the domain
    private const string Unassigned = "+999";
    private const int UuidLength = 36;

    /// <summary>All of them, in the order that people are shown them in.</summary>
    public static readonly ImmutableArray<Generator> All =
    [
        Text("email", "an address at example.com", EmailDomain.Length + 4, EmailBits, Email),
        Text("first_name", "a first name", 3, target => ChoiceBits(Words.FirstNames, target), Choice(Words.FirstNames)),
        Text("last_name", "a last name", 3, target => ChoiceBits(Words.LastNames, target), Choice(Words.LastNames)),
        Text("name", "a first and a last name", 3, NameBits, Name),
        Text("username", "a first name and 16 letters and digits", 4, UsernameBits, Username),
        PhoneNumber(),
        Text("street", "a street and a number", 4, StreetBits, Street),
        Text(
            "city", "a place that need not exist", 6, target => ChoiceBits(Words.Cities, target), Choice(Words.Cities)),
        Postcode(),
        Text("company", "a last name and a legal form", 7, CompanyBits, Company),
        Text("iban", "an IBAN of no country with check digits that none has: ZZ00…", 15, IbanBits, Iban),
        Text("card_number", "16 digits that begin with 00 and fail the check", 16, _ => Log10(13), Card),
        Ip(),
        Uuid(),
        Date(),
        Text("text", "as many meaningless words, about", 1, _ => 0, target => new(
            0, 0, (string value, ref Draws draws) => FillerForm.Write(value, ref draws, target.LengthMax))),
        Text("token", "25 letters and digits", 8, target => LetterBits * target.AtMost(Draws.LettersMax), Token),
        Hash(),
        Code(),
        Number(),
    ];

    /// <summary>The names, for people.</summary>
    public static string Names { get; } = string.Join(", ", All.Select(generator => generator.Name));

    /// <summary>The generator of that name, or null.</summary>
    public static Generator? Find(string name) =>
        All.FirstOrDefault(generator => string.Equals(generator.Name, name, StringComparison.Ordinal));

    /// <summary>What somebody probably meant by a name, or null.</summary>
    public static string? Nearest(string name) => NearestName.Find(name, All.Select(generator => generator.Name));

    private static Generator Text(
        string name, string what, int lengthMin, Func<Target, double> bits, Func<Target, HashedForm> form) =>
        new(name, what)
        {
            Fits = IsText,
            FitsWhat = "text",
            LengthMin = lengthMin,
            Bits = bits,
            Create = (key, target) => form(target).With(key, name),
        };

    private static bool IsText(ColumnType type) => type.Kind is TypeKind.Text or TypeKind.Character;

    private static bool IsInteger(ColumnType type) => type.Kind is TypeKind.Int16 or TypeKind.Int32 or TypeKind.Int64;

    private static bool IsFloat(ColumnType type) => type.Kind is TypeKind.Float32 or TypeKind.Float64;

    private static double Log10(int digits) => digits * Math.Log2(10);

    private static string[] Short(string[] words, Target target) =>
        target.LengthMax is { } max ? Array.FindAll(words, word => word.Length <= max) : words;

    private static double ChoiceBits(string[] words, Target target) =>
        Math.Log2(Math.Max(1, Short(words, target).Length));

    private static Func<Target, HashedForm> Choice(string[] words) => target =>
    {
        string[] fitting = Short(words, target);
        return new HashedForm(0, 0, (string _, ref Draws draws) => draws.Of(fitting));
    };

    private static bool IsWholeEmail(Target target) =>
        target.Takes((2 * NameAndPoint) + EmailLetters + EmailDomain.Length);

    private static int EmailRoom(Target target) => IsWholeEmail(target)
        ? EmailLetters
        : Math.Min(Draws.LettersMax, target.LengthMax!.Value - EmailDomain.Length);

    private static double EmailBits(Target target) => LetterBits * EmailRoom(target);

    private static HashedForm Email(Target target)
    {
        int letters = EmailRoom(target);
        return IsWholeEmail(target)
            ? new HashedForm(0, EmailEnd, (string _, ref Draws draws) =>
                $"{Lower(draws.Of(Words.FirstNames))}.{Lower(draws.Of(Words.LastNames))}."
                + draws.Letters(letters) + EmailDomain)
            : new HashedForm(0, EmailEnd, (string _, ref Draws draws) => draws.Letters(letters) + EmailDomain);
    }

    private static bool IsWholeName(Target target) => target.Takes(NameAndPoint + Words.NameLengthMax);

    private static double NameBits(Target target) => IsWholeName(target)
        ? Math.Log2((double)Words.FirstNames.Length * Words.LastNames.Length)
        : ChoiceBits(Words.LastNames, target);

    private static HashedForm Name(Target target) => IsWholeName(target)
        ? new HashedForm(0, 0, (string _, ref Draws draws) =>
            $"{draws.Of(Words.FirstNames)} {draws.Of(Words.LastNames)}")
        : Choice(Words.LastNames)(target);

    private static bool IsWholeUsername(Target target) => target.Takes(NameAndPoint + EmailLetters);

    private static double UsernameBits(Target target) =>
        LetterBits * (IsWholeUsername(target) ? EmailLetters : target.AtMost(Draws.LettersMax));

    private static HashedForm Username(Target target)
    {
        int letters = target.AtMost(Draws.LettersMax);
        return IsWholeUsername(target)
            ? new HashedForm(0, 0, (string _, ref Draws draws) =>
                $"{Lower(draws.Of(Words.FirstNames))}_{draws.Letters(EmailLetters)}")
            : new HashedForm(0, 0, (string _, ref Draws draws) => draws.Letters(letters));
    }

    // ITU-T E.164 keeps country code 999 in reserve; twelve digits more are the most that a number may have.
    private static Generator PhoneNumber()
    {
        const int DigitsMax = 12;
        static int Digits(Target target) =>
            IsText(target.Type) ? target.AtMost(Unassigned.Length + DigitsMax) - Unassigned.Length : DigitsMax;
        return new Generator("phone", "+999 and 12 digits, a country code that is given to nobody")
        {
            Fits = type => IsText(type) || type.Kind == TypeKind.Int64 || IsNumericOf(type, 15),
            FitsWhat = "text, bigint and numeric of 15 digits",
            LengthMin = Unassigned.Length + 4,
            Bits = target => Log10(Digits(target)),
            Create = (key, target) =>
            {
                bool isText = IsText(target.Type);
                string head = isText ? Unassigned : Unassigned[1..];
                int digits = Digits(target);
                return new HashedForm(isText ? 1 : 0, 0, (string _, ref Draws draws) => head + draws.Digits(digits))
                    .With(key, "phone");
            },
        };
    }

    private static double StreetBits(Target target) => ChoiceBits(Words.Streets, Before(target, 4)) + Math.Log2(199);

    private static HashedForm Street(Target target)
    {
        string[] streets = Short(Words.Streets, Before(target, 4));
        return streets.Length > 0
            ? new HashedForm(0, 0, (string _, ref Draws draws) =>
                string.Create(null, $"{draws.Of(streets)} {draws.Next(199) + 1}"))
            : new HashedForm(0, 0, (string _, ref Draws draws) => draws.Letters(target.AtMost(4)));
    }

    private static Target Before(Target target, int length) =>
        target with { LengthMax = target.LengthMax is { } max ? max - length : null };

    private static Generator Postcode()
    {
        static int Digits(Target target) => IsText(target.Type) ? target.AtMost(5) : 5;
        return new Generator("postcode", "5 digits")
        {
            Fits = type => IsText(type) || type.Kind is TypeKind.Int32 or TypeKind.Int64 || IsNumericOf(type, 5),
            FitsWhat = "text, integer and numeric of 5 digits",
            LengthMin = 3,
            Bits = target => Log10(Digits(target)),
            Create = (key, target) => new HashedForm(0, 0, (string _, ref Draws draws) =>
                IsText(target.Type)
                    ? draws.Digits(Digits(target))
                    : string.Create(null, $"{draws.Next(90_000) + 10_000}")).With(key, "postcode"),
        };
    }

    private static double CompanyBits(Target target) =>
        ChoiceBits(Words.LastNames, Before(target, 5)) + Math.Log2(Words.CompanyForms.Length);

    private static HashedForm Company(Target target)
    {
        string[] names = Short(Words.LastNames, Before(target, 5));
        return names.Length > 0
            ? new HashedForm(0, 0, (string _, ref Draws draws) => $"{draws.Of(names)} {draws.Of(Words.CompanyForms)}")
            : Choice(Words.LastNames)(target);
    }

    private static int IbanDigits(Target target) => target.AtMost(22) - 4;

    private static double IbanBits(Target target) => Log10(IbanDigits(target));

    // ISO 3166 leaves ZZ to users, so that no country has it; 00 is no possible check (ISO 13616: 02 to 98).
    private static HashedForm Iban(Target target)
    {
        int digits = IbanDigits(target);
        return new HashedForm(1, 0, (string _, ref Draws draws) => "ZZ00" + draws.Digits(digits));
    }

    // ISO/IEC 7812 gives numbers that begin with 0 to no card; and the last digit is never the right one.
    private static HashedForm Card(Target target) => new(0, 0, (string _, ref Draws draws) =>
    {
        string digits = "00" + draws.Digits(13);
        int check = 0;
        while (Detection.CardForm.PassesLuhn($"{digits}{check}"))
        {
            check++;
        }

        return string.Create(null, $"{digits}{check}");
    });

    // RFC 1112 keeps 240.0.0.0/4 in reserve, RFC 3849 gives 2001:db8::/32 to documentation.
    private static Generator Ip()
    {
        const int Ipv6LengthMax = 43;
        return new Generator("ip", "an address in 240.0.0.0/4 or 2001:db8::/32")
        {
            Fits = type => IsText(type) || type.Name.Name == "inet",
            FitsWhat = "text and inet",
            LengthMin = 15,
            Bits = _ => 28,
            Create = (key, target) => new HashedForm(0, 0, (string value, ref Draws draws) =>
            {
                int slash = value.IndexOf('/', StringComparison.Ordinal);
                bool isAddress = IPAddress.TryParse(slash < 0 ? value : value[..slash], out IPAddress? parsed)
                    && target.Takes(Ipv6LengthMax);
                bool isSixth = isAddress && parsed!.AddressFamily == AddressFamily.InterNetworkV6;
                bool hasNet = isAddress && slash > 0 && byte.TryParse(value[(slash + 1)..], out _);
                return (isSixth ? Ipv6(draws.Hex(24)) : Ipv4(ref draws)) + (hasNet ? value[slash..] : "");
            }).With(key, "ip"),
        };
    }

    private static string Ipv4(ref Draws draws) => string.Create(
        null, $"{240 + draws.Next(15)}.{draws.Next(256)}.{draws.Next(256)}.{draws.Next(256)}");

    private static string Ipv6(string hex) =>
        "2001:db8:" + string.Join(':', Enumerable.Range(0, 6).Select(i => hex.Substring(i * 4, 4)));

    private static Generator Uuid() => new("uuid", "a UUID of version 8")
    {
        Fits = type => IsText(type) || type.Kind == TypeKind.Uuid,
        FitsWhat = "uuid and text",
        LengthMin = UuidLength,
        Bits = _ => 122,
        Create = (key, _) => new HashedForm(0, 0, (string _, ref Draws draws) =>
        {
            string hex = draws.Hex(32);
            char variant = "89ab"[Convert.ToInt32(hex[16].ToString(), 16) & 3];
            return $"{hex[..8]}-{hex[8..12]}-8{hex[13..16]}-{variant}{hex[17..20]}-{hex[20..]}";
        }).With(key, "uuid"),
    };

    private static Generator Date() => new("date", "another day of the same year")
    {
        Fits = type => IsText(type) || type.Kind is TypeKind.Date or TypeKind.Timestamp or TypeKind.TimestampTz,
        FitsWhat = "date, timestamp and text",
        LengthMin = 10,
        Bits = target => Math.Log2(DateForm.Days) + (target.Type.Kind == TypeKind.Date ? 0 : Math.Log2(86_400)),
        Create = (key, _) => new HashedForm(DateForm.YearLength, 0, DateForm.Write).With(key, "date"),
    };

    private static Generator Hash()
    {
        const int HexMax = 64;
        return new Generator("hash", "64 hexadecimal digits, which no password fits")
        {
            Fits = type => IsText(type) || type.Kind == TypeKind.Bytes,
            FitsWhat = "text and bytes",
            LengthMin = 16,
            Bits = target => 4.0 * (IsText(target.Type) ? target.AtMost(HexMax) : HexMax),
            Create = (key, target) =>
            {
                bool isText = IsText(target.Type);
                int count = isText ? target.AtMost(HexMax) : HexMax;
                string head = isText ? "" : Data.CanonicalText.BytesPrefix;
                return new HashedForm(0, 0, (string _, ref Draws draws) => head + draws.Hex(count))
                    .With(key, "hash");
            },
        };
    }

    private static Generator Code() => new("code", "digits for digits and letters for letters")
    {
        Fits = IsText,
        FitsWhat = "text",
        Bits = _ => double.PositiveInfinity,
        Create = (key, _) => new CodePermutation(key.For("code")).Apply,
    };

    private static Generator Number() => new("number", "a number of as many digits")
    {
        Fits = type => IsInteger(type) || IsFloat(type) || type.Kind == TypeKind.Numeric,
        FitsWhat = "whole numbers, numeric and floating point numbers",
        Bits = target => IsFloat(target.Type) ? 23 : double.PositiveInfinity,
        Create = (key, target) => new NumberPermutation(key.For("number"), target.Type).Apply,
    };

    private static bool IsNumericOf(ColumnType type, int digits) => type.Kind == TypeKind.Numeric
        && (type.Precision is not { } precision || precision - (type.Scale ?? 0) >= digits);

    private static HashedForm Token(Target target)
    {
        int letters = target.AtMost(Draws.LettersMax);
        return new HashedForm(0, 0, (string _, ref Draws draws) => draws.Letters(letters));
    }

    private static string Lower(string name) => name.ToLowerInvariant();
}
