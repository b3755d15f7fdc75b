namespace Furrow.Bench.Startup;

/// <summary>The sample's files without what a developer keeps beside them: .env, databases.</summary>
internal static class SampleProject
{
    private static readonly string[] FoldersOfSetup = ["migrations", "seeds"];

    /// <summary>Copies what setup needs, and more folders, into a directory and returns its path.</summary>
    public static string Copy(BenchSession session, string name, params string[] folders)
    {
        string source = Path.Combine(session.Options.Root, "samples", "pilates");
        string target = session.CreateDirectory(name);
        File.Copy(Path.Combine(source, "furrow.yaml"), Path.Combine(target, "furrow.yaml"));
        foreach (string file in FoldersOfSetup.Concat(folders).SelectMany(folder => Directory.EnumerateFiles(
            Path.Combine(source, folder), "*", SearchOption.AllDirectories)))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return target;
    }
}
