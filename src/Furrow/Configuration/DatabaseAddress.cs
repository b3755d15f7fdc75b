using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;

namespace Furrow.Configuration;

/// <summary>
/// Which database is meant, understood but not yet looked for. Shown anywhere it is <see cref="Display"/>, so that a
/// password cannot leak through logs or records.
/// </summary>
public sealed class DatabaseAddress : IEquatable<DatabaseAddress>
{
    /// <summary>The <see cref="Scheme"/> of PostgreSQL.</summary>
    public const string PostgresScheme = "postgres";

    /// <summary>The <see cref="Scheme"/> of SQLite.</summary>
    public const string SqliteScheme = "sqlite";

    private const int PortDefault = 5432;

    private DatabaseAddress(
        string scheme, ImmutableArray<KeyValuePair<string, string>> keywords, string? path, string display)
    {
        Scheme = scheme;
        Keywords = keywords;
        Path = path;
        Display = display;
    }

    /// <summary>The provider: <c>postgres</c> or <c>sqlite</c>.</summary>
    public string Scheme { get; }

    /// <summary>For PostgreSQL Npgsql's keywords and their values, the password among them; empty for SQLite.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Keywords { get; }

    /// <summary>For SQLite the file's full path; otherwise null.</summary>
    public string? Path { get; }

    /// <summary>For people, without password: <c>postgres://user@host:5432/name</c>, <c>sqlite:path</c>.</summary>
    public string Display { get; }

    /// <summary>The database's name; for a file its name without folder.</summary>
    public string DatabaseName => Path is null ? Keyword(PostgresKeywords.Database)! : System.IO.Path.GetFileName(Path);

    /// <summary>The host, several with commas between, or a socket's directory; null for SQLite.</summary>
    public string? Host => Keyword(PostgresKeywords.Host);

    /// <summary>The port; null for SQLite and where each of several hosts has its own.</summary>
    public int? Port => Path is null && !HasSeveralHosts
        ? int.Parse(Keyword(PostgresKeywords.Port) ?? PortText, CultureInfo.InvariantCulture)
        : null;

    /// <summary>The user; null where none is named.</summary>
    public string? Username => Keyword(PostgresKeywords.Username);

    /// <summary>A file, a socket, or this machine by its loopback address or name.</summary>
    public bool IsLoopbackOrSocket => Path is not null || Host!.Split(',').All(IsLocal);

    /// <summary>What must never be shown: passwords.</summary>
    public ImmutableArray<string> Secrets
    {
        get
        {
            var secrets = ImmutableArray.CreateBuilder<string>();
            foreach ((string key, string value) in Keywords)
            {
                if (key is PostgresKeywords.Password or PostgresKeywords.SslPassword) secrets.Add(value);
            }

            return secrets.ToImmutable();
        }
    }

    private static string PortText => PortDefault.ToString(CultureInfo.InvariantCulture);

    private bool HasSeveralHosts => !IsSocket(Host!) && Host!.Contains(',', StringComparison.Ordinal);

    /// <summary>Understands a database's text in any of its forms.</summary>
    /// <param name="text">
    /// <c>postgres://user:password@host:5432/name?sslmode=require</c>, <c>Host=…;Database=…</c> or <c>sqlite:PATH</c>.
    /// </param>
    /// <param name="projectDirectory">What a SQLite path is relative to.</param>
    /// <param name="origin">Where the text came from, for messages.</param>
    /// <exception cref="Errors.FurrowException">Code <c>config.invalid</c>; never shows the text.</exception>
    public static DatabaseAddress Parse(string text, string projectDirectory, string origin = "the database") =>
        DatabaseText.Parse(text, projectDirectory, ValueOrigin.Option(origin));

    /// <summary>
    /// For the driver: Npgsql's <c>Keyword=value;…</c> with every value quoted, or <c>Data Source=path</c>. Holds the
    /// password.
    /// </summary>
    public string ToConnectionString()
    {
        if (Path is not null) return $"Data Source={Quote(Path)}";
        var text = new StringBuilder();
        foreach ((string key, string value) in Keywords)
            text.Append(text.Length == 0 ? "" : ";").Append(key).Append('=').Append(Quote(value));
        return text.ToString();
    }

    /// <summary>The same server, user and settings with another database, such as the maintenance one.</summary>
    public DatabaseAddress WithDatabase(string name)
    {
        if (Path is not null) throw new InvalidOperationException("a SQLite file holds one database");
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Postgres([.. Keywords.Select(k => k.Key == PostgresKeywords.Database ? new(k.Key, name) : k)]);
    }

    /// <summary>The same as <see cref="Display"/>.</summary>
    public override string ToString() => Display;

    /// <summary>Whether driver and people would see the same.</summary>
    public bool Equals(DatabaseAddress? other) =>
        other is not null && Scheme == other.Scheme && Path == other.Path && Keywords.SequenceEqual(other.Keywords);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DatabaseAddress);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Scheme, Display);

    /// <summary>A PostgreSQL database; host and database must be among the keywords.</summary>
    internal static DatabaseAddress Postgres(ImmutableArray<KeyValuePair<string, string>> keywords) =>
        new(PostgresScheme, keywords, null, DisplayOf(keywords));

    /// <summary>A SQLite file, shown as the project wrote it.</summary>
    internal static DatabaseAddress Sqlite(string fullPath, string shown) =>
        new(SqliteScheme, [], fullPath, $"{SqliteScheme}:{shown}");

    internal static bool IsSocket(string host) => host.StartsWith('/') || host.StartsWith('@');

    private static bool IsLocal(string host)
    {
        if (IsSocket(host)) return true;
        string name = host.Trim();
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0 && colon == name.LastIndexOf(':')) name = name[..colon];
        int bracket = name.IndexOf(']', StringComparison.Ordinal);
        if (name.StartsWith('[') && bracket > 0) name = name[1..bracket];
        return string.Equals(name.TrimEnd('.'), "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name, out IPAddress? address) && IPAddress.IsLoopback(address));
    }

    private static string DisplayOf(ImmutableArray<KeyValuePair<string, string>> keywords)
    {
        string host = ValueOf(keywords, PostgresKeywords.Host)!;
        string port = ValueOf(keywords, PostgresKeywords.Port) ?? PortText;
        string user = ValueOf(keywords, PostgresKeywords.Username) is { } name ? Readable(name, "") + "@" : "";
        string database = Readable(ValueOf(keywords, PostgresKeywords.Database)!, "");

        if (IsSocket(host)) return $"postgres://{user}/{database}?host={Readable(host, "/@")}&port={port}";
        if (host.Contains(',', StringComparison.Ordinal))
            return $"postgres://{user}{Readable(host, ",:[]")}/{database}";
        string shown = host.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(host, out _)
            ? $"[{host}]"
            : Readable(host, "");
        return $"postgres://{user}{shown}:{port}/{database}";
    }

    /// <summary>Percent-encodes what a URL or a terminal would misread, not letters of any script.</summary>
    private static string Readable(string text, string alsoPlain)
    {
        var result = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool plain = Rune.IsLetterOrDigit(rune) || "-._~".Contains(rune.ToString(), StringComparison.Ordinal)
                || alsoPlain.Contains(rune.ToString(), StringComparison.Ordinal);
            result.Append(plain ? rune.ToString() : Uri.EscapeDataString(rune.ToString()));
        }

        return result.ToString();
    }

    /// <summary>Always quotes: the framework's own writer misses a value that ends in a line break.</summary>
    private static string Quote(string value) => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private string? Keyword(string key) => ValueOf(Keywords, key);

    private static string? ValueOf(ImmutableArray<KeyValuePair<string, string>> keywords, string key)
    {
        foreach ((string known, string value) in keywords)
        {
            if (known == key) return value;
        }

        return null;
    }
}
