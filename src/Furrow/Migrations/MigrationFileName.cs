using System.Text.RegularExpressions;

namespace Furrow.Migrations;

/// <summary>What the name of a paired migration file says: <c>VERSION_name[.dialect][.tx].up.sql</c>.</summary>
/// <param name="Version">Its place in the order.</param>
/// <param name="Name">Its name without version and suffixes; may be empty.</param>
/// <param name="Dialect">The dialect suffix; null for a file that is for all.</param>
/// <param name="Transaction">What it says about the transaction.</param>
/// <param name="IsUp">Whether it goes up; otherwise down.</param>
internal sealed partial record MigrationFileName(
    MigrationVersion Version, string Name, string? Dialect, MigrationTransaction Transaction, bool IsUp)
{
    private const string Pattern = @"^(?<version>[0-9]+(?:[._-][0-9]+)*)(?:[_.-](?<name>.*?))?"
        + @"(?<mode>\.tx|\.autocommit)?\.(?<direction>up|down)\.sql$";

    private static readonly string[] Dialects =
    [
        "postgres", "postgresql", "pg", "sqlite", "sqlite3", "mysql", "mariadb", "cockroach", "cockroachdb", "mssql",
        "sqlserver", "oracle",
    ];

    [GeneratedRegex(Pattern, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PairedName { get; }

    /// <summary>Reads a file's name; null when it is not that of a paired migration.</summary>
    public static MigrationFileName? Parse(string file)
    {
        Match match = PairedName.Match(file);
        if (!match.Success || !MigrationVersion.TryParse(match.Groups["version"].Value, out MigrationVersion? version))
        {
            return null;
        }

        string name = match.Groups["name"].Value;
        string? dialect = Dialects.FirstOrDefault(known =>
            name.EndsWith("." + known, StringComparison.OrdinalIgnoreCase));
        return new MigrationFileName(
            version,
            dialect is null ? name : name[..^(dialect.Length + 1)],
            dialect,
            match.Groups["mode"].Value switch
            {
                ".tx" => MigrationTransaction.Required,
                ".autocommit" => MigrationTransaction.None,
                _ => MigrationTransaction.WherePossible,
            },
            match.Groups["direction"].Value == "up");
    }
}
