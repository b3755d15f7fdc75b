using Furrow.Bench.Measuring;
using Furrow.Configuration;
using Microsoft.Data.Sqlite;

namespace Furrow.Bench.Generating;

/// <summary>A SQLite database that is as new before each run: a copy of one whose tables nobody fills.</summary>
internal sealed class FreshFile
{
    private static readonly string[] Companions = ["-wal", "-shm", "-journal"];

    private readonly string _template;
    private readonly string _file;

    private FreshFile(string template, string file) => (_template, _file) = (template, file);

    /// <summary>The database that is filled.</summary>
    public DatabaseAddress Address => DatabaseAddress.Parse("sqlite:" + _file, Path.GetDirectoryName(_file)!);

    /// <summary>Creates both; <paramref name="setUp"/> brings the first to where the work begins.</summary>
    public static async Task<FreshFile> CreateAsync(string directory, string name, Func<DatabaseAddress, Task> setUp)
    {
        string template = Path.Combine(directory, name + "-template.db");
        await setUp(DatabaseAddress.Parse("sqlite:" + template, directory));
        return new FreshFile(template, Path.Combine(directory, name + ".db"));
    }

    /// <summary>SQLite's shell with commands.</summary>
    public ProgramRun Shell(params string[] commands) => new("sqlite3", ["-bail", _file, .. commands]);

    /// <summary>A contender that begins with it as new, and has to leave so many rows in each table.</summary>
    public Contender Fill(Contender contender, params (string Table, long Rows)[] expected) =>
        FilledTables.Checked(
            contender with
            {
                PrepareAsync = _ =>
                {
                    Renew();
                    return Task.CompletedTask;
                },
            },
            () => new SqliteConnection($"Data Source={_file};Pooling=false"),
            expected);

    private void Renew()
    {
        foreach (string companion in Companions)
        {
            File.Delete(_file + companion);
        }

        File.Copy(_template, _file, overwrite: true);
    }
}
