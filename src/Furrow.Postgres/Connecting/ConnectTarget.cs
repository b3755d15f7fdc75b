using System.Globalization;
using Furrow.Errors;
using Furrow.Providers;
using Npgsql;

namespace Furrow.Postgres.Connecting;

/// <summary>A database as the driver is told of it, and as people are.</summary>
internal sealed class ConnectTarget
{
    private readonly DatabaseReference _reference;
    private readonly NpgsqlConnectionStringBuilder _settings;

    /// <exception cref="FurrowException">The connection string cannot be read.</exception>
    public ConnectTarget(DatabaseReference reference)
    {
        _reference = reference;
        _settings = Parse(reference);
        Address = AddressOf(_settings);
        User = _settings.Username ?? "";
    }

    /// <summary>The database's name.</summary>
    public string Database => _reference.DatabaseName;

    /// <summary>Host and port, or the socket.</summary>
    public string Address { get; }

    /// <summary>The role; empty when the driver takes the operating system's user.</summary>
    public string User { get; }

    /// <summary>
    /// A source of connections to one database of the server. The slim builder and no type loading spare a command
    /// of a few milliseconds most of its start; arrays and transport security are all that is used beyond it.
    /// </summary>
    public NpgsqlDataSource CreateSource(string database, StatementTrace? trace = null)
    {
        NpgsqlSlimDataSourceBuilder builder = new(Settings(database).ConnectionString);
        builder.EnableArrays();
        builder.EnableTransportSecurity();
        builder.EnableIntegratedSecurity();
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        if (trace is not null)
        {
            builder.UseLoggerFactory(new StatementLog(trace));
        }

        return builder.Build();
    }

    /// <summary>The text without what must not be shown.</summary>
    public string Redact(string text)
    {
        IEnumerable<string> secrets = _settings.Password is { } password
            ? _reference.Secrets.Append(password)
            : _reference.Secrets;
        foreach (string secret in secrets.Where(secret => secret.Length > 0))
        {
            text = text.Replace(secret, "***", StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>What the driver is told to connect to one database of the server.</summary>
    public NpgsqlConnectionStringBuilder Settings(string database) => new(_settings.ConnectionString)
    {
        Database = database,
        Pooling = false,
        Multiplexing = false,
        Enlist = false,

        // A bulk load may take hours; whoever waits for less passes a cancellation token.
        CommandTimeout = 0,

        // Prepared statements belong to a server session, which a pooling proxy swaps under us.
        MaxAutoPrepare = 0,

        // The server's detail names the key at fault. It also holds the row's values: what people see of an error
        // comes from ISession.Explain, never from the driver's own message.
        IncludeErrorDetail = true,
        Timezone = _settings.Timezone ?? "UTC",
        ApplicationName = _settings.ApplicationName ?? "furrow",

        // Session encryption by GSS costs a round trip before every connection; who needs it says so.
        GssEncryptionMode = WasGiven("GSS Encryption Mode")
            ? _settings.GssEncryptionMode
            : GssEncryptionMode.Disable,
    };

    private bool WasGiven(string keyword) =>
        _settings.Keys.Cast<string>().Contains(keyword, StringComparer.OrdinalIgnoreCase);

    private static NpgsqlConnectionStringBuilder Parse(DatabaseReference reference)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(reference.ConnectionString);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            // Neither the driver's message nor the exception is passed on: both may quote the string.
            throw new FurrowException(
                ErrorCode.ConfigInvalid,
                $"The connection string for {reference.Display} has a keyword or value that cannot be used.")
            {
                Hint = "Use postgres://user@host:5432/name, or the keywords of Npgsql (Host=…;Database=…;Username=…).",
            };
        }
    }

    private static string AddressOf(NpgsqlConnectionStringBuilder settings)
    {
        string host = string.IsNullOrEmpty(settings.Host) ? "localhost" : settings.Host;
        string port = settings.Port.ToString(CultureInfo.InvariantCulture);
        if (host.StartsWith('/') || host.StartsWith('@'))
        {
            return $"socket {host}/.s.PGSQL.{port}";
        }

        IEnumerable<string> addresses = host.Split(',', StringSplitOptions.TrimEntries)
            .Select(part => HasPort(part) ? part : $"{part}:{port}");
        return string.Join(", ", addresses);
    }

    private static bool HasPort(string host) =>
        host.Count(letter => letter == ':') == 1 || host.Contains("]:", StringComparison.Ordinal);
}
