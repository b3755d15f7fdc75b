using Furrow.Bench.Measuring;
using Furrow.Configuration;

namespace Furrow.Bench.Migrations;

/// <summary>Furrow and the programs that do the same.</summary>
internal sealed class MigrationTools(BenchSession session, string project)
{
    /// <summary>What any .NET program pays for one question; it migrates nothing.</summary>
    public const string Bare = "bare connect and query";

    private readonly string _dbmate = Path.Combine(
        session.Options.Programs,
        "node",
        "node_modules",
        ".bin",
        OperatingSystem.IsWindows() ? "dbmate.cmd" : "dbmate");

    public ProgramRun Furrow(DatabaseAddress address) => session.Furrow(
        "migrate", "-C", project, "--database", address.ToConnectionString(), "--env", "development");

    /// <summary>The others; one that is not installed makes null.</summary>
    public IEnumerable<(string Name, Func<DatabaseAddress, ProgramRun?> Make)> Others(bool isFresh)
    {
        if (isFresh)
        {
            yield return ("psql", Psql);
        }

        yield return ("dbmate", Dbmate);
        yield return ("EF Core", address => session.Bare("EfMigrations", address.ToConnectionString()));
        if (!isFresh)
        {
            yield return (Bare, address => session.Bare("BarePostgres", address.ToConnectionString()));
        }
    }

    private ProgramRun? Psql(DatabaseAddress address) => InstalledProgram.Find("psql") is { } psql
        ? new ProgramRun(psql, "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-f", SmallMigrations.ScriptOf(project))
        {
            Variables = PostgresVariables.Of(address),
        }
        : null;

    private ProgramRun? Dbmate(DatabaseAddress address) => File.Exists(_dbmate)
        ? new ProgramRun(
            _dbmate, "--migrations-dir", SmallMigrations.Folder(project), "--no-dump-schema", "migrate")
        {
            Variables = new Dictionary<string, string> { ["DATABASE_URL"] = UrlOf(address) },
        }
        : null;

    private static string UrlOf(DatabaseAddress address)
    {
        IReadOnlyDictionary<string, string> variables = PostgresVariables.Of(address);
        string login = Uri.EscapeDataString(variables["PGUSER"]);
        if (variables.TryGetValue("PGPASSWORD", out string? password))
        {
            login += ":" + Uri.EscapeDataString(password);
        }

        string host = variables.GetValueOrDefault("PGHOST", "localhost");
        string port = variables.GetValueOrDefault("PGPORT", "5432");
        return $"postgres://{login}@{host}:{port}/{variables["PGDATABASE"]}?sslmode=disable";
    }
}
