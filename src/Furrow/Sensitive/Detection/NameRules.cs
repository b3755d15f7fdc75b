using static Furrow.Sensitive.Detection.Holds;
using static Furrow.Sensitive.Detection.Surroundings;
using static Furrow.Sensitive.SensitiveKind;

namespace Furrow.Sensitive.Detection;

/// <summary>
/// What sensitive columns are called, in English, German, French and Spanish. The first rule that fits decides.
/// </summary>
internal static class NameRules
{
    /// <summary>The rules in their order.</summary>
    public static readonly NameRule[] All =
    [
        new(SensitiveKind.Email, Text, Any,
            "email", "e mail", "mail", "email address", "email addr", "mail address", "courriel", "correo",
            "correo electronico"),
        new(Phone, Text | Number, Any,
            "phone", "telephone", "phone number", "telephone number", "tel", "mobile phone", "mobile number",
            "cell phone", "cell number", "fax", "fax number", "msisdn", "whatsapp", "contact number", "telefon",
            "telefonnummer", "handy", "handynummer", "mobilnummer", "faxnummer", "rufnummer", "telefono", "movil"),
        new(Phone, Text, Any, "mobile", "landline", "mobil"),
        new(FirstName, Text, Any,
            "first name", "given name", "forename", "middle name", "middle initial", "vorname", "prenom",
            "primer nombre"),
        new(FirstName, Text, People, "fname"),
        new(LastName, Text, Any,
            "last name", "surname", "family name", "maiden name", "second name", "nachname", "familienname",
            "geburtsname", "nom famille", "nom de famille", "nom naissance", "apellido"),
        new(LastName, Text, People, "lname"),
        new(Username, Text, Any,
            "username", "user name", "login", "login name", "screen name", "nickname", "nick name", "benutzername",
            "anmeldename", "nom utilisateur", "nombre usuario"),
        new(Username, Text, People, "nick", "handle", "pseudo", "usuario"),
        new(Name, Text, Any,
            "full name", "cardholder name", "card holder name", "cardholder", "account holder", "account holder name",
            "holder name", "nom complet", "nombre completo", "kontoinhaber"),
        new(Name, Text, People, "name", "display name", "legal name", "preferred name", "nom", "nombre"),
        new(PaymentCard, Text | Number, Any,
            "card number", "credit card", "credit card number", "debit card", "debit card number", "cvv", "cvc",
            "card pan", "card cvv", "card last", "card last four", "cc number", "kreditkarte", "kreditkartennummer",
            "carte bancaire", "tarjeta credito"),
        new(PaymentCard, Text | Number | Date, Any, "card expiry", "card expiration", "card exp"),
        new(Iban, Text, Any, "iban"),
        new(BankAccount, Text | Number, Any,
            "bank account", "bank account number", "routing number", "sort code", "kontonummer",
            "bankverbindung", "numero cuenta", "numero compte", "cuenta bancaria"),
        new(BankAccount, Text, Any, "account number"),
        new(IpAddress, Text, Any,
            "ip", "ip address", "ip addr", "ipaddr", "remote addr", "remote address", "client addr", "client address",
            "adresse ip", "direccion ip"),
        new(Device, Text, Any, "user agent", "useragent"),
        new(Device, Text | Uuid, Any, "device id", "device identifier", "idfa", "imei", "mac address"),
        new(Address, Text, Any,
            "address", "addr", "street", "street name", "street address", "house number", "address line", "po box",
            "anschrift", "adresse", "strasse", "hausnummer", "rue", "direccion", "calle", "domicilio", "wohnanschrift"),
        new(Postcode, Text | Number, NotPlaces,
            "zip", "zip code", "postcode", "post code", "postal code", "plz", "postleitzahl", "code postal",
            "codigo postal"),
        new(City, Text, NotPlaces, "city", "town", "wohnort", "stadt", "ville", "ciudad"),
        new(Birth, Text | Number | Date, Any,
            "birthday", "birth day", "birth date", "date of birth", "dob", "birth year", "year of birth", "birth month",
            "born", "born on", "born at", "geburtsdatum", "geburtstag", "geburtsjahr", "date naissance",
            "date de naissance", "fecha nacimiento", "fecha de nacimiento"),
        new(Birth, Text, Any, "birth place", "place of birth", "geburtsort", "lieu naissance", "lieu de naissance"),
        new(Birth, Number, People, "age", "alter"),
        new(NationalId, Text | Number, Any,
            "ssn", "social security", "social security number", "national id", "national insurance", "nin", "nino",
            "national insurance number", "national identity number", "national identification number", "passport",
            "passport number", "tax id", "tax number", "tax identification number", "taxpayer id", "tin",
            "driver license", "drivers license", "driver licence", "driving licence", "driving license",
            "license plate", "id card number", "identity card", "health insurance number", "medical record number",
            "mrn", "steuernummer", "steuer id", "sozialversicherungsnummer", "ausweisnummer", "reisepass",
            "personalausweis", "securite sociale", "numero securite sociale", "dni", "nie", "nif", "cpf", "curp",
            "cedula"),
        new(Pay, Text | Number, Any,
            "salary", "wage", "annual income", "compensation", "payroll amount", "gehalt", "lohn",
            "bruttogehalt", "nettogehalt", "salaire", "salario", "sueldo"),
        new(Pay, Text | Number, People, "income", "bonus", "einkommen", "hourly rate", "pay rate"),
        new(Password, Text | Bytes, Any,
            "passwort", "kennwort", "mot de passe", "mot passe", "contrasena", "salt", "password salt",
            "password digest", "pw hash", "pass hash", "password hint", "passcode", "pin code", "crypted password"),
        new(Secret, Text | Bytes, Any,
            "otp seed", "totp seed", "mfa seed", "recovery code", "backup code", "otp", "otp code", "verification code",
            "security answer", "session key", "refresh token", "jwt", "bearer", "encryption key", "ssh key",
            "reset code", "reset digest", "remember digest", "cookie"),
        new(Location, Text | Number | Other, NotPlaces,
            "latitude", "longitude", "lat", "lng", "lon", "lat lng", "lat lon", "geo", "geolocation", "geo location",
            "gps", "gps position", "coordinate", "geo point", "home location", "current location", "last location"),
        new(Trait, Text | Number | Label, Any,
            "gender", "sexual orientation", "religion", "ethnicity", "ethnic group", "ethnic origin", "nationality",
            "diagnosis", "disability", "blood type", "blood group", "marital status", "political party",
            "political opinion", "trade union", "medical condition", "medical history", "allergy", "medication",
            "pronoun", "geschlecht", "konfession", "familienstand", "staatsangehoerigkeit", "staatsangehorigkeit",
            "sexe", "sexo", "etat civil", "estado civil", "diagnose", "diagnostic", "diagnostico"),
        new(Trait, Text | Number | Label, People, "sex", "race", "genre", "genero", "weight", "height", "citizenship"),
    ];

    /// <summary>
    /// Words for people. A table whose last word is one of them, or its plural, is a table of people.
    /// </summary>
    public static readonly HashSet<string> PeopleWords = new(StringComparer.Ordinal)
    {
        "user", "customer", "client", "employee", "staff", "person", "people", "contact", "member", "patient",
        "student", "teacher", "guest", "subscriber", "lead", "applicant", "candidate", "attendee", "participant",
        "instructor", "driver", "passenger", "donor", "recipient", "beneficiary", "player", "voter", "citizen",
        "resident", "worker", "author", "trainer", "coach", "doctor", "nurse", "profile", "admin", "reader", "buyer",
        "seller", "sender", "visitor", "tutor", "signer", "spouse", "child", "children", "parent", "guardian",
        "borrower", "tenant owner", "nutzer", "benutzer", "kunde", "kunden", "mitarbeiter", "mitglied", "mitglieder",
        "patienten", "personen", "schueler", "teilnehmer", "personne", "utilisateur", "salarie", "employe", "eleve",
        "cliente", "empleado", "persona", "alumno", "miembro", "paciente", "usuario",
    };

    /// <summary>Words for places, of which a table may be a list.</summary>
    public static readonly HashSet<string> PlaceWords = new(StringComparer.Ordinal)
    {
        "city", "cities", "country", "countries", "region", "state", "province", "airport", "port", "station", "place",
        "town", "district", "municipality", "timezone", "county", "postcode", "zipcode", "continent", "stadt",
        "staedte", "ville", "ciudad",
    };

    /// <summary>Words behind a word for people that leave a table one of people: <c>user_profiles</c>.</summary>
    public static readonly HashSet<string> AboutPeopleWords = new(StringComparer.Ordinal)
    {
        "profile", "detail", "info", "information", "credential", "account", "record", "datum", "data", "archive",
        "import", "staging", "backup", "history",
    };

    /// <summary>What may follow a sensitive name and leave it so: <c>phone_home</c>, <c>email_2</c>.</summary>
    public static readonly HashSet<string> Neutral = new(StringComparer.Ordinal)
    {
        "address", "addr", "adresse", "number", "no", "nr", "num", "home", "work", "private", "business", "office",
        "mobile", "primary", "secondary", "main", "alternate", "alternative", "other", "personal", "value", "text",
        "raw", "plain", "encrypted", "enc", "cipher", "ciphertext", "hash", "hashed", "digest", "hex", "new", "old",
        "previous", "current", "normalized", "normalised", "lower", "canonical", "line", "one", "two", "a", "b", "v",
        "list", "kana", "en", "de", "fr", "es", "full", "short", "legal", "display", "amount", "min", "max", "gross",
        "net", "cents", "eur", "usd", "monthly", "yearly", "annual", "string", "str", "unconfirmed", "backup",
        "degree", "deg", "professionnel", "perso", "privat", "geschaeftlich",
    };

    /// <summary>Begin a question or a sum, never data: <c>is_private_address</c>, <c>num_phones</c>.</summary>
    public static readonly HashSet<string> Questions = new(StringComparer.Ordinal)
    {
        "is", "has", "have", "was", "can", "should", "needs", "requires", "require", "allow", "allows", "use", "uses",
        "show", "hide", "enable", "disable", "max", "min", "num", "count", "total", "send", "sends", "notify", "verify",
        "validate", "mask", "hat", "ist",
    };

    /// <summary>In front of a name these make another thing of it: <c>mac_address</c> is no postal address.</summary>
    public static readonly HashSet<string> Estranging = new(StringComparer.Ordinal)
    {
        "memory", "web", "url", "server", "network", "bus", "contract", "wallet", "bind", "listen", "base", "mime",
        "file", "class", "type", "event", "page", "gift", "smtp", "imap", "git", "dns", "subnet", "gateway", "product",
        "sprite", "return code", "error", "room", "meeting", "battery", "aspect", "image", "screen", "row", "line",
        "font",
    };
}
