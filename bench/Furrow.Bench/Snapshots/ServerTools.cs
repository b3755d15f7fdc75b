using System.Globalization;
using Furrow.Bench.Measuring;
using Furrow.Configuration;

namespace Furrow.Bench.Snapshots;

/// <summary>The server's own programs with the flags that furrow gives them, and with none.</summary>
internal static class ServerTools
{
    private const string DebianRoot = "/usr/lib/postgresql";

    // The flags depend on the size, as furrow's do.
    private const int ParallelMegabytesMin = 256;
    private const int JobsMax = 4;

    private static int DumpJobs => Math.Clamp(Environment.ProcessorCount - 1, 1, JobsMax);

    /// <summary>pg_dump with furrow's flags.</summary>
    public static ProgramRun Dump(DatabaseAddress address, string path, int sizeMb) => Run(
        "pg_dump",
        address,
        [
            "--compress=1", $"--file={path}",
            .. sizeMb < ParallelMegabytesMin || DumpJobs == 1
                ? (string[])["--format=custom"]
                : ["--format=directory", Jobs(DumpJobs)],
        ]);

    /// <summary>pg_dump as people know it.</summary>
    public static ProgramRun DefaultDump(DatabaseAddress address, string path) =>
        Run("pg_dump", address, ["--format=custom", $"--file={path}"]);

    /// <summary>pg_restore with furrow's flags.</summary>
    public static ProgramRun Restore(DatabaseAddress address, string path) =>
        Run(
            "pg_restore",
            address,
            [
                "--exit-on-error", Jobs(Math.Clamp(Environment.ProcessorCount, 1, JobsMax)),
                $"--dbname={address.DatabaseName}", path,
            ]);

    /// <summary>One statement.</summary>
    public static ProgramRun Psql(DatabaseAddress address, string sql) =>
        Run("psql", address, ["-X", "-q", "-c", sql]);

    private static string Jobs(int count) => string.Create(CultureInfo.InvariantCulture, $"--jobs={count}");

    // The program itself, not the script that Debian puts before it.
    private static ProgramRun Run(string name, DatabaseAddress address, string[] arguments)
    {
        string? own = Directory.Exists(DebianRoot)
            ? Directory.EnumerateDirectories(DebianRoot).Order(StringComparer.Ordinal)
                .Select(version => Path.Combine(version, "bin", name)).LastOrDefault(File.Exists)
            : null;
        string program = own ?? InstalledProgram.Find(name)
            ?? throw new InvalidOperationException($"{name} is not installed.");
        return new ProgramRun(program, arguments) { Variables = PostgresVariables.Of(address) };
    }
}
