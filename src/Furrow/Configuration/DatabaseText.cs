using System.Data.Common;
using System.Text.RegularExpressions;

namespace Furrow.Configuration;

/// <summary>
/// Tells a database text's forms apart and reads them. No message ever shows the text: it may hold a password.
/// </summary>
internal static partial class DatabaseText
{
    private const string Forms = "expected postgres://user@host:5432/name, Host=…;Database=… or sqlite:PATH";
    private const int TextLengthMax = 8192;

    private static readonly string[] PostgresPrefixes = ["postgres://", "postgresql://"];

    public static DatabaseAddress Parse(string text, string projectDirectory, ValueOrigin origin)
    {
        string trimmed = text.Trim();
        if (trimmed.Length == 0) throw origin.Invalid("the database's text is empty", Forms);
        if (trimmed.Length > TextLengthMax)
            throw origin.Invalid($"the database's text is longer than {TextLengthMax} characters", Forms);

        string? prefix = Array.Find(PostgresPrefixes, p => trimmed.StartsWith(p, StringComparison.OrdinalIgnoreCase));
        if (prefix is not null) return PostgresUrl.Parse(trimmed[prefix.Length..], origin);
        if (trimmed.StartsWith("sqlite:", StringComparison.OrdinalIgnoreCase))
            return ParseSqlite(trimmed["sqlite:".Length..], projectDirectory, origin);
        if (Scheme().Match(trimmed) is { Success: true } scheme)
            throw origin.Invalid($"'{scheme.Groups["scheme"].Value}' is no kind of database that furrow knows", Forms);
        if (FirstKeyword().IsMatch(trimmed)) return ParseKeywords(trimmed, origin);
        throw origin.Invalid(
            "the database's text has no form that furrow knows", $"{Forms}; a file's path needs sqlite: before it");
    }

    private static DatabaseAddress ParseSqlite(string path, string projectDirectory, ValueOrigin origin)
    {
        if (path.Trim().Length == 0) throw origin.Invalid("'sqlite:' names no file", "write sqlite:PATH");
        if (path.StartsWith("//", StringComparison.Ordinal))
        {
            throw origin.Invalid(
                "'sqlite://' can mean a relative or an absolute path",
                "write sqlite:PATH for a path relative to the project, sqlite:/PATH for an absolute one");
        }

        if (string.Equals(path, ":memory:", StringComparison.OrdinalIgnoreCase))
            throw origin.Invalid("a database in memory is gone with its connection", "name a file: sqlite:PATH");
        // To look for the one character first spares every start the loading of regular expressions.
        if (path.Contains('?', StringComparison.Ordinal) && SqliteParameters().IsMatch(path))
            throw origin.Invalid("a SQLite path takes no '?…' parameters", "write sqlite:PATH alone");
        if (path.Any(char.IsControl)) throw origin.Invalid("the SQLite path holds a control character");

        string fullPath = Path.GetFullPath(Path.Combine(projectDirectory, path));
        if (Path.EndsInDirectorySeparator(fullPath))
            throw origin.Invalid("the SQLite path is a folder", "name a file in it");
        return DatabaseAddress.Sqlite(fullPath, path);
    }

    private static DatabaseAddress ParseKeywords(string text, ValueOrigin origin)
    {
        var parsed = new DbConnectionStringBuilder();
        try
        {
            parsed.ConnectionString = text;
        }
        catch (ArgumentException)
        {
            throw origin.Invalid(
                "the text is not a list of Keyword=value with semicolons between",
                "put a value that holds ; or = in double quotes");
        }

        var builder = new PostgresAddressBuilder(origin) { SemicolonEndsPassword = true };
        foreach (string name in parsed.Keys)
        {
            string value = (string)parsed[name];
            if (name is "data source" or "filename" or "datasource")
            {
                throw origin.Invalid(
                    "this is a connection string of another kind of database", "for SQLite write sqlite:PATH");
            }

            if (LibpqPair().IsMatch(value) && PostgresKeywords.Find(name) != PostgresKeywords.Password)
            {
                throw origin.Invalid(
                    "the pairs are separated by spaces", "separate them with semicolons: Host=…;Database=…");
            }

            Add(builder, name, value);
        }

        return builder.Build();
    }

    /// <summary>A host may carry its port, as in <c>Host=localhost:5433</c>.</summary>
    private static void Add(PostgresAddressBuilder builder, string name, string value)
    {
        bool carriesPort = PostgresKeywords.Find(name) == PostgresKeywords.Host && HostWithPort().IsMatch(value);
        int colon = carriesPort ? value.IndexOf(':', StringComparison.Ordinal) : value.Length;
        builder.Add(name, value[..colon]);
        if (carriesPort) builder.Add("port", value[(colon + 1)..]);
    }

    [GeneratedRegex(@"^(?<scheme>[A-Za-z][A-Za-z0-9+.\-]{0,30})://", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9 _]{0,60}=", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FirstKeyword();

    [GeneratedRegex(
        @"\s(?:host|hostaddr|port|user|password|dbname|sslmode|passfile)\s*=", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LibpqPair();

    [GeneratedRegex(@"^[^/@:,\[\]]+:[0-9]+\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HostWithPort();

    [GeneratedRegex(@"\?[A-Za-z_]+=", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SqliteParameters();
}
