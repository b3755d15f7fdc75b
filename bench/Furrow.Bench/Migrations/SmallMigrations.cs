using System.Globalization;
using System.Text;

namespace Furrow.Bench.Migrations;

/// <summary>
/// Two hundred migrations of a table and an index each, as dbmate's files, which furrow reads too; and the same
/// statements in one file.
/// </summary>
internal static class SmallMigrations
{
    public const int Count = 200;

    /// <summary>Writes a project with them; returns its directory.</summary>
    public static async Task<string> WriteAsync(BenchSession session, CancellationToken cancellationToken)
    {
        string project = session.CreateDirectory("migrations-project");
        await File.WriteAllTextAsync(
            Path.Combine(project, "furrow.yaml"), "name: migrations\nenvironment: development\n", cancellationToken);
        string folder = Folder(project);
        Directory.CreateDirectory(folder);
        StringBuilder all = new();
        for (int number = 1; number <= Count; number++)
        {
            string table = "t" + number.ToString("000", CultureInfo.InvariantCulture);
            string up = $"""
                CREATE TABLE {table} (id bigint PRIMARY KEY, name text NOT NULL, made timestamptz DEFAULT now());
                CREATE INDEX {table}_name ON {table} (name);
                """;
            string file = string.Create(CultureInfo.InvariantCulture, $"20250101{number:000000}_{table}.sql");
            await File.WriteAllTextAsync(
                Path.Combine(folder, file),
                $"-- migrate:up\n{up}\n-- migrate:down\nDROP TABLE {table};\n",
                cancellationToken);
            all.AppendLine(up);
        }

        await File.WriteAllTextAsync(ScriptOf(project), all.ToString(), cancellationToken);
        return project;
    }

    /// <summary>The folder of the migrations.</summary>
    public static string Folder(string project) => Path.Combine(project, "migrations");

    /// <summary>All of their statements in one file.</summary>
    public static string ScriptOf(string project) => Path.Combine(project, "all.sql");
}
