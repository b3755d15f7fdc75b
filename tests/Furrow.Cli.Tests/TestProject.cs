using System.Text.RegularExpressions;

namespace Furrow.Cli.Tests;

/// <summary>A small project in a temporary directory, on SQLite.</summary>
internal sealed class TestProject : IDisposable
{
    private TestProject(string directory) => Directory = directory;

    public string Directory { get; }

    public static TestProject Empty()
    {
        string directory = System.IO.Directory.CreateTempSubdirectory("furrow-cli-").FullName;
        return new TestProject(directory);
    }

    public static TestProject Small()
    {
        TestProject project = Empty();
        project.Write("furrow.yaml", "name: small\n");
        project.Write(
            "migrations/20260101000000_create_rooms.up.sql",
            "CREATE TABLE rooms (id integer PRIMARY KEY, name text NOT NULL UNIQUE);\n");
        project.Write("migrations/20260101000000_create_rooms.down.sql", "DROP TABLE rooms;\n");
        project.Write(
            "migrations/20260102000000_create_chairs.up.sql",
            "CREATE TABLE chairs (id integer PRIMARY KEY, room_id integer REFERENCES rooms (id));\n");
        project.Write(
            "seeds/base/00_rooms.sql",
            "-- description: Two rooms\nINSERT INTO rooms (name) VALUES ('red'), ('blue');\n");
        project.Write("seeds/development/00_chairs.sql", "INSERT INTO chairs (room_id) SELECT id FROM rooms;\n");
        return project;
    }

    public void Write(string path, string text)
    {
        string full = Path.Combine(Directory, path);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    public TestHost Host(Terminal? terminal = null, string input = "", Dictionary<string, string>? variables = null) =>
        TestHost.Create(Directory, terminal, input, variables);

    public Task<CliResult> RunAsync(params string[] args) => Host().RunAsync(args);

    /// <summary>The same text wherever the directory is, and whatever goes into a recipe.</summary>
    public string Scrub(string text) => Regex.Replace(
        text.Replace(Directory, "/project", StringComparison.Ordinal),
        "^recipe [0-9a-f]{12}$",
        "recipe 123456789abc",
        RegexOptions.Multiline);

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
