using System.Text.RegularExpressions;

namespace Furrow.Migrations;

/// <summary>Which way a migration file goes.</summary>
internal enum MigrationDirection
{
    /// <summary>It applies.</summary>
    Up,

    /// <summary>It takes back.</summary>
    Down,

    /// <summary>Its text says which part does what.</summary>
    Both,
}

/// <summary>What the name of a migration's file or folder says.</summary>
/// <param name="Version">Its place in the order.</param>
/// <param name="Name">Its name without version and suffixes; may be empty.</param>
/// <param name="Direction">Which way it goes.</param>
internal sealed partial record MigrationFileName(MigrationVersion Version, string Name, MigrationDirection Direction)
{
    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    private const string VersionPattern = "(?<version>[0-9]+(?:[._-][0-9]+)*)";

    private const string PairPattern = "^" + VersionPattern + @"(?<rest>[_.-].*?)?\.(?<direction>up|down)\.sql\z";

    private const string OneFilePattern = "^" + VersionPattern + @"(?<rest>[_.-].*?)?\.sql\z";

    private const string FolderPattern = "^" + VersionPattern + @"(?<rest>[_.-].*)?\z";

    private const string FlywayPattern = "^(?<direction>[VU])" + VersionPattern + @"(?<rest>__.*)?\.sql\z";

    private static readonly string[] Dialects =
    [
        "postgres", "postgresql", "pg", "sqlite", "sqlite3", "mysql", "mariadb", "cockroach", "cockroachdb", "mssql",
        "sqlserver", "oracle",
    ];

    /// <summary>The dialect suffix; null for what is for all.</summary>
    public string? Dialect { get; init; }

    /// <summary>What it says about the transaction.</summary>
    public MigrationTransaction Transaction { get; init; }

    [GeneratedRegex(PairPattern, Options | RegexOptions.Singleline, 1000)]
    private static partial Regex PairName { get; }

    [GeneratedRegex(OneFilePattern, Options | RegexOptions.Singleline, 1000)]
    private static partial Regex OneFileName { get; }

    [GeneratedRegex(FolderPattern, Options | RegexOptions.Singleline, 1000)]
    private static partial Regex FolderName { get; }

    [GeneratedRegex("^[VU]?" + VersionPattern, Options, 1000)]
    private static partial Regex AnyName { get; }

    [GeneratedRegex(FlywayPattern, Options | RegexOptions.Singleline, 1000)]
    private static partial Regex FlywayName { get; }

    /// <summary>
    /// <c>VERSION_name[.DIALECT][.tx|.autocommit].up.sql</c> or <c>.down.sql</c>; null for any other name.
    /// </summary>
    public static MigrationFileName? ParsePair(string file)
    {
        if (Parse(PairName, file) is not { } parsed)
        {
            return null;
        }

        // Both orders are in use: x.postgres.autocommit.up.sql and x.autocommit.postgres.up.sql.
        string rest = parsed.Name;
        string? dialect = TakeDialect(ref rest);
        MigrationTransaction transaction = TakeSuffix(ref rest, "tx") ? MigrationTransaction.Required
            : TakeSuffix(ref rest, "autocommit") ? MigrationTransaction.None
            : MigrationTransaction.WherePossible;
        dialect ??= TakeDialect(ref rest);
        return parsed with { Name = Bare(rest), Dialect = dialect, Transaction = transaction };
    }

    /// <summary><c>VERSION_name[.DIALECT].sql</c>; null for any other name.</summary>
    public static MigrationFileName? ParseOneFile(string file) =>
        Parse(OneFileName, file) is { } parsed ? WithDialect(parsed) : null;

    /// <summary><c>VERSION_name</c>; null for any other name.</summary>
    public static MigrationFileName? ParseFolder(string folder) =>
        Parse(FolderName, folder) is { } parsed ? parsed with { Name = Bare(parsed.Name) } : null;

    /// <summary><c>V1.2__name[.DIALECT].sql</c>, <c>U1.2__name[.DIALECT].sql</c>; null for any other name.</summary>
    public static MigrationFileName? ParseFlyway(string file) =>
        Parse(FlywayName, file) is { } parsed ? WithDialect(parsed) : null;

    /// <summary>The version that a name begins with in any format; null where it begins with none.</summary>
    public static MigrationVersion? LeadingVersion(string name) => Parse(AnyName, name)?.Version;

    /// <summary>Whether a name is that of a database, known or not to this version of Furrow.</summary>
    public static bool IsDialect(string name) => Dialects.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes the dialect off the end of a name: <c>users.pg</c> → <c>users</c>, <c>pg</c>.</summary>
    public static string? TakeDialect(ref string name)
    {
        foreach (string dialect in Dialects)
        {
            if (TakeSuffix(ref name, dialect))
            {
                return dialect;
            }
        }

        return null;
    }

    private static MigrationFileName? Parse(Regex pattern, string name)
    {
        Match match = pattern.Match(name);
        if (!match.Success || !MigrationVersion.TryParse(match.Groups["version"].Value, out MigrationVersion? version))
        {
            return null;
        }

        MigrationDirection direction = match.Groups["direction"].Value switch
        {
            "up" or "V" => MigrationDirection.Up,
            "down" or "U" => MigrationDirection.Down,
            _ => MigrationDirection.Both,
        };
        return new MigrationFileName(version, match.Groups["rest"].Value, direction);
    }

    private static MigrationFileName WithDialect(MigrationFileName parsed)
    {
        string rest = parsed.Name;
        string? dialect = TakeDialect(ref rest);
        return parsed with { Name = Bare(rest), Dialect = dialect };
    }

    // What follows the version begins with what separates them: in 7_pg a name, in 7.pg a suffix.
    private static string Bare(string rest) =>
        rest.StartsWith("__", StringComparison.Ordinal) ? rest[2..] : rest.Length > 0 ? rest[1..] : "";

    private static bool TakeSuffix(ref string name, string suffix)
    {
        if (!name.EndsWith("." + suffix, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        name = name[..^(suffix.Length + 1)];
        return true;
    }
}
