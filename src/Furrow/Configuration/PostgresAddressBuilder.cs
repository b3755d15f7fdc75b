using System.Collections.Immutable;
using Furrow.Errors;

namespace Furrow.Configuration;

/// <summary>Gathers the settings of one PostgreSQL connection, whatever they were written as.</summary>
internal sealed class PostgresAddressBuilder(ValueOrigin origin)
{
    private static readonly string[] Leading =
    [
        PostgresKeywords.Host, PostgresKeywords.Port, PostgresKeywords.Username, PostgresKeywords.Password,
        PostgresKeywords.Database,
    ];

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    /// <summary>Whether an unquoted semicolon in a password would make the rest of it look like a parameter.</summary>
    public bool SemicolonEndsPassword { get; init; }

    /// <summary>
    /// Takes one setting; an empty value counts as not given. <paramref name="name"/> is what the text calls it.
    /// </summary>
    public PostgresAddressBuilder Add(string name, string value)
    {
        string keyword = PostgresKeywords.Find(name) ?? throw Unknown(name);
        if (value.Length == 0) return this;
        if (value.Contains('\0', StringComparison.Ordinal))
            throw origin.Invalid($"'{name}' holds a NUL character, which PostgreSQL cannot take");

        bool fits = PostgresKeywords.TryConvert(keyword, value, out string converted, out string expected);
        if (!fits && keyword == PostgresKeywords.Port) throw BadPort();
        if (!fits) throw origin.Invalid($"'{name}' {expected}");
        if (!_values.TryAdd(keyword, converted))
            throw origin.Invalid($"'{name}' is given twice", "keep one of the two");
        _order.Add(keyword);
        return this;
    }

    public DatabaseAddress Build()
    {
        _values.TryAdd(PostgresKeywords.Host, "localhost");
        if (!_values.ContainsKey(PostgresKeywords.Database))
        {
            // As PostgreSQL's own clients do.
            _values[PostgresKeywords.Database] = _values.GetValueOrDefault(PostgresKeywords.Username)
                ?? throw origin.Invalid("a server is named but no database", "add its name: postgres://host/NAME");
        }

        IEnumerable<string> others = _order.Except(Leading, StringComparer.Ordinal);
        IEnumerable<string> keywords = Leading.Where(_values.ContainsKey).Concat(others);
        var pairs = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>(_values.Count);
        foreach (string keyword in keywords) pairs.Add(new(keyword, _values[keyword]));
        return DatabaseAddress.Postgres(pairs.ToImmutable());
    }

    /// <summary>The value is not shown: a password with a '/' in it ends up where the port should be.</summary>
    public FurrowException BadPort() => origin.Invalid(
        "the port is not a number from 1 to 65535",
        "if the password holds one of / ? # @ : percent-encode it (/ is %2F, ? is %3F, # is %23, @ is %40, : is %3A)");

    private FurrowException Unknown(string name)
    {
        string? nearest = PostgresKeywords.Nearest(name);
        if (SemicolonEndsPassword && nearest is null && _values.ContainsKey(PostgresKeywords.Password))
        {
            return origin.Invalid(
                "something unknown follows the password",
                "put a password that holds ; or = in double quotes; otherwise check the parameters after it");
        }

        string shown = name.Length <= 40 && !name.Any(char.IsControl) ? $" '{name}'" : "";
        return origin.Invalid(
            $"unknown connection parameter{shown}" + (nearest is null ? "" : $" — did you mean '{nearest}'?"),
            "parameters are libpq's (sslmode, application_name, options, …) or Npgsql's (Timeout, Search Path, …)");
    }
}
