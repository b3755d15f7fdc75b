namespace Furrow.Bench.Startup;

/// <summary>The sample's files without what a developer keeps beside them: .env, databases.</summary>
internal static class SampleProject
{
    private static readonly string[] Folders = ["migrations", "seeds"];

    /// <summary>Copies it and returns where to.</summary>
    public static string Copy(BenchSession session)
    {
        string source = Path.Combine(session.Options.Root, "samples", "pilates");
        string target = session.CreateDirectory("pilates");
        File.Copy(Path.Combine(source, "furrow.yaml"), Path.Combine(target, "furrow.yaml"));
        foreach (string file in Folders.SelectMany(folder => Directory.EnumerateFiles(
            Path.Combine(source, folder), "*", SearchOption.AllDirectories)))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return target;
    }
}
