namespace Furrow.Cli.Tests.Scripts;

/// <summary>Where the tests' own repository lies.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string start)
    {
        for (DirectoryInfo? directory = new(start); directory is not null; directory = directory.Parent)
            if (File.Exists(Path.Combine(directory.FullName, "Furrow.slnx"))) return directory.FullName;
        throw new DirectoryNotFoundException($"No directory above {start} holds Furrow.slnx.");
    }
}
