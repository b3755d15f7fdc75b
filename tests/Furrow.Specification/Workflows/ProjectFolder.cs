namespace Furrow.Specification.Workflows;

/// <summary>A project in a folder of its own, written file by file and gone with its test.</summary>
public sealed class ProjectFolder : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("furrow-project-");

    public ProjectFolder() => Settings("name: shop\n");

    public string Path => _directory.FullName;

    /// <summary>Writes furrow.yaml.</summary>
    public ProjectFolder Settings(string yaml) => Write("furrow.yaml", yaml);

    /// <summary>Writes a migration's up file: <c>("1_users", "CREATE TABLE users …")</c>.</summary>
    public ProjectFolder Migration(string title, string sql) => Write($"migrations/{title}.up.sql", sql);

    /// <summary>Writes a migration's two files.</summary>
    public ProjectFolder Pair(string title, string up, string down) =>
        Migration(title, up).Write($"migrations/{title}.down.sql", down);

    /// <summary>Writes a seed: <c>("base/00_roles.csv", "id,name\n1,admin\n")</c>.</summary>
    public ProjectFolder Seed(string file, string text) => Write($"seeds/{file}", text);

    public ProjectFolder Write(string file, string text)
    {
        string path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    public ProjectFolder Delete(string file)
    {
        File.Delete(System.IO.Path.Combine(Path, file));
        return this;
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
