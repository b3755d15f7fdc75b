using System.Globalization;
using System.Text;
using Furrow.Errors;
using Npgsql;

namespace Furrow.Postgres.ClientTools;

/// <summary>
/// A database as a client program is told of it: a connection string of libpq's, and apart from it the password, which
/// must be neither an argument nor in an environment.
/// </summary>
/// <param name="Text">What follows <c>--dbname=</c>.</param>
/// <param name="Password">The password; null where there is none, or a file of the user's knows it.</param>
/// <param name="PassFile">The user's own file of passwords; null where it is where libpq looks for it.</param>
internal sealed record ToolConnection(string Text, string? Password, string? PassFile)
{
    /// <summary>Writes the password where the program finds it; null where there is none to write.</summary>
    public PassFile? WritePassword() =>
        Password is null ? null : ClientTools.PassFile.Write(Password, Directory.Exists("/proc/self/fd"));

    /// <summary>One database of the server that a connection has reached, as the same role.</summary>
    /// <param name="settings">What the driver was told.</param>
    /// <param name="connected">Of several hosts, the one that answered: a snapshot holds only there.</param>
    /// <param name="role">The role that was let in.</param>
    /// <param name="options">More for the server, in the form of <c>-c name=value</c>; empty for none.</param>
    /// <param name="purpose">What the program is run for.</param>
    /// <exception cref="FurrowException">It cannot be told how to connect.</exception>
    public static ToolConnection For(
        NpgsqlConnectionStringBuilder settings,
        NpgsqlConnection connected,
        string role,
        string options,
        ToolPurpose purpose)
    {
        if (!string.IsNullOrEmpty(settings.SslPassword))
        {
            throw new FurrowException(
                purpose.Code,
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
        return new ToolConnection(
            string.Join(
                ' ', words.Where(word => !string.IsNullOrEmpty(word.Value))
                    .Select(word => $"{word.Key}={Quote(word.Value!)}")),
            Given(settings.Password, "PGPASSWORD"),
            Given(settings.Passfile, "PGPASSFILE"));
    }

    // As the driver does: what was not said is in a variable of libpq's.
    private static string? Given(string? value, string variable) =>
        string.IsNullOrEmpty(value ??= Environment.GetEnvironmentVariable(variable)) ? null : value;

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
