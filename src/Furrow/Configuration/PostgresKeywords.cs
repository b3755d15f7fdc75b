using System.Globalization;
using System.Text;
using Furrow.Errors;

namespace Furrow.Configuration;

/// <summary>
/// The names and values of PostgreSQL connection settings: libpq's (PostgreSQL manual, "Parameter Key Words") and
/// Npgsql's, both brought to Npgsql's canonical ones.
/// </summary>
internal static class PostgresKeywords
{
    public const string Host = "Host";
    public const string Port = "Port";
    public const string Username = "Username";
    public const string Password = "Password";
    public const string Database = "Database";
    public const string Passfile = "Passfile";
    public const string SslMode = "SSL Mode";
    public const string SslPassword = "SSL Password";

    private const string RequireAuth = "Require Auth";

    // libpq's name first where it has one, since that is what a URL's author knows.
    private static readonly (string Keyword, string[] Names)[] Table =
    [
        (Host, ["host", "Server"]),
        (Port, ["port"]),
        (Database, ["dbname", "Database", "DB"]),
        (Username, ["user", "Username", "User Name", "User Id", "UID"]),
        (Password, ["password", "PSW", "PWD"]),
        (Passfile, ["passfile"]),
        (SslMode, ["sslmode"]),
        ("SSL Negotiation", ["sslnegotiation"]),
        ("SSL Certificate", ["sslcert", "SSL Certificate"]),
        ("SSL Key", ["sslkey"]),
        (SslPassword, ["sslpassword"]),
        ("Root Certificate", ["sslrootcert", "Root Certificate"]),
        ("GSS Encryption Mode", ["gssencmode", "GSS Encryption Mode"]),
        ("Kerberos Service Name", ["krbsrvname", "Kerberos Service Name"]),
        ("Channel Binding", ["channel_binding"]),
        (RequireAuth, ["require_auth"]),
        ("Application Name", ["application_name"]),
        ("Client Encoding", ["client_encoding"]),
        ("Timeout", ["connect_timeout", "Timeout"]),
        ("Options", ["options"]),
        ("Target Session Attributes", ["target_session_attrs", "Target Session Attributes"]),
        ("Load Balance Hosts", ["load_balance_hosts"]),
        ("TCP Keepalive", ["keepalives", "TCP Keepalive"]),
        ("TCP Keepalive Time", ["keepalives_idle", "TCP Keepalive Time"]),
        ("TCP Keepalive Interval", ["keepalives_interval", "TCP Keepalive Interval"]),
        ("Keepalive", ["Keepalive"]),
        ("Search Path", ["search_path"]),
        ("Timezone", ["timezone"]),
        ("Encoding", ["encoding"]),
        ("Enlist", ["enlist"]),
        ("Check Certificate Revocation", ["Check Certificate Revocation"]),
        ("Include Realm", ["Include Realm"]),
        ("Persist Security Info", ["Persist Security Info"]),
        ("Log Parameters", ["Log Parameters"]),
        ("Include Error Detail", ["Include Error Detail"]),
        ("Include Failed Batched Command", ["Include Failed Batched Command"]),
        ("Pooling", ["pooling"]),
        ("Minimum Pool Size", ["Minimum Pool Size", "Min Pool Size"]),
        ("Maximum Pool Size", ["Maximum Pool Size", "Max Pool Size"]),
        ("Connection Idle Lifetime", ["Connection Idle Lifetime"]),
        ("Connection Pruning Interval", ["Connection Pruning Interval"]),
        ("Connection Lifetime", ["Connection Lifetime", "Load Balance Timeout"]),
        ("Command Timeout", ["Command Timeout"]),
        ("Cancellation Timeout", ["Cancellation Timeout"]),
        ("Host Recheck Seconds", ["Host Recheck Seconds"]),
        ("Read Buffer Size", ["Read Buffer Size"]),
        ("Write Buffer Size", ["Write Buffer Size"]),
        ("Socket Receive Buffer Size", ["Socket Receive Buffer Size"]),
        ("Socket Send Buffer Size", ["Socket Send Buffer Size"]),
        ("Max Auto Prepare", ["Max Auto Prepare"]),
        ("Auto Prepare Min Usages", ["Auto Prepare Min Usages"]),
        ("No Reset On Close", ["No Reset On Close"]),
        ("Array Nullability Mode", ["Array Nullability Mode"]),
        ("Multiplexing", ["multiplexing"]),
        ("Write Coalescing Buffer Threshold Bytes", ["Write Coalescing Buffer Threshold Bytes"]),
        ("Load Table Composites", ["Load Table Composites"]),
        ("Server Compatibility Mode", ["Server Compatibility Mode"]),
        ("Trust Server Certificate", ["Trust Server Certificate"]),
        ("Internal Command Timeout", ["Internal Command Timeout"]),
    ];

    private static readonly Dictionary<string, string> KeywordByName = IndexNames();

    // The accepted words of a keyword, and what Npgsql calls them.
    private static readonly Dictionary<string, (string Word, string Npgsql)[]> Words =
        new(StringComparer.Ordinal)
        {
            [SslMode] =
            [
                ("disable", "Disable"), ("allow", "Allow"), ("prefer", "Prefer"), ("require", "Require"),
                ("verify-ca", "VerifyCA"), ("verify-full", "VerifyFull"),
            ],
            ["SSL Negotiation"] = [("postgres", "Postgres"), ("direct", "Direct")],
            ["GSS Encryption Mode"] = [("disable", "Disable"), ("prefer", "Prefer"), ("require", "Require")],
            ["Channel Binding"] = [("disable", "Disable"), ("prefer", "Prefer"), ("require", "Require")],
            ["Load Balance Hosts"] = [("disable", "false"), ("random", "true"), ("false", "false"), ("true", "true")],
            ["TCP Keepalive"] = [("0", "false"), ("1", "true"), ("false", "false"), ("true", "true")],
            [RequireAuth] =
            [
                ("password", "Password"), ("md5", "MD5"), ("gss", "GSS"), ("sspi", "SSPI"),
                ("scram-sha-256", "ScramSHA256"), ("none", "None"),
            ],
            ["Target Session Attributes"] =
            [
                ("any", "any"), ("primary", "primary"), ("standby", "standby"), ("read-write", "read-write"),
                ("read-only", "read-only"), ("prefer-primary", "prefer-primary"), ("prefer-standby", "prefer-standby"),
            ],
        };

    private static readonly Dictionary<string, int> LargestSeconds =
        new(StringComparer.Ordinal)
        {
            ["Timeout"] = 1024,
            ["TCP Keepalive Time"] = int.MaxValue,
            ["TCP Keepalive Interval"] = int.MaxValue,
        };

    /// <summary>Npgsql's keyword for a name of either kind, in any case and spacing.</summary>
    public static string? Find(string name) => KeywordByName.GetValueOrDefault(Squeeze(name));

    /// <summary>The known name that somebody probably meant.</summary>
    public static string? Nearest(string name) => NearestName.Find(name, Table.SelectMany(row => row.Names));

    /// <summary>The value as Npgsql writes it; false, with what would do, when it is none.</summary>
    public static bool TryConvert(string keyword, string value, out string converted, out string expected)
    {
        converted = value;
        expected = "";
        if (keyword == Port)
        {
            expected = "must be a number from 1 to 65535";
            return IsWhole(value, 1, 65535);
        }

        if (LargestSeconds.TryGetValue(keyword, out int secondsMax))
        {
            expected = $"must be a whole number of seconds from 0 to {secondsMax}";
            return IsWhole(value, 0, secondsMax);
        }

        if (!Words.TryGetValue(keyword, out (string Word, string Npgsql)[]? words)) return true;

        expected = $"must be one of {string.Join(", ", words.Select(w => w.Word))}";
        if (keyword != RequireAuth) return TryTranslate(words, value, out converted);

        // The one list among them; '!' before a method forbids it.
        string[] methods = value.Split(',', StringSplitOptions.TrimEntries);
        for (int i = 0; i < methods.Length; i++)
        {
            string not = methods[i].StartsWith('!') ? "!" : "";
            if (!TryTranslate(words, methods[i][not.Length..], out string method)) return false;
            methods[i] = not + method;
        }

        converted = string.Join(',', methods);
        return true;
    }

    // "Username" and "User Name" are one name once squeezed.
    private static Dictionary<string, string> IndexNames()
    {
        var keywords = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string keyword, string[] names) in Table)
        {
            foreach (string name in names) keywords[Squeeze(name)] = keyword;
        }

        return keywords;
    }

    private static bool TryTranslate((string Word, string Npgsql)[] words, string value, out string translated)
    {
        string squeezed = Squeeze(value);
        int index = Array.FindIndex(words, w => string.Equals(Squeeze(w.Word), squeezed, StringComparison.Ordinal));
        translated = index < 0 ? value : words[index].Npgsql;
        return index >= 0;
    }

    private static bool IsWhole(string value, int min, int max) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        && number >= min && number <= max;

    private static string Squeeze(string name)
    {
        var squeezed = new StringBuilder(name.Length);
        foreach (char c in name)
        {
            if (c is not (' ' or '_' or '-')) squeezed.Append(char.ToLowerInvariant(c));
        }

        return squeezed.ToString();
    }
}
