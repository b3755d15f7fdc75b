namespace Furrow.Tests;

/// <summary>A folder that is gone with its test.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("furrow-tests-");

    public string Path => _directory.FullName;

    public string Full(string file) => System.IO.Path.Combine(Path, file);

    /// <summary>The path as a project shows it.</summary>
    public string Display(string path) => System.IO.Path.GetRelativePath(Path, path).Replace('\\', '/');

    public TempFolder Write(string file, string text = "")
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Full(file))!);
        File.WriteAllText(Full(file), text);
        return this;
    }

    public TempFolder Write(string file, byte[] bytes)
    {
        Write(file);
        File.WriteAllBytes(Full(file), bytes);
        return this;
    }

    /// <summary>A link to nothing: what nobody can read, whoever runs the tests.</summary>
    public TempFolder WriteUnreadable(string file)
    {
        Write(file);
        File.Delete(Full(file));
        File.CreateSymbolicLink(Full(file), Full("nothing-is-here"));
        return this;
    }

    public IEnumerable<string> Files() => Directory
        .EnumerateFiles(Path, "*", SearchOption.AllDirectories).Select(Display).Order(StringComparer.Ordinal);

    public void Dispose() => _directory.Delete(recursive: true);
}
