namespace Furrow.Snapshots;

/// <summary>
/// <c>development-seeded-latest.dump</c> and its metadata, for scripts: relative links, replaced at one stroke. Where
/// links are not possible a text file <c>development-seeded-latest.txt</c> holds the name instead.
/// </summary>
internal static class LatestLinks
{
    /// <summary>Writes them, each first in a folder that is the caller's alone.</summary>
    public static void Write(string directory, string scratch, string environment, string file, string name)
    {
        string latest = SnapshotName.Latest(environment);
        try
        {
            Link(latest + Path.GetExtension(file), file);
            Link(latest + SnapshotFolder.MetadataEnding, name + SnapshotFolder.MetadataEnding);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            string path = Path.Combine(scratch, $"{latest}.txt");
            File.WriteAllText(path, name + "\n");
            File.Move(path, Path.Combine(directory, $"{latest}.txt"), overwrite: true);
        }

        void Link(string link, string target)
        {
            string made = Path.Combine(scratch, link);
            File.Delete(made);
            File.CreateSymbolicLink(made, target);
            File.Move(made, Path.Combine(directory, link), overwrite: true);
        }
    }
}
