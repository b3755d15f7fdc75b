using System.Collections.Immutable;

namespace Furrow.Configuration;

/// <summary>
/// The variables of PostgreSQL's own clients (<c>PGHOST</c>, …) and of its container image (<c>POSTGRES_DB</c>, …).
/// A family counts as naming a database when one of its naming variables is set; a password or a port alone does not.
/// </summary>
internal sealed class PostgresVariables(
    VariableLookup variables, string projectDirectory, Func<string, string> readSecretFile)
{
    private const string PasswordFile = "POSTGRES_PASSWORD_FILE";

    private static readonly Family Client = new(
        ["PGHOST", "PGDATABASE"],
        [
            new("PGHOST", "host"), new("PGPORT", "port"), new("PGDATABASE", "dbname"), new("PGUSER", "user"),
            new("PGPASSWORD", "password"), new("PGPASSFILE", "passfile"), new("PGSSLMODE", "sslmode"),
        ]);

    private static readonly Family Image = new(
        ["POSTGRES_DB", "POSTGRES_USER", "POSTGRES_HOST"],
        [
            new("POSTGRES_HOST", "host"), new("POSTGRES_PORT", "port"), new("POSTGRES_DB", "dbname"),
            new("POSTGRES_USER", "user"), new("POSTGRES_PASSWORD", "password"),
        ]);

    /// <summary>The database that they name, the process's before those of <c>.env</c>; null for none.</summary>
    public Setting<DatabaseAddress>? Find()
    {
        foreach (SettingSource source in (SettingSource[])[SettingSource.Variable, SettingSource.DotEnv])
        {
            foreach (Family family in (Family[])[Client, Image])
            {
                FoundVariable? naming = family.Naming
                    .Select(name => variables.In(source, name))
                    .FirstOrDefault(found => found is not null);
                if (naming is not null) return Read(family, naming);
            }
        }

        return null;
    }

    private Setting<DatabaseAddress> Read(Family family, FoundVariable naming)
    {
        // Each variable is a setting of its own: a password in .env completes a host in the process.
        ImmutableArray<(string Parameter, FoundVariable Found)> set =
        [
            .. family.Members
                .Select(m => (m.Parameter, Found: variables.Find(m.Variable)))
                .Where(m => m.Found is not null)
                .Select(m => (m.Parameter, m.Found!)),
        ];

        ValueOrigin origin = naming.Origin with { Description = Describe(naming, set.Select(s => s.Found.Name)) };
        var builder = new PostgresAddressBuilder(origin);
        foreach ((string parameter, FoundVariable found) in set) AddChecked(builder, parameter, found);
        if (family == Image) AddImageDefaults(builder);
        return origin.Setting(builder.Build());
    }

    private void AddImageDefaults(PostgresAddressBuilder builder)
    {
        if (variables.Find("POSTGRES_USER") is null) builder.Add("user", "postgres");
        if (variables.Find(PasswordFile) is not { } file) return;
        if (variables.Find("POSTGRES_PASSWORD") is not null)
            throw file.Origin.Invalid("POSTGRES_PASSWORD is set too", "keep one of the two");
        builder.Add("password", ReadSecret(file));
    }

    private static void AddChecked(PostgresAddressBuilder builder, string parameter, FoundVariable found)
    {
        // Checked here, so that the message names the variable rather than the parameter that it stands for.
        string keyword = PostgresKeywords.Find(parameter)!;
        if (!PostgresKeywords.TryConvert(keyword, found.Value, out _, out string expected))
            throw found.Origin.Invalid($"the value {expected}");
        builder.Add(parameter, found.Value);
    }

    private string ReadSecret(FoundVariable file)
    {
        string secret;
        try
        {
            secret = readSecretFile(Path.GetFullPath(Path.Combine(projectDirectory, file.Value))).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw file.Origin.Invalid(
                $"the file that it names cannot be read ({Reason(e)})", "check that this user may read it");
        }

        return secret.Length > 0 ? secret : throw file.Origin.Invalid("the file that it names is empty");
    }

    private static string Reason(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => "it does not exist",
        UnauthorizedAccessException => "permission denied, or it is a directory",
        _ => "it is no readable file",
    };

    private static string Describe(FoundVariable naming, IEnumerable<string> names)
    {
        string list = string.Join(", ", names);
        return naming.Origin.Source == SettingSource.Variable
            ? list
            : $"{naming.Origin.File} line {naming.Origin.Line} ({list})";
    }

    private sealed record Member(string Variable, string Parameter);

    private sealed record Family(ImmutableArray<string> Naming, ImmutableArray<Member> Members);
}
