using System.Globalization;
using System.Text;
using Furrow.Errors;
using Npgsql;

namespace Furrow.Postgres.Snapshots;

/// <summary>
/// A database as a client program is told of it: a connection string of libpq's without the password, which goes into
/// the child's environment.
/// </summary>
/// <param name="Text">What follows <c>--dbname=</c>.</param>
/// <param name="Variables">What is put into the environment besides.</param>
internal sealed record ToolConnection(string Text, IReadOnlyDictionary<string, string> Variables)
{
    /// <summary>One database of the server that a connection has reached, as the same role.</summary>
    /// <param name="settings">What the driver was told.</param>
    /// <param name="connected">Of several hosts, the one that answered: a snapshot holds only there.</param>
    /// <param name="role">The role that was let in.</param>
    /// <param name="options">More for the server, in the form of <c>-c name=value</c>; empty for none.</param>
    public static ToolConnection For(
        NpgsqlConnectionStringBuilder settings, NpgsqlConnection connected, string role, string options = "")
    {
        if (!string.IsNullOrEmpty(settings.SslPassword))
        {
            throw new FurrowException(
                ErrorCode.SnapshotFailed,
                "The client certificate's key has a password, which pg_dump and pg_restore take only from a prompt.")
            {
                Hint = "Use a key without a password that only its owner may read.",
            };
        }

        Dictionary<string, string?> words = new(StringComparer.Ordinal)
        {
            ["host"] = connected.Host,
            ["port"] = connected.Port.ToString(CultureInfo.InvariantCulture),
            ["user"] = role,
            ["dbname"] = settings.Database,
            ["sslmode"] = SslMode(settings.SslMode),
            ["sslrootcert"] = settings.RootCertificate,
            ["sslcert"] = settings.SslCertificate,
            ["sslkey"] = settings.SslKey,
            ["channel_binding"] = settings.ChannelBinding == ChannelBinding.Prefer
                ? null
                : settings.ChannelBinding.ToString().ToLowerInvariant(),
            ["gssencmode"] = settings.GssEncryptionMode.ToString().ToLowerInvariant(),
            ["krbsrvname"] = settings.KerberosServiceName == "postgres" ? null : settings.KerberosServiceName,
            ["options"] = $"{settings.Options} {options}".Trim(),
            ["application_name"] = settings.ApplicationName,
            ["connect_timeout"] = settings.Timeout.ToString(CultureInfo.InvariantCulture),
        };
        Dictionary<string, string> variables = new(StringComparer.Ordinal);
        Add(variables, "PGPASSWORD", settings.Password ?? Environment.GetEnvironmentVariable("PGPASSWORD"));
        Add(variables, "PGPASSFILE", settings.Passfile ?? Environment.GetEnvironmentVariable("PGPASSFILE"));
        return new ToolConnection(
            string.Join(
                ' ', words.Where(word => !string.IsNullOrEmpty(word.Value))
                    .Select(word => $"{word.Key}={Quote(word.Value!)}")),
            variables);
    }

    private static void Add(Dictionary<string, string> variables, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            variables[name] = value;
        }
    }

    private static string SslMode(SslMode mode) => mode switch
    {
        Npgsql.SslMode.VerifyCA => "verify-ca",
        Npgsql.SslMode.VerifyFull => "verify-full",
        _ => mode.ToString().ToLowerInvariant(),
    };

    private static string Quote(string value)
    {
        StringBuilder quoted = new("'");
        foreach (char letter in value)
        {
            quoted.Append(letter is '\'' or '\\' ? "\\" : "").Append(letter);
        }

        return quoted.Append('\'').ToString();
    }
}
